"""The desktop starts a program: a process, which reads its files, starts others, and leaves an exit code."""
import multiprocessing
import os
import tempfile

LIBRARIES, PARTS, SIZE = 4, 3, 2_000_000
processes = multiprocessing.get_context("fork")
opened = 0                                     # files, as the process that reads them sees it


def read(disk, file):
    global opened
    with open(os.path.join(disk, file), "rb") as one:
        one.read()
    opened += 1


def program(disk, told):
    read(disk, "program")
    for library in range(1, LIBRARIES + 1):
        read(disk, f"library {library}")
    print(f"the program has opened {opened} files, and begins", flush=True)
    parts = [processes.Process(target=read, args=(disk, f"part {number}")) for number in range(1, PARTS + 1)]
    for part in parts:
        part.start()
    for part in parts:
        part.join()
    print("the window appears", flush=True)
    told.put(opened)


def main():
    with tempfile.TemporaryDirectory() as disk:
        files = ["program"] + [f"library {n}" for n in range(1, LIBRARIES + 1)] + [f"part {n}" for n in range(1, PARTS + 1)]
        for file in files:
            with open(os.path.join(disk, file), "wb") as one:
                one.write(bytes(SIZE))
        told = processes.SimpleQueue()
        app = processes.Process(target=program, args=(disk, told))
        app.start()
        app.join()
        print(f"the desktop has opened {opened} files, and was told of {told.get()}")
        print(f"the exit code is {app.exitcode}")


if __name__ == "__main__":
    main()
