import threading, time; from h import *
class ReadersWriterLock:                          # Python has none
    def __init__(self): self.changed = threading.Condition(); self.readers = 0; self.written = False
    def lock_read(self):
        with self.changed: self.changed.wait_for(lambda: not self.written); self.readers += 1
    def unlock_read(self):
        with self.changed: self.readers -= 1; self.changed.notify_all()
    def lock_write(self):
        with self.changed: self.changed.wait_for(lambda: not self.written and self.readers == 0); self.written = True
    def unlock_write(self):
        with self.changed: self.written = False; self.changed.notify_all()
book = ReadersWriterLock()
def reads(at, length):
    time.sleep(S(at)); book.lock_read(); print("reads", now()); time.sleep(S(length)); book.unlock_read()
def writes(at, length):
    time.sleep(S(at)); book.lock_write(); print("writes", now()); time.sleep(S(length)); book.unlock_write()
ts = [threading.Thread(target=f, args=a) for f, a in ((reads, (0, 4)), (reads, (1, 4)), (writes, (2, 4)), (reads, (7, 1)))]
for t in ts: t.start()
for t in ts: t.join()
print("all there", now())
