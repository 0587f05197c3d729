"""A full pipe: main waits for the end of a child that waits for room in the pipe."""
import multiprocessing


class knob:
    main = "joins first"                         # or "reads first"
    results = 10
    size = 20_000                                # bytes of a result; a pipe of Linux holds 65 536


def child(pipe):
    for number in range(1, knob.results + 1):
        pipe.send(bytes(knob.size))              # waits while the pipe is full
    pipe.close()


def read_all(pipe):
    count = 0
    try:
        while pipe.recv():
            count += 1
    except EOFError:                             # closed, and empty
        return count


def main():
    processes = multiprocessing.get_context("fork")
    reading, writing = processes.Pipe(duplex=False)
    worker = processes.Process(target=child, args=(writing,))
    worker.start()
    writing.close()                              # the child has its own end
    if knob.main == "joins first":
        worker.join(timeout=1)                   # without a timeout it would be for ever
        print("the child has ended:", not worker.is_alive())
    print(read_all(reading), "results")
    worker.join()


if __name__ == "__main__":
    main()
