#!/bin/sh
# Prepares a machine that has Python 3.11 or newer, make and git, and nothing else.
#
#   tools/setup.sh run     a virtual environment with what the site needs, and the one library it loads
#   tools/setup.sh check   the same with what the linters and type checker need
#   tools/setup.sh test    the same with what the tests need, a browser, nginx and large type among it
#
# Everything is checked first and done only when it is missing, so a second call takes a tenth of a second.
# System packages come before anything else, all that are missing at once: they are installed where that is allowed
# (root, or sudo that asks nothing); elsewhere the command to run is printed and the script stops.
set -eu
cd "$(dirname "$0")/.."
VENV=.venv
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

say() { echo "setup: $*" >&2; }

stop() {
    say "$*"
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then echo env
    elif sudo -n true 2>/dev/null; then echo "sudo -n env"
    fi
}

MISSING="" WHY=""

# lacks PACKAGE WHAT: note a package and what it is wanted for
lacks() {
    MISSING="$MISSING $1"
    WHY="$WHY${WHY:+, }$2"
}

install_missing() {
    [ -n "$MISSING" ] || return 0
    command="apt-get install -y --no-install-recommends$MISSING"
    command -v apt-get >/dev/null || stop "missing: $WHY. Install the equivalent of Debian's$MISSING and start again."
    root=$(as_root)
    [ -n "$root" ] || stop "missing: $WHY. Run this and start again:  sudo $command"
    say "missing: $WHY; installing$MISSING"
    # shellcheck disable=SC2086 # both are lists of words
    $root DEBIAN_FRONTEND=noninteractive $command >&2 || {
        $root apt-get update >&2
        $root DEBIAN_FRONTEND=noninteractive $command >&2
    } || stop "installing$MISSING failed. Run this and start again:  sudo $command"
}

find_python() {
    for candidate in python3.11 python3; do
        path=$(command -v "$candidate") || continue
        if "$path" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$path"
            return
        fi
    done
    stop "no Python 3.11 or newer was found on the PATH"
}

has_environment() {
    "$VENV/bin/python" -c 'import pip' 2>/dev/null
}

loads() {
    "$PYTHON" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null
}

look_for_environment() {
    [ "$PYTHON" = "$VENV/bin/python" ] && return
    # Debian keeps venv's other half, ensurepip, in a package of its own.
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
        lacks "$("$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" "Python's venv module"
}

# Pillow finds libfribidi when it runs; without it right-to-left and joined scripts come out wrong and nothing says so.
look_for_shaping() {
    loads libfribidi.so.0 || lacks libfribidi0 "libfribidi, which setting type needs"
}

# What the tests drive and set. The type is a hundred megabytes that the site runs well without, saying so to whoever
# types Chinese, Japanese and Korean.
look_for_test_parts() {
    command -v chromium >/dev/null || lacks chromium "Chromium, which the browser tests drive"
    loads libatomic.so.1 || lacks libatomic1 "libatomic, which Playwright's driver needs"
    set -- /usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc /usr/share/fonts/*/NotoSansCJK-Bold.ttc
    for face; do [ -e "$face" ] && return; done
    lacks fonts-noto-cjk "type for Chinese, Japanese and Korean"
}

look_for_web_server() {
    has_web_server || [ -n "$(as_root)" ] && return  # it is unpacked later
    apt-get download --print-uris nginx >/dev/null 2>&1 || lacks nginx "nginx, which the deployment tests run"
}

make_environment() {
    [ "$PYTHON" = "$VENV/bin/python" ] && return
    say "making a virtual environment in $VENV"
    "$PYTHON" -m venv --clear "$VENV"
}

# requirements FILE: install it unless this very file was installed before
requirements() {
    stamp=$VENV/installed/$(sha256sum "$1" | cut -c1-32)
    [ -e "$stamp" ] && return
    say "installing $1"
    "$VENV/bin/python" -m pip install --quiet --require-hashes -r "$1" >&2
    mkdir -p "$VENV/installed"
    : >"$stamp"
}

text_shaping() {
    "$VENV/bin/python" -c 'import sys; from PIL import features; sys.exit(not features.check("raqm"))' ||
        stop "libfribidi0 is installed but Pillow cannot shape text with it"
}

has_web_server() {
    [ -x /usr/sbin/nginx ] || [ -x "$VENV/nginx/usr/sbin/nginx" ]
}

# Unpacked, not installed: installing Debian's nginx would also start a server on port 80.
web_server() {
    has_web_server && return
    say "unpacking nginx for the deployment tests"
    rm -rf "$VENV/nginx"
    mkdir -p "$VENV/nginx"
    (
        cd "$VENV/nginx"
        apt-get -q download nginx >&2 || {
            $(as_root) apt-get update >&2
            apt-get -q download nginx >&2
        }
        dpkg -x nginx_*.deb .
        rm nginx_*.deb
    )
    "$VENV/nginx/usr/sbin/nginx" -v 2>/dev/null || stop "nginx was unpacked and does not run; install it and start again"
}

if has_environment; then PYTHON=$VENV/bin/python; else PYTHON=$(find_python); fi
case ${1-} in
run)
    look_for_environment
    look_for_shaping
    install_missing
    make_environment
    requirements requirements.txt
    text_shaping
    ;;
check)
    look_for_environment
    install_missing
    make_environment
    requirements requirements-dev.txt
    ;;
test)
    look_for_environment
    look_for_shaping
    look_for_test_parts
    look_for_web_server
    install_missing
    make_environment
    requirements requirements-dev.txt
    text_shaping
    web_server
    ;;
*) stop "usage: tools/setup.sh run|check|test" ;;
esac
