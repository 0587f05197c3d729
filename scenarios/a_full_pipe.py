"""A full pipe: main waits for the end of a child that waits for room in the pipe."""
import multiprocessing
import os


class knob:
    main = "joins first"                         # or "reads first"
    results = 10
    size = 20_000                                # bytes of a result; a pipe of Linux holds 65 536


def child(reading, writing):
    os.close(reading)
    for number in range(1, knob.results + 1):
        result = str(number * number).encode()
        os.write(writing, result.ljust(knob.size - 1) + b"\n")  # waits while the pipe is full
    os.close(writing)


def read_all(reading):
    with open(reading, "rb") as lines:           # ends where the pipe is closed, and empty
        return [int(line) for line in lines]


def main():
    processes = multiprocessing.get_context("fork")
    reading, writing = os.pipe()
    worker = processes.Process(target=child, args=(reading, writing))
    worker.start()
    os.close(writing)                            # the child has its own end
    if knob.main == "joins first":
        worker.join(timeout=1)                   # without a timeout it would be for ever
        print("the child has ended:", not worker.is_alive())
    results = read_all(reading)
    print(len(results), "results, and their sum is", sum(results))
    worker.join()


if __name__ == "__main__":
    main()
