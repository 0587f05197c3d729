def gen():
    x = yield 1; print("sent", x); yield 2
g = gen(); print(next(g), g.send("hello"))
try: next(g)
except StopIteration: print("it has ended")
def ticks():
    for i in range(3): yield i
for i in ticks(): print(i)
