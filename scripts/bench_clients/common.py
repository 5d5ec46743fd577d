"""What all clients of the bench share: how many calls, how many at once, what is measured."""

import argparse
import asyncio
import itertools
import json
import resource
import time
import urllib.request

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


def cpu_seconds() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


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
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
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
