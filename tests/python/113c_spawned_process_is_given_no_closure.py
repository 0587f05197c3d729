import multiprocessing, pickle
def child(given): print("child", given if isinstance(given, int) else "a function", flush=True)
def named(): print("named", flush=True)
def attempt(what, target, *arguments):
    try:
        process = multiprocessing.Process(target=target, args=arguments)
        process.start()
        process.join()
    except (AttributeError, pickle.PicklingError): print(what, "refused", flush=True)
def main():
    price = 3
    attempt("closure", lambda: price)
    attempt("argument", child, lambda: price)
    attempt("in a list", child, [1, lambda: price])
    attempt("number", child, price)
    attempt("function by name", child, named)
    attempt("by name", named)
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
