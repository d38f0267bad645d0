#!/bin/sh
# Makes the archives of tar-packages.yaml out of Debian packages of this host's mirror: busybox alone,
# and bash with the libraries it is linked to. Needs no root and installs nothing.
set -eu
cd "$(dirname -- "$0")"
mkdir -p tars
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

# make NAME DEB... makes tars/NAME.tar.xz; equal packages give equal bytes.
make() {
  name=$1
  shift
  mkdir -p "$work/$name/debs" "$work/$name/root"
  (cd "$work/$name/debs" && apt-get -qq -o APT::Sandbox::User= download "$@")
  for deb in "$work/$name/debs"/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$work/$name/root" --no-same-owner
  done
  rm -rf "$work/$name/root/usr/share"
  tar -c -C "$work/$name/root" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner . |
    xz -6 >"$work/$name.tar.xz"
  mv -f "$work/$name.tar.xz" "tars/$name.tar.xz"
  echo "manifests/tars/$name.tar.xz"
}

make busybox busybox-static
make bash bash libc6 libtinfo6
