import threading, asyncio
for l in threading.Lock(), asyncio.Lock():
    try: l.release()
    except RuntimeError as e: print("not locked")
    break
