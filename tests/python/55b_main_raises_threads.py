import threading, time
def child(): time.sleep(.2); print("child ends")
threading.Thread(target=child).start(); raise ValueError("main")
