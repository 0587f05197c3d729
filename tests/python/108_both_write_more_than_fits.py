import socket
import threading

left, right = socket.socketpair()
BYTES = 2_000_000


def talks(own):
    own.settimeout(0.1)  # without it they would wait for ever
    try:
        own.sendall(b"x" * BYTES)
        print("sent", flush=True)
    except TimeoutError:
        print("timeout", flush=True)


threads = [threading.Thread(target=talks, args=(end,)) for end in (left, right)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
