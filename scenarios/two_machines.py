"""Eight pictures, developed here or in processes that stand for a server: each is carried there and back as bytes."""
import multiprocessing
import time

PICTURES, SIZE, WORK, BANDWIDTH, CORES = 8, 1_000_000, 0.1, 50e6, 8


class Cable:
    """One direction: carries one message after another."""

    def __init__(self):
        self.queue, self.free = multiprocessing.Queue(), multiprocessing.Lock()

    def send(self, picture):
        with self.free:
            time.sleep(len(picture) / BANDWIDTH)
            self.queue.put(picture)


def develop(picture):
    time.sleep(WORK)                 # stands for the work of a core
    return picture[::-1]


def server(there, back):
    while (picture := there.queue.get()) is not None:
        back.send(develop(picture))


def main():
    pictures = [bytes(SIZE) for _ in range(PICTURES)]
    start = time.perf_counter()
    for picture in pictures:
        develop(picture)
    print(f"here:  {time.perf_counter() - start:.2f} s")
    there, back = Cable(), Cable()
    cores = [multiprocessing.Process(target=server, args=(there, back)) for _ in range(CORES)]
    for core in cores:
        core.start()
    start = time.perf_counter()
    for picture in pictures:
        there.send(picture)
    for picture in pictures:
        back.queue.get()
    print(f"there: {time.perf_counter() - start:.2f} s")
    for core in cores:
        there.queue.put(None)
    for core in cores:
        core.join()


if __name__ == "__main__":
    main()
