#!/usr/bin/env bash
# Disk image for macOS from the application that packaging/emotion-desktop.spec makes there.
# Nobody has run this yet: it was written on Linux.
#
# Usage: make_dmg.sh APPLICATION.app VERSION DIST
#
# Without IDENTITY (a "Developer ID Application" certificate in the key chain) the application is
# signed for this computer alone: others have to allow it in the system settings. With IDENTITY and
# NOTARY_PROFILE (of `notarytool store-credentials`) Apple checks it.
set -euo pipefail

application=$1 version=$2 dist=$3
here=$(dirname "$0")
image=$dist/emotion-desktop-$version-macos-$(uname -m).dmg
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$dist"

# Every library first: a signature covers those of what is inside.
find "$application" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
    xargs -0 codesign --force --options runtime --timestamp=none --sign "${IDENTITY:--}"
codesign --force --options runtime --entitlements "$here/entitlements.plist" --sign "${IDENTITY:--}" "$application"
codesign --verify --deep --strict "$application"

cp -R "$application" "$work/"
ln -s /Applications "$work/Applications"
hdiutil create -volname "Emotion Desktop" -srcfolder "$work" -fs HFS+ -format ULFO -ov "$image"
if [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
