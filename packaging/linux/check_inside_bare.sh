#!/usr/bin/env bash
# What check_package.sh runs where nothing but the package and its dependencies is installed.
set -euo pipefail

program=/usr/lib/emotion-desktop
out=$HOME/out
mkdir -p "$out"
cd "$HOME"
step() { printf '\n== %s\n' "$*"; }

step "no network"
cat /proc/net/dev
if (exec 3<>/dev/tcp/deb.debian.org/80) 2>/dev/null; then
    echo "error: there is a network" >&2
    exit 1
fi

step "every library finds its own"
export LD_LIBRARY_PATH=$program/_internal
find $program -name '*.so*' -type f -print0 | { xargs -0 ldd 2>/dev/null || true; } |
    awk '/not found/ { print $1 }' | sort | uniq -c | tee "$out/not-found.txt"
unset LD_LIBRARY_PATH

step doctor
emotion-desktop doctor | tee "$out/doctor.txt"

step analyze
emotion-desktop analyze $program/_internal/emotion_desktop/resources/demo/demo.flac /recording.m4a -o "$out"

step "export (draws without a screen)"
emotion-desktop export "$out/demo.flac.emotion.json" --format pdf,png,xlsx,html -o "$out"
ls -l "$out"
