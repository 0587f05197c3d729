import multiprocessing as mp
ctx = mp.get_context("fork")
def reads(q, times, out): out.put(sum(len(q.get()) for i in range(times)))
def doubles(l): return [2 * n for n in l]
def text(n): return "t" * n
for c in range(3):
    q, out = ctx.Queue(3), ctx.Queue(); p = ctx.Process(target=reads, args=(q, 3, out)); p.start()
    q.put("x" * 5000); q.put("y" * 300000); q.put("z"); print(out.get()); p.join()
with ctx.Pool(2) as pool:
    back = pool.apply(doubles, (list(range(1, 5001)),)); print(len(back), back[0], back[4999])
    print(len(pool.apply(text, (1000000,))))
