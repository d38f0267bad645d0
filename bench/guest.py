"""Boots an image in QEMU so that time in the guest is the number of instructions executed."""

import os
import random
import re
import signal
import stat
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SMALL = 64 << 10
READS = 10_000
LIMIT = 1800

# Programs of the Debian root, large and small, with many libraries and few.
PROGRAMS = """
/usr/bin/bash -c true
/usr/bin/systemctl --version
/usr/bin/udevadm --version
/usr/bin/systemd-sysusers --version
/usr/bin/systemd-tmpfiles --version
/usr/bin/journalctl --version
/usr/bin/dbus-daemon --version
/usr/sbin/sshd -t
/usr/bin/ssh -V
/usr/bin/ssh-keygen -?
/usr/sbin/ip -V
/usr/bin/perl -MPOSIX -MSocket -e 1
/usr/bin/python3 -c import\tssl,json,asyncio,sqlite3
/usr/bin/openssl version
/usr/bin/find --version
/usr/bin/tar --version
/usr/bin/mount --version
/usr/bin/login --version
/usr/sbin/useradd --help
/usr/bin/dpkg --version
""".lstrip()

# One instruction is one nanosecond, and the clock jumps when the guest has nothing to do, so that
# the host's speed has no part in any figure. A processor without fast string instructions: QEMU
# would count each byte that one of them copies.
QEMU = [
    "qemu-system-x86_64", "-machine", "q35,accel=tcg", "-cpu", "qemu64", "-smp", "1",
    "-m", "1024", "-icount", "shift=0,sleep=off", "-nodefaults", "-no-reboot",
    "-display", "none", "-serial", "stdio",
]


class Failed(Exception):
    """The guest did not do what was asked."""


def newc(name, content, mode=stat.S_IFREG | 0o755):
    """One member of a cpio archive in the form of cpio(5) "New ASCII Format"."""
    fields = [0, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name) + 1, 0]
    head = b"070701" + b"".join(b"%08x" % f for f in fields) + name.encode() + b"\0"
    return pad(head, 4) + pad(content, 4)


def pad(data, unit):
    return data + b"\0" * (-len(data) % unit)


def small_files(image):
    """Paths of the small regular files of an image, in its order."""
    listing = subprocess.run(
        ["unsquashfs", "-lln", image], check=True, capture_output=True, text=True).stdout
    paths = []
    for line in listing.splitlines():
        words = line.split(None, 5)
        if len(words) == 6 and line.startswith("-") and 0 < int(words[2]) <= SMALL:
            path = words[5].removeprefix("squashfs-root/")
            # xargs would take these apart.
            if not re.search(r"[\s'\"\\]", path):
                paths.append(path)
    return sorted(paths)


def lists(paths, reads):
    """Random orders of the paths, in rounds that each read no file twice."""
    dice = random.Random(1)
    rounds = []
    while reads > 0:
        order = dice.sample(paths, min(reads, len(paths)))
        rounds.append("\n".join(order) + "\n")
        reads -= len(order)
    return rounds


def segment(image, rounds):
    """What the bundle's initrd lacks: the init of the measurement, the lists and the image."""
    with open(os.path.join(HERE, "guest-init"), "rb") as file:
        members = newc("init", file.read())
    members += newc("programs", PROGRAMS.encode())
    members += newc("reading", b"", stat.S_IFDIR | 0o755)
    for number, names in enumerate(rounds):
        members += newc(f"reading/{number}", names.encode())
    with open(image, "rb") as file:
        members += newc("image.squashfs", file.read())
    return pad(members + newc("TRAILER!!!", b"", 0), 4096)


def boot(bundle, image, what, rounds, until):
    """The console of a boot, up to a line that matches, as (seconds, text)."""
    with tempfile.NamedTemporaryFile(prefix="oscc-reading.") as initrd:
        for part in ("initrd.img", "machine.img"):
            with open(os.path.join(bundle, part), "rb") as file:
                initrd.write(pad(file.read(), 4096))
        initrd.write(segment(image, rounds))
        initrd.flush()
        command = QEMU + [
            "-kernel", os.path.join(bundle, "vmlinuz"), "-initrd", initrd.name,
            "-append", f"console=ttyS0 panic=-1 rootfstype=ramfs random.trust_cpu=1 reading={what}",
        ]
        return console(command, until)


def console(command, until):
    lines = []
    with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace") as qemu:
        signal.signal(signal.SIGALRM, lambda *_: qemu.kill())
        signal.alarm(LIMIT)
        try:
            for line in qemu.stdout:
                lines.append(line.rstrip())
                if re.search(until, line):
                    break
        finally:
            signal.alarm(0)
            qemu.kill()
    if not lines or not re.search(until, lines[-1]):
        raise Failed("\n".join(lines[-20:]))
    stamped = (re.match(r"\[\s*([0-9.]+)\] (.*)", line) for line in lines)
    return [(float(m[1]), m[2]) for m in stamped if m]


def reading(bundle, image, rounds):
    """Seconds, at 10^9 instructions each, to read all lists of files."""
    log = boot(bundle, image, "files", rounds, r"\] reading: (end|failed)")
    starts = [at for at, text in log if text == "reading: start"]
    stops = [at for at, text in log if text == "reading: stop"]
    if len(starts) != len(rounds) or len(stops) != len(rounds):
        raise Failed("the guest did not read to the end")
    return sum(stops) - sum(starts)


def programs(bundle, image):
    """Seconds, at 10^9 instructions each, to start programs that nothing has read before."""
    log = boot(bundle, image, "programs", [], r"\] reading: (end|failed$)")
    times = {text: at for at, text in log if text.startswith("reading: ")}
    return times["reading: stop"] - times["reading: start"]


def ready(bundle, image):
    """Seconds, at 10^9 instructions each, from mounting the image to the ready line."""
    log = boot(bundle, image, "boot", [], r"\] (oscc: \S+ (is up|failed)|reading: failed)")
    begin = [at for at, text in log if text == "reading: begin"]
    up = [at for at, text in log if re.search(r"oscc: \S+ is up", text)]
    if not begin or not up:
        raise Failed("the machine did not come up")
    return up[0] - begin[0]
