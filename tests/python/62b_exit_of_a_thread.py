import sys, threading
def leaves(): print("a"); sys.exit(3); print("never")
def catches():
    try: sys.exit(2)
    except SystemExit as error: print("caught", error.code)
    print("goes on")
for f in (leaves, catches): t = threading.Thread(target=f); t.start(); t.join(); print(t.is_alive())
sys.exit("main leaves")
print("never")
