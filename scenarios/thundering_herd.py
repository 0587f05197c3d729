"""The thundering herd: many workers wait, and jobs come one at a time. The same as thundering_herd.lua."""
import threading
import time

WAKE = "all"  # or "one"
WORKERS = 3
BETWEEN = 0.1

jobs = 0
woken = 0
came = threading.Condition()


def worker():
    global jobs, woken
    with came:
        while jobs == 0:
            came.wait()
            woken += 1
        jobs -= 1


def dispatcher():
    global jobs
    for _ in range(WORKERS):
        time.sleep(BETWEEN)
        with came:
            jobs += 1
            if WAKE == "all":
                came.notify_all()
            else:
                came.notify()


def main():
    everybody = [threading.Thread(target=dispatcher)] + [threading.Thread(target=worker) for _ in range(WORKERS)]
    for thread in everybody:
        thread.start()
    for thread in everybody:
        thread.join()
    print(f"{woken} times somebody was woken")


if __name__ == "__main__":
    main()
