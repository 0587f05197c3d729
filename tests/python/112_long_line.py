import os
import threading

r, w = os.pipe()


def writes():
    with os.fdopen(w, "wb") as file:
        file.write(b"x" * 70_000 + b"\nshort\nthe end")


t = threading.Thread(target=writes)
t.start()
with os.fdopen(r, "rb") as file:
    for _ in range(4):
        print(len(file.readline()))
t.join()
