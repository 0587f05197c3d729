from tell import *
chain = 0
def cb(n):
    def f(fut):
        print("cb", n)
        if n < 8:
            g = asyncio.get_running_loop().create_future(); g.add_done_callback(cb(n + 1)); g.set_result(1)
    return f
async def main():
    f = asyncio.get_running_loop().create_future(); f.add_done_callback(cb(0)); f.set_result(1)
    print("main ends")
run(main)
