#!/usr/bin/env bash
# Packs the folder that PyInstaller made: a tarball that runs from anywhere, and a Debian package.
#
# Usage: build.sh FOLDER DIST PYTHON
#   FOLDER  what packaging/emotion-desktop.spec made
#   DIST    where both packages are written
#   PYTHON  with the program installed; makes the man page and the list of licences
#
# The same folder gives the same bytes: names are sorted, and all times are SOURCE_DATE_EPOCH.
set -euo pipefail

folder=$(realpath "$1") dist=$(realpath -m "$2") python=$3
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
export PYTHONPATH=$root LC_ALL=C.UTF-8
umask 022

name=emotion-desktop
version=$("$python" -c 'import emotion_desktop; print(emotion_desktop.__version__)')
architecture=$(dpkg --print-architecture)
date=$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$dist"

# Below PREFIX: menu entry, icon, file types, description for software centres, man page.
install_shared() { # PREFIX
    local share=$1/share
    install -Dm644 "$here/$name.desktop" "$share/applications/$name.desktop"
    install -Dm644 "$here/$name.xml" "$share/mime/packages/$name.xml"
    install -Dm644 "$root/resources/icons/app.svg" "$share/icons/hicolor/scalable/apps/$name.svg"
    install -d "$share/metainfo" "$share/man/man1"
    sed -e "s/@VERSION@/$version/" -e "s/@DATE@/$date/" \
        "$here/io.github.emotion_desktop.EmotionDesktop.metainfo.xml.in" \
        >"$share/metainfo/io.github.emotion_desktop.EmotionDesktop.metainfo.xml"
    "$python" "$here/man_page.py" "$date" | gzip -9n >"$share/man/man1/$name.1.gz"
}

make_tarball() {
    local top=$work/$name-$version
    cp -a "$folder" "$top"
    install_shared "$top"
    install -m644 "$root/LICENSE" "$top/LICENSE"
    "$python" "$root/packaging/licences.py" >"$top/THIRD-PARTY-LICENCES.txt"
    install -m644 "$here/README-tarball.txt" "$top/README.txt"
    tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
        -C "$work" -cf - "$name-$version" | xz -T0 -6 >"$dist/$name-$version-linux-$architecture.tar.xz"
    rm -rf "$top"
}

make_debian_package() {
    local top=$work/deb
    install -d "$top/usr/lib" "$top/usr/bin" "$top/usr/share/doc/$name" "$top/DEBIAN"
    cp -a "$folder" "$top/usr/lib/$name"
    ln -s "../lib/$name/$name" "$top/usr/bin/$name"
    install_shared "$top/usr"
    {
        cat "$root/LICENSE"
        printf '\n\n'
        "$python" "$root/packaging/licences.py"
    } >"$top/usr/share/doc/$name/copyright"
    gzip -9nc "$root/packaging/CHANGELOG.md" >"$top/usr/share/doc/$name/changelog.gz"
    sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" \
        -e "s/@SIZE@/$(du -sk --apparent-size "$top/usr" | cut -f1)/" \
        "$here/control.in" >"$top/DEBIAN/control"
    (cd "$top" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$top/DEBIAN/md5sums"
    find "$top" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz -z6 --build "$top" "$dist/${name}_${version}_$architecture.deb"
    rm -rf "$top"
}

make_tarball
make_debian_package
ls -l "$dist"
