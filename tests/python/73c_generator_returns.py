def g():
    try:
        x=yield 1; print("got", x); y=yield 2; print("got", y)
    except ValueError as e: print("caught", e); yield 99
    finally: print("finally")
    return "r"
a=g(); print(next(a), a.send("s"), a.throw(ValueError("v")))
try: next(a)
except StopIteration as e: print("stop", e.value)
b=g(); next(b); b.close(); b.close(); print("closed")
def bad():
    try: yield 1
    except GeneratorExit: yield 2
c=bad(); next(c)
try: c.close()
except RuntimeError: print("ignored the exit")
d=g()
try: d.throw(KeyError("k"))
except KeyError as e: print("thrown into new", e.args[0])
try: next(d)
except StopIteration: print("stop")
e=g(); print(list(e))
try: a.throw(ValueError("late"))
except ValueError as x: print(x)
def raiser(): yield 1; raise KeyError("mine")
r=raiser(); next(r)
try: next(r)
except KeyError: print("key")
print(next(r, "default"))
def stops(): yield 1; raise StopIteration
s=stops(); next(s)
try: next(s)
except RuntimeError: print("raised StopIteration")
