"""What fetching costs, and how near it comes to what its limits allow.

`python benchmarks/speed_fetching.py [PAGES]`. A server in a process of its own answers for 20 hosts
(127.0.0.2 and so on), every answer 50 ms after its request. First the pages are only asked for, with one, two
and ten connections a host: the limits allow hosts × connections / 50 ms. Then a feed of all of them is taken
in as a run does it, with one worker process for extraction and with two.
"""

import asyncio
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from generated_news import laid_out, texts

from copydesk.storage.asked_urls import url_columns
from copydesk.storage.database import open_live
from copydesk.storage.desk import Desk, writing
from copydesk.storage.runs import Run, Tally, start_run
from copydesk.tasks.commit import commit_window
from copydesk.tasks.fetching.addresses import Reach
from copydesk.tasks.fetching.answers import WebSource
from copydesk.tasks.fetching.client import Client
from copydesk.tasks.fetching.clock import Clock
from copydesk.tasks.fetching.exchange import Validators
from copydesk.tasks.fetching.fetching import Fetching
from copydesk.tasks.fetching.limits import Limits
from copydesk.tasks.index_plan import desk_plan
from copydesk.tasks.line import Line, Rules
from copydesk.tasks.prepare import reject_columns
from copydesk.tasks.recipe import Recipe
from copydesk.tasks.text.extract import read_page
from copydesk.tasks.text.thresholds import Thresholds
from copydesk.tasks.workers import Workers

HOSTS = 20
LATENCY_SECONDS = 0.05
CONNECTIONS = (1, 2, 10)
WORKERS = (1, 2)
LINKS = 150


def page(words: list[str], number: int) -> bytes:
    """A page of some 25 KB, most of it what stands around a story."""
    links = "".join(
        f'<li class="item"><a href="/section/{n}/{number}">{" ".join(words[n % 40 : n % 40 + 5])}</a></li>'
        for n in range(LINKS)
    )
    story = "".join(f"<p>{line}</p>" for line in laid_out(words).splitlines() if line)
    return (
        f"<!doctype html><html lang=en><head><title>{' '.join(words[:7])}</title></head>"
        f"<body><nav><ul>{links}</ul></nav><main><article><h1>{' '.join(words[:7])}</h1>{story}"
        f"</article></main><footer><ul>{links[: len(links) // 2]}</ul></footer></body></html>"
    ).encode()


def serve(pages: int, told: Connection) -> None:
    """Answer until the process is ended."""
    bodies = [page(text.words, text.number) for text in texts(pages)]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].decode().strip("/")
                await asyncio.sleep(LATENCY_SECONDS)
                kind, body = (
                    (b"text/html", bodies[int(path)]) if path.isdigit() else (b"application/xml", feed)
                )
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (kind, len(body))
                )
                writer.write(body)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        nonlocal feed
        server = await asyncio.start_server(answer, "0.0.0.0", 0, backlog=1_000)  # noqa: S104 - 127.0.0.x
        port = server.sockets[0].getsockname()[1]
        items = "".join(f"<item><link>{url}</link></item>" for url in urls(pages, port))
        feed = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
        told.send((port, sum(map(len, bodies)) / pages))
        await server.serve_forever()

    feed = b""
    asyncio.run(run())


def urls(pages: int, port: int) -> list[str]:
    return [f"http://127.0.0.{number % HOSTS + 2}:{port}/{number}" for number in range(pages)]


@contextmanager
def serving(pages: int) -> Iterator[tuple[int, float]]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=serve, args=(pages, there), daemon=True)
    server.start()
    yield here.recv()
    server.terminate()
    server.join()


def limits(connections: int) -> Limits:
    return Limits(
        per_host=connections, in_all=connections * HOSTS, reach=Reach(allow_private=True), robots=False
    )


def cpu_seconds(whose: int = RUSAGE_SELF) -> float:
    used = getrusage(whose)
    return used.ru_utime + used.ru_stime


async def ask(pages: list[str], connections: int) -> tuple[float, float]:
    """Seconds and CPU-seconds to ask for all pages, and for nothing else."""
    client = Client(limits(connections), Clock())
    started, cpu = time.perf_counter(), cpu_seconds()
    waiting = iter(pages)

    async def work() -> None:
        for url in waiting:
            await client.get(url, Validators())

    await asyncio.gather(*(work() for _ in range(connections * HOSTS)))
    spent = time.perf_counter() - started, cpu_seconds() - cpu
    await client.close()
    return spent


async def take(feed: str, workers: int, folder: Path) -> tuple[float, float, float, Tally]:
    """Seconds, CPU-seconds of this process and of its workers to take in a feed's pages."""
    desk = Desk(folder)
    desk.create()
    clock = Clock()
    with writing(desk), open_live(desk) as live, live.beside() as beside:
        run = Run("run", None, clock.now(), "1", "1", "settings")
        start_run(live, run)
        line = Line(live, Rules(Recipe(desk_plan(live), {}), Thresholds(), {}), run)
        started, own, others = time.perf_counter(), cpu_seconds(), cpu_seconds(RUSAGE_CHILDREN)
        tally, pool = Tally(), Workers(workers)
        async for window in Fetching(limits(10), beside, clock).windows([WebSource("feed", feed)]):
            prepared = await pool.prepare(window.documents, line.rules.recipe)
            prepared = prepared.with_rejects(reject_columns(window.rejects)).with_urls(
                url_columns(window.urls)
            )
            tally += await asyncio.to_thread(commit_window, line, prepared, clock.now())
        pool.close()
        seconds = time.perf_counter() - started
    return seconds, cpu_seconds() - own, cpu_seconds(RUSAGE_CHILDREN) - others, tally


def extraction_seconds(pages: int) -> float:
    """CPU-seconds of trafilatura alone for all pages, measured on some of them."""
    some = [page(text.words, text.number).decode() for text in texts(min(pages, 200))]
    read_page(some[0])
    started = cpu_seconds()
    for html in some:
        read_page(html)
    return (cpu_seconds() - started) / len(some) * pages


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with serving(pages) as (port, bytes_each):
        print(f"{pages} pages of {bytes_each / 1_000:.0f} KB over {HOSTS} hosts, {LATENCY_SECONDS:g} s")
        for connections in CONNECTIONS:
            seconds, cpu = asyncio.run(ask(urls(pages, port), connections))
            least = pages / (HOSTS * connections) * LATENCY_SECONDS
            print(
                f"asked, {connections} connections a host: {pages / seconds:.0f} pages/s, "
                f"{least / seconds:.0%} of what they allow, {cpu / pages * 1e6:.0f} CPU-µs a page",
                flush=True,
            )
        trafilatura = extraction_seconds(pages)
        for workers in WORKERS:
            with tempfile.TemporaryDirectory() as folder:
                feed = f"http://127.0.0.2:{port}/feed"
                seconds, own, others, tally = asyncio.run(take(feed, workers, Path(folder)))
            print(
                f"taken in, {workers} workers: {tally.new} new in {seconds:.1f} s, {own + others:.1f} CPU-s "
                f"({own:.1f} here, {others:.1f} in workers, of which trafilatura {trafilatura:.1f})",
                flush=True,
            )


if __name__ == "__main__":
    main()
