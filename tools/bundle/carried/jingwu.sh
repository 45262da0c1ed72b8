#!/bin/sh
# Any command: sh jingwu.sh new 资料 --divisions 名单.csv --name 单位
here=$(dirname "$0")
python=$(cat "$here/program/python.txt" 2>/dev/null) || { echo '还没有安装:请先运行 安装.sh。' >&2; exit 1; }
exec "$python" "$here/start.py" jingwu "$@"
