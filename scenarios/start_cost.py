"""What a start costs: forty short jobs, by a thread each or by four workers."""
import queue as queues
import threading
import time

SECOND = 1                                       # of the story, in seconds of this computer


class knob:
    by = "a task each"                           # or "four workers"
    jobs = 40
    takes = 0.01
    start = 0.005


queue = queues.Queue()
until_it_runs = []


def now():
    return time.monotonic() / SECOND


def compute(seconds):
    end = time.thread_time() + seconds * SECOND
    while time.thread_time() < end:
        pass


def job(number, asked):
    until_it_runs.append(now() - asked)
    time.sleep(knob.takes * SECOND)


def worker(number, asked):
    until_it_runs.append(now() - asked)
    while (next_job := queue.get()) is not None:  # None: the queue is closed
        time.sleep(knob.takes * SECOND)


def start(f, number):
    asked = now()
    compute(knob.start)
    thread = threading.Thread(target=f, args=(number, asked))
    thread.start()
    return thread


def main():
    if knob.by == "a task each":
        tasks = [start(job, number) for number in range(1, knob.jobs + 1)]
    else:
        for next_job in [*range(1, knob.jobs + 1), *[None] * 4]:
            queue.put(next_job)
        tasks = [start(worker, number) for number in range(1, 5)]
    for thread in tasks:
        thread.join()
    print(f"{knob.jobs} jobs are done by {len(tasks)} tasks")


main()
