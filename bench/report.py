"""Writes results.md and results.svg from what was measured."""

import datetime
import json
import os
import platform
import subprocess
from dataclasses import asdict

import machines
import plot
from measure import Cost

VERSIONS = {
    "mksquashfs": ["mksquashfs", "-version"],
    "tar2sqfs": ["tar2sqfs", "--version"],
    "mmdebstrap": ["mmdebstrap", "--version"],
    "QEMU": ["qemu-system-x86_64", "--version"],
}


def parameters(chosen):
    return f"{chosen[1]} KiB, level {chosen[0]}"


def plain(value):
    """Costs as JSON has them."""
    if isinstance(value, Cost):
        return asdict(value)
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return value


def version(argv):
    try:
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "not installed"
    lines = (done.stdout or done.stderr).splitlines()
    return lines[0] if lines else "?"


# Level, and KiB of blocks, that oscc and the rivals take by themselves.
OURS, THEIRS = (6, 512), (15, 128)

# Raised whenever a section has another form; what was kept in another one is forgotten.
FORM = 2

# What is measured of each size, and how it is called.
SIZES = {"oscc": "cold: oscc", "mksquashfs": "cold: mksquashfs", "edit": "edit: oscc",
         "cp": "edit: cp"}


class Results:
    """What was measured, by section; kept between runs."""

    def __init__(self, path, sections):
        self.path = path
        self.sections = sections

    @staticmethod
    def load(path):
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                kept = json.load(file)
            return Results(path, {k: v for k, v in kept.items() if v.get("form") == FORM})
        return Results(path, {})

    def put(self, name, value, quick):
        """Keeps a result; another process may have added one of another section meanwhile."""
        self.sections = Results.load(self.path).sections
        self.sections[name] = {
            "form": FORM, "value": plain(value), "quick": quick,
            "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M")}
        self.save()

    def fail(self, name, why):
        self.sections[name] = {"form": FORM, "failure": why.strip().splitlines()[-1]}
        self.save()

    def save(self):
        machines.write(self.path, json.dumps(self.sections, indent=1))

    def get(self, name):
        return self.sections.get(name, {}).get("value")

    def write(self, folder, tree):
        text = "\n".join([*self.head(tree), *self.goals(), *self.figures(), *self.notes()])
        machines.write(os.path.join(folder, "results.md"), text + "\n")
        panels = self.panels()
        if panels:
            machines.write(os.path.join(folder, "results.svg"), plot.svg(panels))

    def head(self, tree):
        files = sum(len(files) for _, _, files in os.walk(tree))
        when = sorted(s["date"] for s in self.sections.values() if "date" in s)
        quick = [name for name, s in self.sections.items() if s.get("quick")]
        lines = [
            "# What a build costs", "",
            "Written by `bench/run`; every figure is the median of whole processes, run in turn on one",
            "machine. Only ratios mean anything elsewhere.", "",
            f"* {when[0] if when else '?'} to {when[-1] if when else '?'} UTC, {os.cpu_count()} "
            f"processors ({processor()}), Linux {platform.release()}",
            f"* the Debian root: {machines.tree_size(tree) / 1e6:.0f} MB in {files} files",
        ]
        lines += [f"* {name}: {version(argv)}" for name, argv in VERSIONS.items()]
        if quick:
            lines.append(f"* with few repetitions: {', '.join(sorted(quick))}")
        return lines + [""]

    def goals(self):
        rows = []
        for name, rule in ROWS:
            if self.get(name) is None:
                why = self.sections.get(name, {}).get("failure", "not run")
                rows.append(f"| {name} | | | **not measured**: {why} |")
            else:
                rows += [row(*line) for line in rule(self)]
        return ["## Goals", "", "| what | goal | measured | |", "|---|---|---|---|", *rows, ""]

    def figures(self):
        lines = ["## Figures", "", "| section | command | wall s | CPU s | memory MiB |",
                 "|---|---|---|---|---|"]
        cold = self.get("cold") or {}
        tables = {"start": self.get("start"), "edit": self.get("edit"), "debs": self.get("debs"),
                  "cold": cold.get("costs")}
        for section, table in tables.items():
            for name, cost in (table or {}).items():
                lines.append(f"| {section} | {name} | {cost['wall']:.2f} | {cost['cpu']:.2f} "
                             f"| {cost['memory'] // 1024} |")
        for name, size in cold.get("sizes", {}).items():
            lines.append(f"| cold, image | {name} | {size:,} bytes | | |")
        for name, cost in (self.get("reading") or {}).items():
            lines.append(f"| reading, 10^9 instructions | {name} | {cost['reads']} files "
                         f"{cost['read']:.2f}, 20 programs {cost['programs']:.2f}, ready "
                         f"{cost['ready']:.2f} | | |")
        for point in self.get("sizes") or []:
            for key, what in SIZES.items():
                cost = point[key]
                lines.append(f"| sizes, {point['mb']:.0f} MB | {what} | {cost['wall']:.2f} "
                             f"| {cost['cpu']:.2f} | {cost['memory'] // 1024} |")
        return [*lines, ""]

    def notes(self):
        return [
            "![edit cost and cold cost against image size](results.svg)", "",
            "## How it was measured", "",
            "* oscc starts with `OSCC_NO_BUILD=1`, as the distribution does, with its AOT cache.",
            "* Cold: the store has the unpacked packages, but nothing compressed, and nothing of what was found",
            "  out about how they lie together. Everybody has been given both oscc's defaults (512 KiB, level 6)",
            "  and those that mksquashfs and tar2sqfs have (128 KiB, level 15); *defaults* compares the runs in",
            "  which each has its own. In blocks of more than 128 KiB oscc's levels 6 to 10 have other search",
            "  tables than libzstd's (decision 070). oscc also derives what is in the tree that the others are",
            "  given, and makes kernel, initrd and machine layer: decision 075 has what that costs.",
            "* From debs: oscc has the debs in its store and a lock, and nothing else. mmdebstrap has them",
            "  in a folder, and runs `--variant=extract`, which runs no maintainer script, so its root would",
            "  not boot; then come `mksquashfs` and an initrd of `cpio` and `gzip`.",
            "* The rival of an edit is `mksquashfs` at its defaults, from the section *cold*.",
            "* Reading counts guest instructions: one processor, `-icount`, see `bench/reading`.",
        ]

    def panels(self):
        points = self.get("sizes")
        if not points:
            return []

        def line(key):
            return [(p["mb"], max(p[key]["wall"], 0.01)) for p in points]

        return [
            ("Edit /etc/motd: seconds", {"oscc": line("edit"), "mksquashfs, all again":
                                         line("mksquashfs"), "cp of the image": line("cp")}),
            ("Cold build: seconds", {"oscc": line("oscc"), "mksquashfs": line("mksquashfs")}),
        ]


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        return next((line.split(":")[1].strip() for line in file if line.startswith("model name")),
                    "?")


def row(what, goal, measured, passed):
    return f"| {what} | {goal} | {measured} | {'met' if passed else '**missed**'} |"


def ratio(what, one, other, limit, goal=None):
    value = one / other
    return what, goal or f"≤ {limit:g} ×", f"{value:.3g} ×", value <= limit


def cold_rows(results):
    cold = results.get("cold")
    costs, sizes = cold["costs"], cold["sizes"]
    whose = {OURS: "oscc's defaults", THEIRS: "the rival's defaults"}
    for chosen, name in whose.items():
        given = parameters(chosen)
        oscc = f"oscc, {given}"
        for rival in ("mksquashfs", "tar2sqfs"):
            what = f"cold, both with {name} ({given}), against {rival}:"
            other = f"{rival}, {given}"
            yield ratio(f"{what} CPU", costs[oscc]["cpu"], costs[other]["cpu"], 1.0)
            yield ratio(f"{what} wall", costs[oscc]["wall"], costs[other]["wall"], 1.0)
            yield ratio(f"{what} size", sizes[oscc], sizes[other], 1.005)
    oscc = f"oscc, {parameters(OURS)}"
    for rival in ("mksquashfs", "tar2sqfs"):
        what, other = f"cold, defaults, against {rival}:", f"{rival}, {parameters(THEIRS)}"
        yield ratio(f"{what} wall", costs[oscc]["wall"], costs[other]["wall"], 0.2)
        yield ratio(f"{what} size", sizes[oscc], sizes[other], 1.0)


def reading_rows(results):
    ours, theirs = results.get("reading")["oscc"], results.get("reading")["mksquashfs"]
    yield ratio(f"reading {ours['reads']} small files", ours["read"], theirs["read"], 1.1)
    yield ratio("starting 20 programs", ours["programs"], theirs["programs"], 1.1)
    yield ratio("time to the ready line", ours["ready"], theirs["ready"], 1.1)


def edit_rows(results):
    edit, java = results.get("edit"), (results.get("start") or {}).get("java -version")
    cold = results.get("cold")
    if cold:
        rival = cold["costs"][f"mksquashfs, {parameters(THEIRS)}"]["wall"]
        for name, part in (("motd", 40), ("user", 40), ("package", 25)):
            yield ratio(f"edit, {name}: against mksquashfs", edit[name]["wall"], rival, 1 / part,
                        f"≤ 1/{part}")
    if java:
        yield ratio("edit, motd: against java -version", edit["motd"]["wall"], java["wall"], 10)
        limit = 3 * edit["cp"]["wall"] + results.get("start")["nothing changed"]["wall"]
        yield ("edit, package: against 3 × cp and start-up", f"≤ {limit:.2f} s",
               f"{edit['package']['wall']:.2f} s", edit["package"]["wall"] <= limit)


def start_rows(results):
    start = results.get("start")
    java = start["java -version"]["wall"]
    yield ratio("nothing changed, against java -version", start["nothing changed"]["wall"], java, 8)
    yield ratio("oscc check, against java -version", start["oscc check"]["wall"], java, 6)
    yield ratio("oscc --version, against java -version", start["oscc --version"]["wall"], java, 6)


def debs_rows(results):
    debs = results.get("debs")
    yield ratio("manifest to bundle from debs, against mmdebstrap, mksquashfs, initrd",
                debs["oscc"]["wall"], debs["rival"]["wall"], 0.4)


def fleet_rows(results):
    fleet = results.get("fleet")
    count = fleet["machines"]
    yield (f"each further machine of {count}: CPU", "≤ 25 ms", f"{fleet['cpu'] * 1000:.1f} ms",
           fleet["cpu"] <= 0.025)
    yield (f"each further machine of {count}: disk", "≤ 64 KiB", f"{fleet['disk'] / 1024:.1f} KiB",
           fleet["disk"] <= 65536)


ROWS = [("cold", cold_rows), ("reading", reading_rows), ("debs", debs_rows), ("edit", edit_rows),
        ("start", start_rows), ("fleet", fleet_rows)]
