"""The manifests that are measured, and the inputs of the rivals, all made with oscc from debs."""

import base64
import os
import random
import shutil
import struct
import subprocess

HEAD = """\
oscc: 1
name: {name}
kernel:
  deb: linux-image-cloud-amd64
  cmdline:
    - console=ttyS0,115200
  modules: {{rootfs: none}}
init: busybox
"""

# From the smallest machine to one with compilers; "debian" is the root that the goals speak of.
SETS = {
    "tiny": (["busybox-static", "dropbear-bin"], False),
    "base": (["busybox-static"], True),
    "debian": (["systemd", "udev", "dbus", "openssh-server", "iproute2", "busybox-static", "perl",
                "python3", "ca-certificates"], True),
    "large": (["systemd", "udev", "dbus", "openssh-server", "iproute2", "busybox-static", "perl",
               "python3", "ca-certificates", "gcc", "git", "vim"], True),
}


def manifest(name, packages, motd="hello", users=("root",), extra=""):
    """The text of a manifest with one of the package sets."""
    debs, essential = SETS[packages]
    lines = [HEAD.format(name=name), "packages:\n", f"  - deb: [{', '.join(debs)}]\n"]
    if essential:
        lines.append("    essential: true\n")
    lines.append(extra)
    lines.append("users:\n" + "".join(f"  - name: {user}\n" for user in users))
    lines.append(f"files:\n  - path: /etc/motd\n    content: |\n      {motd}\n")
    return "".join(lines)


def with_compression(text, level, block):
    return f"{text}rootfs:\n  compression: {{codec: zstd, level: {level}, block_size: {block}}}\n"


def fleet(folder, count):
    """Manifests of machines that differ in name, address and key, with two package sets."""
    os.makedirs(folder, exist_ok=True)
    paths = []
    for number in range(count):
        name = f"node-{number:04}"
        text = manifest(name, ("tiny", "base")[number % 2], users=(), extra="").replace("users:\n", (
            "network:\n  interfaces:\n    - name: eth0\n"
            f"      addresses: [10.0.{number // 250}.{number % 250 + 2}/16]\n"
            f"users:\n  - name: root\n    authorized_keys:\n      - {public_key(number)}\n"))
        paths.append(write(os.path.join(folder, name + ".yaml"), text))
    return paths


def public_key(seed):
    blob = b"".join(
        struct.pack(">I", len(part)) + part
        for part in (b"ssh-ed25519", random.Random(seed).randbytes(32)))
    return f"ssh-ed25519 {base64.b64encode(blob).decode()} {seed}@bench"


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def unpack(image, tree):
    """The tree that the rivals compress."""
    shutil.rmtree(tree, ignore_errors=True)
    subprocess.run(["unsquashfs", "-n", "-q", "-f", "-d", tree, image], check=True,
                   stdout=subprocess.DEVNULL)


def tree_size(tree):
    """Bytes of the files of a tree."""
    total = 0
    for folder, _, files in os.walk(tree):
        total += sum(os.lstat(os.path.join(folder, name)).st_size for name in files)
    return total


def repository(debs, folder):
    """A folder with debs and the index that apt wants, for mmdebstrap; their names are returned."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    stanzas, names = [], []
    for deb in debs:
        control = subprocess.run(["dpkg-deb", "-f", deb], check=True, capture_output=True, text=True)
        name = next(line for line in control.stdout.splitlines() if line.startswith("Package: "))[9:]
        sums = subprocess.run(["sha256sum", deb], check=True, capture_output=True, text=True)
        os.link(deb, os.path.join(folder, name + ".deb"))
        stanzas.append(f"{control.stdout.rstrip()}\nFilename: ./{name}.deb\n"
                       f"Size: {os.path.getsize(deb)}\nSHA256: {sums.stdout.split()[0]}\n")
        names.append(name)
    write(os.path.join(folder, "Packages"), "\n".join(stanzas))
    return names


def debs_in(store):
    """The debs that a store keeps: archives with ar(5)'s magic."""
    found = []
    for folder, _, files in os.walk(os.path.join(store, "blobs")):
        for name in files:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                if file.read(8) == b"!<arch>\n":
                    found.append(path)
    return sorted(found)
