"""Readers and writers: many may read at a time, and a writer must be alone. The same as readers_and_writers.lua."""
import threading
import time

RULE = "readers first"  # or "writers first", "in turn"
READERS, WRITERS, ROUNDS = 2, 1, 2
SECOND = 0.05
READING, WRITING = 3 * SECOND, 2 * SECOND

inside, writing, waiting = 0, False, 0  # readers inside, who writes, writers who wait
changed = threading.Condition()
line = threading.Lock()
waits = {"reader": [], "writer": []}


def join_the_line():
    if RULE == "in turn":
        line.acquire()


def leave_the_line():
    if RULE == "in turn":
        line.release()


def begin_reading():
    global inside
    join_the_line()
    with changed:
        while writing or (RULE == "writers first" and waiting > 0):
            changed.wait()
        inside += 1
    leave_the_line()


def end_reading():
    global inside
    with changed:
        inside -= 1
        changed.notify_all()


def begin_writing():
    global waiting, writing
    join_the_line()
    with changed:
        waiting += 1
        while writing or inside > 0:
            changed.wait()
        waiting -= 1
        writing = True
    leave_the_line()


def end_writing():
    global writing
    with changed:
        writing = False
        changed.notify_all()


def reader(number):
    time.sleep(READING / 2 * number)  # not all at once
    for _ in range(ROUNDS):
        came = time.monotonic()
        begin_reading()
        waits["reader"].append(time.monotonic() - came)
        time.sleep(READING)
        assert not writing, "nobody writes while somebody reads"
        end_reading()
        time.sleep(SECOND)


def writer():
    time.sleep(SECOND)  # a reader is there already
    for _ in range(ROUNDS):
        came = time.monotonic()
        begin_writing()
        waits["writer"].append(time.monotonic() - came)
        time.sleep(WRITING)
        assert inside == 0, "nobody reads while somebody writes"
        end_writing()


def main():
    everybody = [threading.Thread(target=reader, args=(number,)) for number in range(READERS)]
    everybody += [threading.Thread(target=writer) for _ in range(WRITERS)]
    for thread in everybody:
        thread.start()
    for thread in everybody:
        thread.join()
    print("all is read and written")


if __name__ == "__main__":
    main()
