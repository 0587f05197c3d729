import multiprocessing
import os


def child(reading, writing):
    os.close(reading)
    os.write(writing, b"abc")
    os.close(writing)


if __name__ == "__main__":
    reading, writing = os.pipe()
    process = multiprocessing.get_context("fork").Process(target=child, args=(reading, writing))
    process.start()
    os.close(writing)  # else the end would never come
    process.join()
    print(os.read(reading, 2).decode(), os.read(reading, 2).decode())
    print(os.read(reading, 2) == b"", os.read(reading, 2) == b"")
