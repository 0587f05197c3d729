import threading
def main():
    local = 7
    t = threading.Thread(target=lambda: print("closure sees", local)); t.start(); t.join()
main()
