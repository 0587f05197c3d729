"""Threads share all but what is thread-local; main's own slip and badge are not touched by them."""
import contextvars
import threading
import time

GUESTS = 3
wall = book = 0                              # one for all threads of a process
pocket = threading.local()                   # one for each thread
badge = contextvars.ContextVar("badge", default="no badge")
writing = threading.Lock()


def guest(number):
    global wall, book
    found = getattr(pocket, "slip", "nothing")
    with writing:
        wall += 1
        book += 1
    pocket.slip = number
    badge.set(number)
    time.sleep(0.01)                         # others may come in
    print(f"guest {number} finds {found}, and sees {wall} on the wall, {book} in the book")


def main():
    pocket.slip = "main's slip"
    badge.set("main's badge")
    for number in range(1, GUESTS + 1):
        one = threading.Thread(target=guest, args=(number,))
        one.start()
        one.join()
    print(f"main sees {wall} on the wall, {book} in the book")
    print(f"main has {pocket.slip}, and {badge.get()}")


if __name__ == "__main__":
    main()
