import contextvars, multiprocessing
guest = contextvars.ContextVar("guest", default="nobody")
def grandchild(): print("grandchild", guest.get(), flush=True)
def child():
    print("child", guest.get(), flush=True)
    guest.set("Eve")
    process = multiprocessing.Process(target=grandchild)
    process.start()
    process.join()
    print("child", guest.get(), flush=True)
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    guest.set("Ada")
    process = multiprocessing.Process(target=child)
    process.start()
    process.join()
    print("main", guest.get(), flush=True)
