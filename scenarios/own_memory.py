"""What a process changes is its own, unless it stands in memory that is mapped into all of them."""
# order: any
import multiprocessing

TASKS, TIMES = 2, 3
STARTS = "fork"                              # or "spawn": then each sees 3, as it begins with the 0 of the next line
mine = 0                                     # each process has its own


def count(number, ours, everybody, told):
    global mine
    for time in range(TIMES):
        mine += 1
        with ours.get_lock():
            ours.value += 1
    everybody.wait()                         # nobody looks before all have counted
    print(f"task {number} sees mine = {mine}, ours = {ours.value}", flush=True)
    told.put(mine)


def main():
    global mine
    mine = 10
    processes = multiprocessing.get_context(STARTS)
    ours = processes.Value("i", 10)          # in memory that all of them see
    everybody, told = processes.Barrier(TASKS), processes.SimpleQueue()
    tasks = [processes.Process(target=count, args=(number, ours, everybody, told)) for number in (1, 2)]
    for task in tasks:
        task.start()
    for task in tasks:
        task.join()
    print(f"main sees mine = {mine}, ours = {ours.value}")
    print(f"main was told {told.get()}")


if __name__ == "__main__":
    main()
