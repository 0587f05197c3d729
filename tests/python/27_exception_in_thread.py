import threading
def bad(): raise ValueError("nobody asks")
t = threading.Thread(target=bad); t.start()
try: t.join(); print("join raises nothing")
except ValueError: print("join raises")
print("main ends well")
