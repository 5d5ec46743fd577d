"""What all clients of the bench share: how many calls, how many at once, what is measured."""

import argparse
import asyncio
import itertools
import json
import os
import resource
import tempfile
import time
import urllib.request
from pathlib import Path

FILLER = "Read the notes on the harbour and say in two sentences what they hold. " * 14


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--in-flight", type=int, required=True)
    parser.add_argument("--warm-up", type=int, default=0)
    parser.add_argument("--calls", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin no call after so long")
    parser.add_argument("--timeout", type=float, default=300)
    parser.add_argument("--folder", help="where a client may keep what it needs to go on after a crash")
    parser.add_argument("--keep", default=False, help="leave the server's counts as they are")
    return parser.parse_args()


def prompt(number: int) -> str:
    return f"call-{number:08d} {FILLER}"


def messages(number: int) -> list[dict]:
    return [{"role": "user", "content": prompt(number)}]


def living_children() -> list[list[str]]:
    """What the kernel tells of each process that comes of this one and has not ended, from its state on."""
    living = {}
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit():
                living[int(folder.name)] = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
    ours = [os.getpid()]
    for process in ours:
        ours += [child for child, stat in living.items() if int(stat[1]) == process]
    return [living[child] for child in ours[1:]]


def cpu_seconds() -> float:
    """Of this process and all that come of it, ended or not."""
    own, ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    ticks = sum(int(tick) for stat in living_children() for tick in stat[11:15])
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def peak_mb() -> int:
    """Of the largest process at its largest."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024


class Measure:
    """Resets the server's counts, then takes the time."""

    def __init__(self, given):
        if not given.keep:
            reset = urllib.request.Request(given.url + "/reset", data=b"", method="POST")
            urllib.request.urlopen(reset).read()
        self.cpu, self.start = cpu_seconds(), time.monotonic()

    def tell(self, calls: int, failed: int) -> None:
        figures = {
            "calls": calls,
            "failed": failed,
            "seconds": time.monotonic() - self.start,
            "cpu_seconds": cpu_seconds() - self.cpu,
            "peak_mb": peak_mb(),
        }
        print(json.dumps(figures), flush=True)


async def run(call, first: int, last: int, in_flight: int, seconds: float = float("inf")) -> tuple[int, int]:
    """Calls with so many at once; returns how many began, and how many of them failed."""
    numbers = itertools.count(first)
    end = time.monotonic() + seconds
    begun = failed = 0

    async def caller() -> None:
        nonlocal begun, failed
        while time.monotonic() < end:
            number = next(numbers)
            if number >= last:
                return
            begun += 1
            try:
                good = await call(number)
            except Exception:
                good = False
            failed += not good

    await asyncio.gather(*(caller() for _ in range(in_flight)))
    return begun, failed


async def measure(given, call) -> None:
    await run(call, 0, given.warm_up, given.in_flight)
    measured = Measure(given)
    measured.tell(*await run(call, given.warm_up, given.warm_up + given.calls, given.in_flight, given.seconds))


def measure_batches(given, batch) -> None:
    """For a tool that works on a dataset to its end: batch(first, last, folder) tells how many calls brought no reply."""
    with tempfile.TemporaryDirectory() as scratch:
        if given.warm_up:
            batch(0, given.warm_up, scratch + "/warm-up")
        measured = Measure(given)
        failed = batch(given.warm_up, given.warm_up + given.calls, given.folder or scratch + "/measured")
        measured.tell(given.calls, failed)
