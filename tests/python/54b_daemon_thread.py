import threading, time
def child(): time.sleep(.2); print("never")
threading.Thread(target=child, daemon=True).start(); print("main ends")
