"""A crawler: pages that lead to pages, some answers that are errors, and few under way at a time."""
import random
import threading
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.request import urlopen


class knob:
    pages = 31
    bound = 4
    errors = 20                                  # answers of 100
    tries = 10
    latency = 0.05


places = threading.Semaphore(knob.bound)


class Server(ThreadingHTTPServer):
    request_queue_size = 100


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(knob.latency)
        self.send_response(503 if random.random() * 100 < knob.errors else 200)
        self.end_headers()
        self.wfile.write(bytes(1000))

    def log_message(self, *_):
        pass


def links_of(page):
    return [1] + [link for link in (2 * page, 2 * page + 1) if link <= knob.pages]    # each page leads home


def fetch(page):
    with urlopen(f"http://127.0.0.1:{web.server_port}/page{page}") as answer:
        return len(answer.read())


def visit(page):
    with places:                                 # given back whatever becomes of the page
        fetch(page)


def crawl(page):
    for attempt in range(knob.tries):
        try:
            visit(page)
            return links_of(page)
        except HTTPError:
            pass
    return None                                  # it is given up


def main():
    there, lost = 0, 0
    with ThreadPoolExecutor(knob.pages) as pool:
        seen, tasks = {1}, {pool.submit(crawl, 1)}
        while tasks:
            done, tasks = wait(tasks, return_when=FIRST_COMPLETED)
            for task in done:
                links = task.result()
                if links:
                    there += 1
                else:
                    lost += 1
                for link in links or []:
                    if link not in seen:
                        seen.add(link)
                        tasks.add(pool.submit(crawl, link))
    print(f"{there} pages are there, {lost} are given up")


with Server(("127.0.0.1", 0), Answer) as web:
    threading.Thread(target=web.serve_forever, args=(0.01,)).start()
    main()
    web.shutdown()
