from concurrent.futures import ProcessPoolExecutor; import multiprocessing as mp
class Burnt(Exception):
    def __init__(self, code): super().__init__(code); self.code = code
def bad(): raise Burnt(5)
with ProcessPoolExecutor(1, mp_context=mp.get_context("fork")) as ex:
    try: ex.submit(bad).result()
    except Burnt as e: print("caught by its type, code", e.code)
