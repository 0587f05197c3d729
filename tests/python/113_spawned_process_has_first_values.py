import multiprocessing, threading
x, names, own = sum(range(5)), {"Ada": 36}, threading.local()
def grandchild(): print("grandchild", x, names["Ada"], flush=True)
def child(n):
    global x
    print("child", n, x, names["Ada"], getattr(own, "x", None), flush=True)
    x, names["Ada"] = x + 90, 0
    process = multiprocessing.Process(target=grandchild)
    process.start()
    process.join()
    print("child", n, x, names["Ada"], flush=True)
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    x, names["Ada"], own.x = 50, 37, 9
    for n in (1, 2):
        process = multiprocessing.Process(target=child, args=(n,))
        process.start()
        process.join()
    print("main", x, names["Ada"], own.x, flush=True)
