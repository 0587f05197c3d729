"""Downloads: twenty pages from a server, one after another, a thread each, or by four workers."""
import queue as queues
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen


class knob:
    how = "one after another"                    # or "a task each", "four workers"
    pages = 20
    size = 50                                    # KB
    latency = 0.05
    bandwidth = 2000                             # KB per second of the link; 0: no limit


queue = queues.SimpleQueue()                     # pages that nobody has asked for yet
link = threading.Lock()                          # carries one piece at a time


class Server(ThreadingHTTPServer):
    request_queue_size = 400


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(knob.latency)
        self.send_response(200)
        self.end_headers()
        for begin in range(0, knob.size, 10):
            piece = min(10, knob.size - begin)   # KB
            with link:
                time.sleep(piece / knob.bandwidth if knob.bandwidth else 0)
            self.wfile.write(bytes(piece * 1000))

    def log_message(self, *_):
        pass


def fetch(page):
    with urlopen(f"http://127.0.0.1:{web.server_port}/page{page}") as answer:
        return len(answer.read())


def worker(number):
    return sum(fetch(page) for page in iter(queue.get, None))


def in_threads(function, arguments):
    with ThreadPoolExecutor(len(arguments)) as pool:
        return sum(pool.map(function, arguments))


def main():
    pages = range(1, knob.pages + 1)
    if knob.how == "one after another":
        received = sum(fetch(page) for page in pages)
    elif knob.how == "a task each":
        received = in_threads(fetch, pages)
    else:
        for page in [*pages, None, None, None, None]:
            queue.put(page)                      # None: there is nothing left for this worker
        received = in_threads(worker, range(1, 5))
    print(f"{knob.pages} pages are there, {received} bytes")


with Server(("127.0.0.1", 0), Answer) as web:
    threading.Thread(target=web.serve_forever, args=(0.01,)).start()
    main()
    web.shutdown()
