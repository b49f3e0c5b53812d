#!/bin/sh
# Prepares a machine that has Python 3.11 or newer, make and git, and nothing else.
#
#   tools/setup.sh run     a virtual environment with what the site needs, and the one library it loads
#   tools/setup.sh check   the same with what the linters and type checker need
#   tools/setup.sh test    the same with what the tests need, a browser, nginx and large type among it
#
# Everything is checked first and done only when it is missing, so a second call takes a tenth of a second.
# System packages are installed where that is allowed (root, or sudo that asks nothing); elsewhere the
# command to run is printed and the script stops.
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

# install WHY PACKAGE...
install() {
    why=$1
    shift
    command="apt-get install -y --no-install-recommends $*"
    command -v apt-get >/dev/null || stop "$why. Install the equivalent of Debian's $* and start again."
    root=$(as_root)
    [ -n "$root" ] || stop "$why. Run this and start again:  sudo $command"
    say "$why; installing $*"
    # shellcheck disable=SC2086 # both are lists of words
    $root DEBIAN_FRONTEND=noninteractive $command >&2 || {
        $root apt-get update >&2
        $root DEBIAN_FRONTEND=noninteractive $command >&2
    } || stop "$why, and installing it failed. Run this and start again:  sudo $command"
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

make_environment() {
    "$VENV/bin/python" -c 'import pip' 2>/dev/null && return
    python=$(find_python)
    # Debian keeps venv's other half, ensurepip, in a package of its own.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install "Python's venv module is missing" \
            "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    say "making a virtual environment in $VENV"
    "$python" -m venv --clear "$VENV"
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

# Pillow finds libfribidi when it runs; without it right-to-left and joined scripts come out wrong and nothing says so.
text_shaping() {
    "$VENV/bin/python" -c 'import sys; from PIL import features; sys.exit(not features.check("raqm"))' && return
    install "libfribidi0 is missing, which setting type needs" libfribidi0
    "$VENV/bin/python" -c 'import sys; from PIL import features; sys.exit(not features.check("raqm"))' ||
        stop "libfribidi0 is installed but Pillow still cannot shape text with it"
}

# A hundred megabytes that the site runs well without, saying so to whoever types Chinese, Japanese or Korean.
large_type() {
    set -- /usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc /usr/share/fonts/*/NotoSansCJK-Bold.ttc
    for face; do [ -e "$face" ] && return; done
    install "Type for Chinese, Japanese and Korean is missing, which the tests set" fonts-noto-cjk
}

browser() {
    command -v chromium >/dev/null || install "Chromium is missing, which the browser tests drive" chromium
    "$VENV"/lib/python3*/site-packages/playwright/driver/node --version >/dev/null 2>&1 ||
        install "libatomic1 is missing, which Playwright's driver needs" libatomic1
}

# Unpacked, not installed: installing Debian's nginx would also start a server on port 80.
web_server() {
    [ -x /usr/sbin/nginx ] || [ -x "$VENV/nginx/usr/sbin/nginx" ] && return
    command -v apt-get >/dev/null || stop "nginx is missing, which the deployment tests run. Install it and start again."
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
    ) && "$VENV/nginx/usr/sbin/nginx" -v 2>/dev/null ||
        install "nginx is missing, which the deployment tests run" nginx
}

case ${1-} in
run)
    make_environment
    requirements requirements.txt
    text_shaping
    ;;
check)
    make_environment
    requirements requirements-dev.txt
    ;;
test)
    make_environment
    requirements requirements-dev.txt
    text_shaping
    large_type
    browser
    web_server
    ;;
*) stop "usage: tools/setup.sh run|check|test" ;;
esac
