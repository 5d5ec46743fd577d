"""Runs clients against the mock teacher, one after the other, and prints tables. Started by scripts/bench."""

import argparse
import itertools
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "bench"
JAVA_CLIENTS = ("synth", "synth-no-journal", "okhttp")
PACKAGES = {
    "aiohttp": ["aiohttp==3.14.5"],
    "openai": ["openai==3.57.0"],
    "litellm": ["litellm==1.110.2"],
    # Without its extra for inference, which brings vLLM and SGLang.
    "datatrove": ["datatrove==0.10.1", "aiofiles", "aiosqlite", "httpx", "orjson", "xxhash"],
    "curator": ["bespokelabs-curator==0.1.31"],
    "distilabel": ["distilabel[openai]==1.5.3", "openai==3.57.0", "datasets==5.2.0", "requests"],
    "data-designer": ["data-designer==0.9.7"],
}

# A slow client gets one so-many-th of the calls.
PARTS = {"datatrove": 4, "curator": 4, "openai": 8, "litellm": 8, "distilabel": 8, "data-designer": 8}

# These work on a dataset to its end: the time doesn't stop them.
BATCHES = ("datatrove", "curator", "distilabel", "data-designer")
PHASES = (1, 0.5, 2, None)
REQUESTS_PER_MINUTE = 600


def java(*command: str) -> list[str]:
    classes = [ROOT / "synth-core/target/test-classes", ROOT / "synth-core/target/classes", ROOT / "schemas/target/classes"]
    path = ":".join(map(str, classes)) + ":" + (WORK / "classpath").read_text().strip()
    return ["java", "-XX:+UseParallelGC", "-Xmx1g", "-cp", path, *command]


def python(client: str) -> str:
    """The Python of a client's own environment, made when it is missing."""
    folder = WORK / "venv" / client
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin/pip", "install", "-q", *PACKAGES[client]], check=True)
        (folder / "ready").touch()
    return str(folder / "bin/python")


class Teacher:
    """The mock teacher in a process of its own."""

    def __init__(self, **settings):
        flags = [text for key, value in settings.items() for text in ("--" + key.replace("_", "-"), str(value))]
        command = java("io.synth.bench.MockTeacher", *flags)
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = "http://127.0.0.1:" + self.process.stdout.readline().strip()

    def counts(self) -> dict:
        return json.load(urllib.request.urlopen(self.url + "/counts"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def command(client: str, url: str, **settings) -> list[str]:
    flags = ["--url", url]
    for key, value in settings.items():
        flags += ["--" + key.replace("_", "-"), str(value)]
    if client in JAVA_CLIENTS:
        return java("io.synth.bench.ClientBench", "--client", client, *flags)
    return [python(client), str(ROOT / f"scripts/bench_clients/{client}_client.py"), *flags]


def start(client: str, url: str, **settings) -> subprocess.Popen:
    log = open(WORK / f"{client}.log", "w")
    return subprocess.Popen(
        command(client, url, **settings), stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
    )


def end(process: subprocess.Popen) -> None:
    """Kills a client with all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def figures(process: subprocess.Popen, seconds: float) -> dict | None:
    """The last line of JSON that a client printed; None when it ended without, or is ended for taking too long."""
    timer = threading.Timer(seconds, end, [process])
    timer.start()
    lines = [line for line in process.stdout if line.startswith("{")]
    process.wait()
    timer.cancel()
    return json.loads(lines[-1]) if lines else None


class OtherWork:
    """How many cores were busy with what is none of ours; to be asked when all that was started has ended."""

    def __init__(self):
        self.busy, self.start = self.busy_seconds(), time.monotonic()

    def cores(self) -> float:
        return (self.busy_seconds() - self.busy) / (time.monotonic() - self.start)

    @staticmethod
    def busy_seconds() -> float:
        user, nice, system, _, _, irq, softirq = map(int, Path("/proc/stat").read_text().split()[1:8])
        ours = resource.getrusage(resource.RUSAGE_CHILDREN)
        ticks = user + nice + system + irq + softirq
        return ticks / os.sysconf("SC_CLK_TCK") - ours.ru_utime - ours.ru_stime


def table(head: list[str], rows: list[list[str]]) -> None:
    print("| " + " | ".join(head) + " |")
    print("|" + " --- |" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(flush=True)


def calls_of(client: str, latency: int, in_flight: int, given) -> tuple[int, int]:
    """Calls to warm up with, and calls to measure: what the ideal client does in a minute, at most."""
    most = 60_000 * in_flight // latency if latency else given.warm_up
    part = PARTS.get(client, 1)
    warm_up = given.warm_up if client in JAVA_CLIENTS else given.warm_up // 10 // part
    return min(warm_up, most), min(given.calls // part, most * 2 // 3)


def speed(given) -> None:
    for latency in given.latencies:
        for in_flight in given.in_flights:
            rows = []
            for client in given.clients:
                warm_up, calls = calls_of(client, latency, in_flight, given)
                others = OtherWork()
                with Teacher(latency_ms=latency) as teacher:
                    got = figures(start(client, teacher.url, in_flight=in_flight, warm_up=warm_up, calls=calls), 300)
                    seen = teacher.counts()
                if got is None:
                    rows.append([client, "failed", "", "", "", "", "", ""])
                    continue
                rate = seen["answered"] / seen["busy_seconds"]
                ideal = f"{100 * rate * latency / 1000 / in_flight:.0f}%" if latency else ""
                rows.append(
                    [
                        client,
                        f"{rate:.0f}",
                        ideal,
                        f"{1000 * got['cpu_seconds'] / seen['answered']:.3f}",
                        f"{seen['mean_in_flight']:.0f} / {seen['peak_in_flight']}",
                        str(got["failed"]),
                        str(got["peak_mb"]),
                        f"{others.cores():.1f}",
                    ]
                )
            print(f"\n{latency} ms, {in_flight} in flight\n")
            head = ["client", "calls/s", "of ideal", "CPU-s/1,000", "in flight, mean / peak", "failed", "MB", "other work, cores"]
            table(head, rows)


def resident_mb(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) // 1024
    except OSError:
        pass
    return 0


def memory(given) -> None:
    rows = []
    for client in given.clients:
        calls = given.calls
        with Teacher(latency_ms=50) as teacher:
            process = start(client, teacher.url, in_flight=256, warm_up=0, calls=calls)
            seen: dict[int, int] = {}

            def watch() -> None:
                while process.poll() is None:
                    try:
                        seen[10 * teacher.counts()["answered"] // calls] = resident_mb(process.pid)
                    except OSError:
                        return
                    time.sleep(0.5)

            watcher = threading.Thread(target=watch)
            watcher.start()
            got = figures(process, 1800)
            watcher.join()
        rows.append([client] + [str(seen.get(tenth, "")) for tenth in (1, 3, 5, 7, 9)] + [str(got and got["peak_mb"])])
    table(["client", "MB at 10%", "30%", "50%", "70%", "90%", "peak"], rows)


def limits(given) -> None:
    """All worlds of a client at once: they wait more than they work."""
    seconds = given.seconds or 90
    schedule = ",".join(f"{seconds * i}:{'gone' if factor is None else factor}" for i, factor in enumerate(PHASES) if i)
    worlds = [(kind, headers) for kind in ("sliding", "bucket", "minute-bucket") for headers in (False, True)]
    for client, in_flight in itertools.product(given.clients, given.in_flights):
        rows = []
        teachers, processes = [], []
        for kind, headers in worlds:
            teacher = Teacher(
                latency_ms=500,
                limit=kind,
                requests_per_minute=REQUESTS_PER_MINUTE,
                headers=str(headers).lower(),
                retry_after=str(headers).lower(),
                schedule=schedule,
            )
            teachers.append(teacher)
            calls = int(seconds * (2 * in_flight + sum(factor or 0 for factor in PHASES) * REQUESTS_PER_MINUTE / 60))
            calls = calls if client in BATCHES else 10**6
            settings = dict(in_flight=in_flight, calls=calls, seconds=seconds * len(PHASES), timeout=120)
            processes.append(start(client, teacher.url, **settings))
        for (kind, headers), teacher, process in zip(worlds, teachers, processes):
            got = figures(process, seconds * len(PHASES) + 300)
            phases = teacher.counts()["phases"]
            teacher.__exit__()
            limited = [phase for phase in phases if phase["factor"] is not None]
            shares = [f"{100 * p['answered'] / p['allowed_requests']:.0f}%" for p in limited]
            answered = sum(p["answered"] for p in phases)
            refused = sum(p["refused"] for p in phases)
            kept = sum(p["answered"] for p in limited) / sum(p["allowed_requests"] for p in limited)
            free = [p for p in phases if p["factor"] is None]
            rows.append(
                [
                    kind + (", headers" if headers else ""),
                    f"{100 * kept:.0f}%",
                    " / ".join(shares),
                    f"{free[0]['answered'] / free[0]['seconds']:.0f}/s of {2 * in_flight}" if free else "",
                    f"{1000 * refused / max(1, answered + refused):.0f}",
                    str(got["failed"]) if got else "no end",
                ]
            )
        print(f"{client}, {in_flight} callers: {REQUESTS_PER_MINUTE} requests/min, then half, double, none, {seconds} s each\n")
        table(["limit", "of the limit", "whole / half / double", "none", "429 per 1,000", "never answered"], rows)


def saturation(given) -> None:
    seconds = given.seconds or 120
    rows = []
    for client in given.clients:
        with Teacher(serves=32, service_ms=500) as teacher:
            calls = 64 * seconds if client in BATCHES else 10**6
            settings = dict(in_flight=1024, calls=calls, seconds=seconds, timeout=20)
            got = figures(start(client, teacher.url, **settings), seconds + 300)
            seen = teacher.counts()
        useful = seen["answered"] / max(seen["busy_seconds"], 1e-9) / 64
        rows.append(
            [
                client,
                f"{100 * useful:.0f}%",
                str(seen["abandoned"]),
                f"{seen['mean_in_flight']:.0f} / {seen['peak_in_flight']}",
                str(got["failed"]) if got else "no end",
            ]
        )
    print("32 served at once in 500 ms, the others queue, 1,024 callers, 20 s of patience\n")
    table(["client", "useful replies of capacity", "given up", "in flight, mean / peak", "failed"], rows)


def crash(given) -> None:
    calls = 3000
    rows = []
    for client in given.clients:
        with Teacher(latency_ms=200) as teacher, tempfile.TemporaryDirectory() as folder:
            settings = dict(in_flight=64, warm_up=0, calls=calls, folder=folder)
            process = start(client, teacher.url, **settings)
            most = time.monotonic() + 120
            while process.poll() is None and teacher.counts()["answered"] < calls // 2 and time.monotonic() < most:
                time.sleep(0.05)
            in_flight = teacher.counts()["in_flight"]
            end(process)
            process.wait()
            first = teacher.counts()["answered"]
            got = figures(start(client, teacher.url, **settings, keep="true"), 120)
            seen = teacher.counts()
        failed = str(got["failed"]) if got else "no end in 120 s"
        rows.append([client, str(first), str(in_flight), str(seen["answered"]), str(seen["answered_again"]), failed])
    table(["client", "answered before", "in flight at the kill", "answered in all", "paid twice", "failed"], rows)


def main() -> None:
    numbers = lambda text: [int(part) for part in text.split(",")]
    parser = argparse.ArgumentParser()
    parser.add_argument("what")
    parser.add_argument("--clients", default=",".join([*JAVA_CLIENTS, *PACKAGES]))
    parser.add_argument("--latencies", type=numbers, default=[0, 50, 500])
    parser.add_argument("--in-flights", type=numbers)
    parser.add_argument("--calls", type=int)
    parser.add_argument("--warm-up", type=int, default=100_000)
    parser.add_argument("--seconds", type=int)
    given = parser.parse_args()
    given.clients = given.clients.split(",")
    unknown = [client for client in given.clients if client not in JAVA_CLIENTS and client not in PACKAGES]
    if unknown:
        parser.error(f"unknown client {unknown[0]}; known are {', '.join([*JAVA_CLIENTS, *PACKAGES])}")
    given.in_flights = given.in_flights or ([64] if given.what == "limits" else [64, 256, 1024])
    given.calls = given.calls or (200_000 if given.what == "memory" else 60_000)
    {"speed": speed, "memory": memory, "limits": limits, "saturation": saturation, "crash": crash}[given.what](given)


main()
