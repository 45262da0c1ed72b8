#!/bin/sh
# Install without a network, with the first Python of the system that is new enough.
cd "$(dirname "$0")" || exit
for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    exec "$python" install.py
done
echo '缺少 Python 3.11 或更高版本:请管理员从系统的软件源或安装光盘装上,再运行 安装.sh。' >&2
exit 1
