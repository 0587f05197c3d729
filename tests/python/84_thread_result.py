import threading
t = threading.Thread(target=lambda: 7); t.start(); print("join gives", t.join())
