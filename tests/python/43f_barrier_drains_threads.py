import threading
b = threading.Barrier(2); met = []
def party():
    for i in range(100): b.wait(); met.append(i)
ts = [threading.Thread(target=party) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
print(len(met), b.n_waiting, b.broken)
