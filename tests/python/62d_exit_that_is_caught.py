import sys, threading


def leaves(code):
    sys.exit(code)


def caught(code):
    try:
        sys.exit(code)
    except SystemExit as e:
        print("caught", e.code)


for code in ("bye", 3, None):
    caught(code)
thread = threading.Thread(target=leaves, args=("a thread says nothing",))
thread.start()
thread.join()
print("on")
