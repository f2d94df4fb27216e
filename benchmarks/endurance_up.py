"""A day of runs, sped up: `copydesk up` with a source that is read over and over.

`python benchmarks/endurance_up.py [RUNS] [MINUTES]`: until so many runs are done or the time is over. Each
run finds new texts, and is asked for as the one before it ends. Printed: the seconds until the pages can be
used; every 20 runs the memory of the server and of `up`, and the size of the server's database; at the end
the states of all runs and task runs, the seconds of a run, and the CPU-seconds of the server, of `up` and
of a run.
"""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

SETTINGS = """
[[source]]
name = "wire"
location = "{folder}"
cron = "0 0 1 1 *"
[schedule]
maintain_cron = "0 4 1 1 *"
"""
TEXTS_A_RUN = 20
SHOW_EVERY = 20


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 288
    minutes = float(sys.argv[2]) if len(sys.argv) > 2 else 60
    with tempfile.TemporaryDirectory() as folder:
        desk, wire = Path(folder) / "desk", Path(folder) / "wire"
        desk.mkdir()
        wire.mkdir()
        (desk / "copydesk.toml").write_text(SETTINGS.format(folder=wire), encoding="utf-8")
        print("first start of a desk:")
        serve(desk, lambda _: None)
        print("second start:")
        serve(desk, lambda up: endure(up, (desk, wire), (wanted, minutes)))


def serve(desk: Path, measure) -> None:
    started = time.monotonic()
    command = [sys.executable, "-m", "copydesk.flows.cli", "up", "--port", "0", "--desk", str(desk)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        pages = next(line.split()[1] for line in process.stdout if line.startswith("pages"))
        with urllib.request.urlopen(pages, timeout=60) as page:  # noqa: S310 - our own server
            assert page.status == 200
        print(f"  pages and deployments after {time.monotonic() - started:.1f} s", flush=True)
        try:
            measure(process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate()


def endure(up: subprocess.Popen, folders: tuple[Path, Path], until: tuple[int, float]) -> None:
    (desk, wire), (wanted, minutes) = folders, until
    server = child(up.pid, "copydesk.flows.server.process")
    database = desk / ".prefect" / "prefect.db"
    api = json.loads((desk / ".up").read_text())["api_url"]
    [wire_id] = [one["id"] for one in ask(api, "deployments/filter") if one["name"] == "wire"]
    show(0, up.pid, server, database)
    started, done = time.monotonic(), 0
    before = [cpu_seconds(server), *own_and_children(up.pid)]
    next_run(api, wire_id, wire, done)
    for line in up.stdout:
        if re.search(r"ingest wire.*: ", line):
            done += 1
            if done % SHOW_EVERY == 0 or done == wanted:
                show(done, up.pid, server, database)
            if done == wanted or time.monotonic() - started > minutes * 60:
                break
            next_run(api, wire_id, wire, done)
        elif not line.startswith(" ") and line.strip():
            print("  told:", line.rstrip())
    after = [cpu_seconds(server), *own_and_children(up.pid)]
    spent = [(late - early) / done for late, early in zip(after, before, strict=True)]
    print(f"  {done} runs, {(time.monotonic() - started) / done:.1f} s each")
    print("  CPU-seconds a run: server {:.2f}, up {:.2f}, the run itself {:.2f}".format(*spent))
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as records:
        runs = records.execute("select state_name, count(*) from flow_run group by 1").fetchall()
        tasks = records.execute("select state_name, count(*) from task_run group by 1").fetchall()
    print(f"  runs: {dict(runs)}, task runs: {dict(tasks)}")


def next_run(api: str, deployment: str, wire: Path, number: int) -> None:
    words = [f"{(word * 37) % 199}" for word in range(300)]
    texts = [" ".join(f"w{number}x{text}y{word}" for word in words) for text in range(TEXTS_A_RUN)]
    part = wire / f".{number}.jsonl"
    part.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    part.rename(wire / f"{number}.jsonl")
    ask(api, f"deployments/{deployment}/create_flow_run")


def ask(api: str, path: str):
    """Ask the server, again while it says that it is busy, as Prefect's own client does."""
    request = urllib.request.Request(f"{api}/{path}", b"{}", {"Content-Type": "application/json"})  # noqa: S310
    for _ in range(20):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code != 503:
                raise
            time.sleep(1)
    raise TimeoutError(path)


def show(done: int, up: int, server: int, database: Path) -> None:
    size = sum(file.stat().st_size for file in database.parent.glob("prefect.db*")) / 1e6
    held = f"server {megabytes(server):.0f} MB, up {megabytes(up):.0f} MB"
    print(f"  {done:4} runs: {held}, database {size:.1f} MB", flush=True)


def megabytes(process: int) -> float:
    """Resident memory."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def cpu_seconds(process: int) -> float:
    return own_and_children(process)[0]


def own_and_children(process: int) -> tuple[float, float]:
    """CPU-seconds of a process, and of those of its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    ticks = os.sysconf("SC_CLK_TCK")
    return (int(fields[11]) + int(fields[12])) / ticks, (int(fields[13]) + int(fields[14])) / ticks


def child(process: int, command: str) -> int:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    [found] = [int(one) for one in children if command in Path(f"/proc/{one}/cmdline").read_text()]
    return found


if __name__ == "__main__":
    main()
