import multiprocessing
own = 0
def child(n, lock, ours, told):
    global own
    for _ in range(3):
        own += 1
        with lock: ours.value += 1
    told.put((n, own))
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    own = 10
    lock, ours, told = multiprocessing.Lock(), multiprocessing.Value("i", 10, lock=False), multiprocessing.Queue()
    processes = [multiprocessing.Process(target=child, args=(n, lock, ours, told)) for n in (1, 2)]
    for process in processes: process.start()
    for process in processes: process.join()
    print(sorted(told.get() for _ in processes), own, ours.value)
