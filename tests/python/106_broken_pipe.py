import os
import socket
import threading
import time

left, right = socket.socketpair()


def child():
    try:
        left.sendall(b"x" * 2_000_000)
    except BrokenPipeError as error:
        print("in the middle:", type(error).__name__, flush=True)


thread = threading.Thread(target=child)
thread.start()
time.sleep(0.05)
right.close()
thread.join()
reading, writing = os.pipe()
os.close(reading)
try:
    os.write(writing, b"late")
except BrokenPipeError as error:
    print("at once:", type(error).__name__)
