#!/usr/bin/env bash
# Finds what the system lacks (venv for Python, shared libraries, a font) and installs it with apt
# where that is permitted: as root, or with a sudo that asks for no password.
#
# Usage: system_libraries.sh run|test PYTHON
#   run    a window is needed only where there is a display to open it on
#   test   the tests need Qt and sound, but no display
#
# Ends with 0 where everything that is truly needed is there, with 1 otherwise. Changes nothing
# and takes a tenth of a second where nothing is missing.
set -euo pipefail

mode=$1
python=$2
list="$(dirname "$0")/system-packages.txt"

if [ "$(uname -s)" != Linux ]; then
    exit 0 # on macOS and Windows the Python packages bring their libraries along
fi

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

# Whether this run can do nothing useful without a library of that kind.
is_essential() {
    case "$1" in
        venv) return 0 ;;
        qt) [ "$mode" = test ] || has_display ;;
        window) has_display ;;
        sound) [ "$mode" = test ] ;;
        *) return 1 ;;
    esac
}

packages=()
essential=()
missing() { # PACKAGE KIND
    packages+=("$1")
    if is_essential "$2"; then essential+=("$1"); fi
}

find_missing() {
    packages=() essential=()
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        missing "$("$python" -c 'import sys; print(f"python3.{sys.version_info.minor}-venv")')" venv
    fi
    local known soname package kind
    known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p) # not on a normal user's path in Debian
    while read -r soname package kind; do
        case "$soname" in '' | '#'*) continue ;; esac
        if [[ "$known" != *"$soname "* ]]; then missing "$package" "$kind"; fi
    done <"$list"
    if [ -z "$(find -L /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.local/share/fonts" \
        -name '*.[to]t[fc]' -print -quit 2>/dev/null)" ]; then
        missing fonts-dejavu-core font
    fi
}

find_missing
if [ ${#packages[@]} -eq 0 ]; then exit 0; fi

command="apt-get install -y --no-install-recommends ${packages[*]}"
if command -v apt-get >/dev/null; then
    as_root=()
    permitted=true
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo -n)
        sudo -n true 2>/dev/null || permitted=false
    fi
    if $permitted; then
        echo "Installing system packages: ${packages[*]}" >&2
        export DEBIAN_FRONTEND=noninteractive
        # An update that fails need not matter: the lists may be fresh already.
        "${as_root[@]}" apt-get update -qq >&2 || true
        # shellcheck disable=SC2086 # the command's words are meant to be split
        "${as_root[@]}" $command -qq >&2 || echo "apt-get failed; see above." >&2
        find_missing
        if [ ${#packages[@]} -eq 0 ]; then exit 0; fi
    fi
fi

if [ ${#essential[@]} -gt 0 ]; then
    echo "error: the system lacks ${essential[*]}. Install and try again:" >&2
    echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages[*]}" >&2
    exit 1
fi
echo "note: the system lacks ${packages[*]}; microphones or the window may not work. To install:" >&2
echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages[*]}" >&2
