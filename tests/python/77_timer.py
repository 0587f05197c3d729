import threading; from h import *
t = threading.Timer(S(1), lambda: print("rings at", now())); u = threading.Timer(S(1), lambda: print("never")); t.start(); u.start(); u.cancel(); t.join()
