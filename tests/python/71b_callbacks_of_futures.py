from concurrent.futures import Future, CancelledError
f=Future(); f.add_done_callback(lambda f: print("cb", f.cancelled())); print(f.cancel()); print(f.cancel(), f.done())
g=Future(); g.add_done_callback(lambda f: print("cb", f.result())); g.set_result(3); print("after set")
g.add_done_callback(lambda f: print("late cb")); print("end")
