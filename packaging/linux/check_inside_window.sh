#!/usr/bin/env bash
# What check_package.sh runs beside a virtual screen and a virtual microphone.
set -euo pipefail

demo=/usr/lib/emotion-desktop/_internal/emotion_desktop/resources/demo/demo.flac
out=$HOME/out
live_s=62
mkdir -p "$out"
cd "$HOME"
step() { printf '\n== %s\n' "$*"; }
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT

step "what the desktop reads"
desktop-file-validate /usr/share/applications/emotion-desktop.desktop
grep vnd.emotion-desktop.session /usr/share/mime/globs2
grep vnd.emotion-desktop.session=emotion-desktop.desktop /usr/share/applications/mimeinfo.cache
appstreamcli validate --no-net /usr/share/metainfo/*EmotionDesktop.metainfo.xml || echo "appstreamcli: status $?"
man -P cat emotion-desktop >"$out/man.txt"
head -n 12 "$out/man.txt"

step "virtual microphone"
export XDG_RUNTIME_DIR=$HOME/runtime PULSE_RUNTIME_PATH=$HOME/runtime/pulse
mkdir -p -m 700 "$XDG_RUNTIME_DIR" "$PULSE_RUNTIME_PATH"
printf 'pcm.!default { type pulse }\nctl.!default { type pulse }\n' >"$HOME/.asoundrc"
pulseaudio -n --daemonize=no --exit-idle-time=-1 --disable-shm=yes -L module-native-protocol-unix \
    -L "module-null-sink sink_name=vmic rate=48000 channels=1" 2>"$out/pulseaudio.log" &
until pactl info >/dev/null 2>&1; do sleep 0.1; done
pactl set-default-source vmic.monitor
emotion-desktop devices | tee "$out/devices.txt"

step window
Xvfb :97 -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
export DISPLAY=:97
until xdotool getdisplaygeometry >/dev/null 2>&1; do sleep 0.1; done
emotion-desktop 2>"$out/stderr.txt" &
program=$!
window=$(timeout 120 xdotool search --sync --onlyvisible --name 'Emotion Desktop' | head -n 1)
xdotool windowsize "$window" 1280 800 windowmove "$window" 0 0
sleep "${SETTLE_S:-30}" # until the pages are there and the microphone is found
scrot -o "$out/1-first-run.png"

step "a live minute"
press() { xdotool windowfocus --sync "$window" key "$1"; } # there is no window manager
xdotool mousemove 891 525 click 1 # "Start listening", in a window of this size
sleep "${SETTLE_S:-30}" # the models load
press ctrl+r
sleep 2
begun_s=$SECONDS
while [ $((SECONDS - begun_s)) -lt $live_s ]; do paplay -d vmic "$demo"; done
scrot -o "$out/2-live.png"
sleep 15 # the last utterance
press ctrl+r
sleep 5
press space
sleep 5
scrot -o "$out/3-ended.png"
kill -TERM "$program"
wait "$program" || echo "exit status $?"
cat "$out/stderr.txt"
if grep -q Traceback "$out/stderr.txt"; then exit 1; fi
emotion-desktop sessions | tee "$out/sessions.txt"
emotion-desktop sessions export "$(head -n 1 "$out/sessions.txt" | cut -f 1)" -o "$out"
ls -l "$out"
test -s "$out"/*.emotion.json
