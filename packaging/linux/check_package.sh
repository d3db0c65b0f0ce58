#!/usr/bin/env bash
# Proves the Debian package where nothing else is installed: in a bare Debian (debootstrap), used
# without network as a plain user, and removed; then, beside a virtual screen and microphone, in
# its window.
#
# Usage: check_package.sh PACKAGE.deb OUT   (as root; needs debootstrap and ffmpeg)
#   OUT  what the program printed and wrote, and the screenshots
#
# The network is there to install Debian's own packages, and for nothing else. CACHE (default:
# build/check) keeps the two bare systems for the next time.
set -euo pipefail

package=$(realpath "$1") out=$(realpath -m "$2")
here=$(dirname "$(realpath "$0")")
demo=$here/../../resources/demo/demo.flac
cache=$(realpath -m "${CACHE:-build/check}")
suite=bookworm mirror=${MIRROR:-http://deb.debian.org/debian}
tools=(xvfb xdotool scrot xauth pulseaudio pulseaudio-utils libasound2-plugins fonts-dejavu-core
    man-db shared-mime-info desktop-file-utils appstream)
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null || ! command -v ffmpeg >/dev/null; then
    echo "error: this needs root (for chroot and namespaces), and: apt-get install debootstrap ffmpeg" >&2
    exit 2
fi

# Processes and mounts end with the command.
inside() { # ROOT COMMAND...
    unshare --mount --pid --fork --kill-child sh -c '
        mount --make-rprivate / && mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" &&
        mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
        root=$1; shift; exec chroot "$root" "$@"' sh "$@"
}
# The same, without any network but the loopback interface, as a plain user.
offline() { # ROOT COMMAND...
    export -f inside
    unshare --net bash -c 'ip link set lo up; root=$1; shift; inside "$root" su tester -c "$*"' bash "$@"
}
install_packages() { # ROOT PACKAGE...
    local root=$1
    shift
    inside "$root" apt-get -qq install -y --no-install-recommends "$@" >>"$out/apt.log" 2>&1
}
make_bare_system() { # FOLDER TOOL...
    local folder=$1
    shift
    [ -f "$folder.complete" ] && return
    rm -rf "$folder"
    debootstrap --variant=minbase "$suite" "$folder" "$mirror" >"$folder.log"
    cp /etc/resolv.conf "$folder/etc/resolv.conf"
    inside "$folder" useradd -m tester
    inside "$folder" apt-get -qq update
    [ $# -eq 0 ] || install_packages "$folder" "$@"
    touch "$folder.complete"
}
copy_of() { # BARE
    local root
    root=$(mktemp -d "$cache/root.XXXX")
    chmod 755 "$root"
    cp -a --reflink=auto "$1/." "$root"
    cp "$package" "$root/package.deb"
    install -m755 "$here"/check_inside_*.sh "$root"
    # A format that the decoder process has to open.
    ffmpeg -loglevel error -i "$demo" -c:a aac "$root/recording.m4a"
    echo "$root"
}
# Without what apt and dpkg note of any package whatever.
files() { # ROOT
    (cd "$1" && find . -xdev \( -path ./var/log -o -path ./var/cache -o -path ./var/lib/dpkg -o -path ./var/lib/apt \
        -o -path ./proc -o -path ./dev -o -path ./tmp -o -path ./home/tester/out \) -prune -o -print | sort)
}
check_that_nothing_is_left() { # ROOT
    inside "$1" apt-get -qq purge -y --autoremove emotion-desktop >>"$out/apt.log" 2>&1
    files "$1" >"$out/files-after.txt"
    # What a user recorded stays, as it should.
    comm -13 "$out/files-before.txt" "$out/files-after.txt" | grep -v '^\./home/tester/' >"$out/left-behind.txt" || true
    if [ -s "$out/left-behind.txt" ]; then
        echo "error: removal left files behind:" >&2
        cat "$out/left-behind.txt" >&2
        return 1
    fi
    echo "removal left nothing behind"
}

rm -rf "$out"
mkdir -p "$out" "$cache"
roots=()
trap 'rm -rf --one-file-system "${roots[@]}"' EXIT

make_bare_system "$cache/bare"
root=$(copy_of "$cache/bare")
roots+=("$root")
files "$root" >"$out/files-before.txt"
install_packages "$root" /package.deb
offline "$root" /check_inside_bare.sh 2>&1 | tee "$out/bare.log"
cp -r "$root/home/tester/out" "$out/bare"
check_that_nothing_is_left "$root"
rm -rf --one-file-system "$root"

make_bare_system "$cache/tools" "${tools[@]}"
root=$(copy_of "$cache/tools")
roots+=("$root")
install_packages "$root" /package.deb
status=0
offline "$root" /check_inside_window.sh 2>&1 | tee "$out/window.log" || status=1
cp -r "$root/home/tester/out" "$out/window"
[ "$status" = 0 ] || { echo "error: the window's checks failed; see $out" >&2; exit 1; }
{
    basename "$package"
    grep -h '^== ' "$out/bare.log" "$out/window.log"
    echo "== removal left nothing behind"
} >"$out/passed.txt"
echo "all checks passed; look at $out/window/*.png"
