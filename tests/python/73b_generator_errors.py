def gen(n):
    try:
        while True:
            got = yield n
            n += got or 1
    finally: print("cleans up at", n)
def calls_itself():
    try: next(it); print("not here")
    except ValueError as why: print(why)
    yield 1
g = gen(5)
try: g.send(3)
except TypeError: print("has not begun")
print(next(g), g.send(10), next(g))
g.close()
try: next(g)
except StopIteration: print("stop iteration")
it = calls_itself()
print(next(it))
h = gen(1); next(h)
try: h.throw(RuntimeError("a pity"))
except RuntimeError as why: print(why)
try: next(h)
except StopIteration: print("stop iteration")
never = gen(0); never.close(); print("closed before it began")
def inner(): yield 1; yield 2
def outer():
    for x in inner(): yield 10 * x
print(*outer())
