import sys, threading
def say(*words): sys.stdout.write(" ".join(map(str, words)) + "\n")
def f(n): say("start", n)
ts = [threading.Thread(target=f, args=(i,)) for i in (1, 2, 3)]
for t in ts: t.start()
say("main after spawn")
for t in ts: t.join()
say("main end")
