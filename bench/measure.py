"""Runs commands as whole processes, in turn, and keeps what /usr/bin/time saw of them.

Wall time is taken here, since time(1) rounds it to hundredths, which is much for `java -version`.
"""

import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds, seconds of all processors, KiB of its largest process."""

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True)
class Contender:
    """A command, and what is done before each run and not measured."""

    name: str
    argv: list
    prepare: Callable = lambda: None


class Failed(Exception):
    """A command that must succeed did not."""


def once(argv, env):
    with tempfile.NamedTemporaryFile("r", prefix="oscc-bench.") as log:
        command = ["/usr/bin/time", "-q", "-f", "%U %S %M", "-o", log.name, *argv]
        begin = time.monotonic()
        done = subprocess.run(
            command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace")
        wall = time.monotonic() - begin
        if done.returncode != 0:
            raise Failed(f"{argv}: status {done.returncode}\n{done.stdout[-2000:]}")
        user, system, memory = log.read().split()
        return Cost(wall, float(user) + float(system), int(memory))


def in_turn(contenders, rounds, env, after=lambda name: None):
    """The medians of so many rounds, A B C A B C …, by name; each run has something after it."""
    costs = {c.name: [] for c in contenders}
    for number in range(rounds):
        for contender in contenders:
            contender.prepare()
            cost = once(contender.argv, env)
            costs[contender.name].append(cost)
            after(contender.name)
            print(f"  {number + 1}/{rounds} {contender.name}: {cost.wall:.2f} s, "
                  f"{cost.cpu:.2f} s of processors, {cost.memory // 1024} MiB", flush=True)
    return {name: median(all_runs) for name, all_runs in costs.items()}


def median(costs):
    return Cost(
        statistics.median(c.wall for c in costs),
        statistics.median(c.cpu for c in costs),
        int(statistics.median(c.memory for c in costs)))


def folder_size(path):
    """Bytes on disk below a folder, a file with several names once."""
    seen = {}
    for folder, _, files in os.walk(path):
        for name in files:
            facts = os.lstat(os.path.join(folder, name))
            seen[facts.st_ino] = facts.st_blocks * 512
    return sum(seen.values())
