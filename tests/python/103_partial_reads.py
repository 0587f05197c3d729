import os
import threading

reading, writing = os.pipe()


def child():
    os.write(writing, b"hello ")
    os.write(writing, b"world")


thread = threading.Thread(target=child)
thread.start()
thread.join()
print(os.read(reading, 3).decode(), os.read(reading, 5).decode(), os.read(reading, 100).decode())
