"""Inside a thread pool: workers that take jobs from a queue."""
import queue as queues
import threading
import time
from concurrent.futures import ThreadPoolExecutor

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    workers = 2
    jobs = 6
    takes = 1
    parts = "none"                               # or "same pool" (which does not end), "second pool", "done itself"
    pool = "queue"                               # or "spawn"


queue = queues.Queue()                           # of jobs, and of parts for the same pool
finished = queues.Queue()
second = queues.Queue()                          # of parts for the second pool
answers = [queues.Queue(1) for _ in range(1 + max(knob.workers, knob.jobs))]  # for each who waits for a part


def do_part(job):
    time.sleep(knob.takes * SECOND)
    return job * job


def hand_over(tasks, number, job):               # waits for the part, and keeps its worker
    tasks.put(("part", job, number))
    return answers[number].get()


def do_job(job, number):
    time.sleep(knob.takes * SECOND)
    if knob.parts == "none":
        finished.put(job * job)
    elif knob.parts == "done itself":
        finished.put(do_part(job))
    elif knob.parts == "second pool":
        finished.put(hand_over(second, number, job))
    elif knob.pool == "queue":
        finished.put(hand_over(queue, number, job))
    else:
        finished.put(executor.submit(do_part, job).result())


def worker(number, tasks):
    while (task := tasks.get()) is not None:     # None: the queue is closed
        kind, job, back_to = task
        if kind == "part":
            answers[back_to].put(do_part(job))
        else:
            do_job(job, number)


def start_worker(number, tasks):
    thread = threading.Thread(target=worker, args=(number, tasks))
    thread.start()
    return thread


def main():
    all = [start_worker(number + 1, queue) for number in range(knob.workers if knob.pool == "queue" else 0)]
    if knob.parts == "second pool":
        all.append(start_worker(len(all) + 1, second))
    for job in range(1, knob.jobs + 1):
        queue.put(("job", job, None)) if knob.pool == "queue" else executor.submit(do_job, job, job)
    total = sum(finished.get() for _ in range(knob.jobs))
    for _ in all:
        queue.put(None)
        second.put(None)
    for thread in all:
        thread.join()
    print(f"{knob.jobs} jobs are done, and the sum is {total}")


with ThreadPoolExecutor(knob.workers) as executor:
    main()
