#!/bin/sh
# Prepare a fresh machine for the Makefile. What is already installed is left alone.
#   setup.sh packages [--no-dev]   .venv with the packages of uv.lock, verified by hash
#   setup.sh browser               Chromium and a Chinese font, for the tests
#   setup.sh webserver             nginx and Caddy, for the tests: unpacked into .venv/nginx, not installed; systemd-analyze
#   setup.sh lock [--upgrade]      resolve uv.lock again from pyproject.toml
#   setup.sh sbom FILE             what the program is installed with, as CycloneDX: names, versions, sources, hashes
#   setup.sh advisories [OPTION…]  ask for published vulnerabilities of what uv.lock names; options go to pip-audit
set -eu
cd "$(dirname "$0")/.."

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

# fetching COMMAND…: run it; where nobody answers, in place of all that it says, one sentence with what to do.
fetching() {
    said=$(mktemp)
    "$@" 2>"$said" && code=0 || code=$?
    if [ "$code" -ne 0 ] && grep -qiE "$NOBODY_ANSWERS" "$said"; then
        rm "$said"
        stop "装不了软件包，下载的地址连不上：请接通网络后再运行一次；这台电脑不能上网的，在能上网的电脑上运行 make bundle，把安装包拷过来（见 docs/offline.md）。"
    fi
    cat "$said" >&2
    rm "$said"
    return "$code"
}
# What pip and uv say then.
NOBODY_ANSWERS='NewConnectionError|NameResolutionError|ConnectTimeoutError|failed to lookup address|error sending request|tcp connect error|dns error|client error \(Connect\)'

find_python() {
    # shellcheck disable=SC2086 # PYTHON may list several names
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        "$candidate" -c '
import os, sys
if sys.version_info < (3, 11): sys.exit(1)
print(os.path.realpath(sys.executable))' 2>/dev/null && return
    done
    stop "缺少 Python 3.11 或更高版本：请安装（Debian、Ubuntu：apt-get install python3），再重新运行 make。" \
        "Python 3.11 or later is missing: install it (Debian, Ubuntu: apt-get install python3) and run make again."
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

install_debian_packages() {
    command -v apt-get >/dev/null && as_root true 2>/dev/null || return 1
    echo "apt-get install $*"
    as_root apt-get -qq update || true # an outdated package list may still work
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 install "$@" >/dev/null
}

# install_pinned_uv PYTHON: install into .uv/ with pip, whose own configuration may name the bureau's index.
install_pinned_uv() {
    pinned=$(sed -n 's/^\(uv\)==\([^ ]*\).*/\1 \2/p' tools/uv.txt)
    case "$(.uv/bin/uv --version 2>/dev/null) " in "$pinned "*) return ;; esac
    if ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        package="$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
        install_debian_packages "$package" ||
            stop "缺少软件包 $package：请管理员执行 apt-get install $package，再重新运行 make。" \
                "$package is missing: ask an administrator to run apt-get install $package, then run make again."
    fi
    "$1" -m venv --clear .uv
    fetching .uv/bin/python -m pip --disable-pip-version-check install --quiet --retries 1 \
        --require-hashes --only-binary :all: --requirement tools/uv.txt
}

prepare_uv() {
    python=$(find_python)
    export UV_PYTHON="$python" UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=.venv
    export UV_SYSTEM_CERTS=1 # a bureau's proxy or index may have its own certificate
    unset VIRTUAL_ENV
    uv=uv
    # Only the installed uv itself can tell whether it reads this lock.
    uv export --quiet --frozen >/dev/null 2>&1 || {
        install_pinned_uv "$python"
        uv=.uv/bin/uv
    }
}

packages() {
    prepare_uv
    index=${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-$(.uv/bin/python -m pip config get global.index-url 2>/dev/null || true)}}
    if [ -z "$index" ]; then
        fetching "$uv" sync --frozen "$@"
        return
    fi
    # `uv sync --frozen` fetches from the addresses in the lock, whatever the index. A bureau's own index serves the
    # same files at other addresses, so take only versions and hashes from the lock.
    export UV_DEFAULT_INDEX="$index"
    "$uv" venv --quiet --allow-existing .venv
    "$uv" export --quiet --frozen --no-emit-project --output-file .venv/locked.txt "$@"
    fetching "$uv" pip sync --python .venv --require-hashes .venv/locked.txt
    "$uv" pip install --python .venv --no-deps --no-build-isolation --editable .
}

has_chinese_font() {
    dpkg -s fonts-noto-cjk >/dev/null 2>&1 || fc-list :lang=zh-cn 2>/dev/null | grep -q .
}

# Playwright includes Node.js, which needs a library that a minimal Debian lacks.
has_libraries_of_playwright() {
    for node in .venv/lib/*/site-packages/playwright/driver/node; do
        "$node" --version >/dev/null 2>&1 || return 1
    done
}

browser() {
    set --
    command -v chromium >/dev/null || set -- chromium
    has_libraries_of_playwright || set -- "$@" libatomic1
    has_chinese_font || set -- "$@" fonts-noto-cjk
    [ $# -eq 0 ] || install_debian_packages "$@" ||
        stop "测试缺少软件包 $*：请管理员执行 apt-get install $*（Ubuntu 的浏览器：snap install chromium），再重新运行 make test。" \
            "The tests lack $*: ask an administrator to run apt-get install $* (on Ubuntu snap install chromium), then run make test again."
}

# Debian's packages that .venv/nginx and the system lack, for the tests.
lacking_webservers() {
    PATH=$PATH:/usr/sbin:$PWD/.venv/nginx/usr/sbin:$PWD/.venv/nginx/usr/bin
    nginx -v 2>/dev/null || echo nginx nginx-common
    module=usr/lib/nginx/modules/ngx_http_brotli_filter_module.so
    [ -e "/$module" ] || [ -e ".venv/nginx/$module" ] || echo libnginx-mod-http-brotli-filter
    command -v caddy >/dev/null || echo caddy
}

# An installed package would start a server on port 80; the tests need only the programs.
unpack_webservers() {
    command -v apt-get >/dev/null || return 1
    echo "apt-get download $*"
    mkdir -p .venv/nginx
    cd .venv/nginx
    apt-get -qq download "$@" 2>/dev/null || {
        as_root apt-get -qq update && apt-get -qq download "$@"
    } || return 1
    for package in *.deb; do
        dpkg-deb --extract "$package" . && rm "$package"
    done
    cd ../..
}

lacks() {
    stop "测试缺少软件包 $*：请管理员执行 apt-get install $*，再重新运行 make test。" \
        "The tests lack $*: ask an administrator to run apt-get install $*, then run make test again."
}

webserver() {
    set --
    command -v systemd-analyze >/dev/null || set -- systemd # reads deploy/systemd; it is not started
    command -v openssl >/dev/null || set -- "$@" openssl
    [ $# -eq 0 ] || install_debian_packages "$@" || lacks "$@"
    # shellcheck disable=SC2046 # several names
    set -- $(lacking_webservers)
    [ $# -eq 0 ] || { unpack_webservers "$@" && [ -z "$(lacking_webservers)" ]; } || lacks "$@"
}

lock() {
    prepare_uv
    "$uv" lock --default-index https://pypi.org/simple "$@" # never the address of a bureau's own index
}

sbom() {
    prepare_uv
    mkdir -p "$(dirname "$1")"
    "$uv" export --quiet --frozen --no-default-groups --all-extras --format cyclonedx1.5 --output-file "$1" >/dev/null
    echo "已写入 $1"
}

# Without --strict a package that the service does not know would be skipped, and nothing said.
advisories() {
    prepare_uv
    packages=$(mktemp)
    found=$(mktemp)
    trap 'rm -f "$packages" "$found"' EXIT
    "$uv" export --quiet --frozen --no-emit-project --all-extras --all-groups --output-file "$packages" >/dev/null
    if .venv/bin/python -m pip_audit --requirement "$packages" --disable-pip --require-hashes --strict \
        --progress-spinner off --output "$found" "$@" >/dev/null 2>&1; then
        echo "查过 uv.lock 里的 $(grep -c '==' "$packages") 个软件包,没有公布过的漏洞。"
    elif [ -s "$found" ]; then
        cat "$found"
        stop "上面的软件包有公布过的漏洞：请运行 make lock upgrade=1 换新版本，再运行 make test。"
    else
        stop "没有查成：漏洞库连不上，或者没有全部软件包的答复。没有查过不等于没有漏洞，请在能上网的电脑上再运行一次。"
    fi
}

case ${1-} in
    packages | browser | webserver | lock | sbom | advisories) "$@" ;;
    *) stop "用法 / usage: tools/setup.sh packages [--no-dev] | browser | webserver | lock [--upgrade] | sbom FILE | advisories" ;;
esac
