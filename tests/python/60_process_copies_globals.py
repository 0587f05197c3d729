import multiprocessing as mp
x = 0
def f(q): global x; x += 1; q.put(x)
x = 10
ctx = mp.get_context("fork"); q = ctx.SimpleQueue(); p = ctx.Process(target=f, args=(q,)); p.start(); p.join()
print("child sees", q.get(), "main sees", x)
