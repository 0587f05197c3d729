import queue
q = queue.Queue(2)
def put(x):
    try: q.put_nowait(x); return True
    except queue.Full: return False
def get():
    try: return q.get_nowait()
    except queue.Empty: return None
print(get(), q.qsize())
print(put("a"), put("b"), put("c"), q.qsize())
print(get(), q.qsize(), get(), get(), q.qsize())
