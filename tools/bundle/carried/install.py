"""Install the program beside this file, into program/, from wheels/ alone: without a network, each file by its hash."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
STARTERS = ("检查", "预览", "生成")
MENU_ENTRY = """[Desktop Entry]
Type=Application
Name={name}
Terminal=true
Exec=/bin/sh "{script}"
"""


def _quoted(path: Path) -> str:
    """Within the quotes of an Exec line, which is unescaped twice."""
    text = str(path).replace("\\", "\\\\\\\\")
    for sign in ('"', "`", "$"):
        text = text.replace(sign, "\\\\" + sign)
    return text.replace("%", "%%")


def main() -> int:
    """Return exit code 1 if the program could not be installed; what was there before then stays."""
    if sys.version_info < (3, 11):  # noqa: UP036 (it is run by whatever Python somebody has)
        print("需要 Python 3.11 或更高版本,这里的是 " + sys.version.split()[0] + "。")
        return 1
    (pip,) = (HERE / "wheels").glob("pip-*.whl")
    new, program = HERE / "program.new", HERE / "program"
    shutil.rmtree(new, ignore_errors=True)
    command: list[str | Path] = [
        sys.executable,
        "-I",
        pip / "pip",
        "--isolated",
        "--disable-pip-version-check",
        "install",
        "--quiet",
    ]
    command += ["--no-index", "--find-links", HERE / "wheels", "--require-hashes", "--only-binary", ":all:"]
    command += ["--no-warn-script-location", "--target", new, "--requirement", HERE / "requirements.txt"]
    if subprocess.run(command, check=False).returncode:
        shutil.rmtree(new, ignore_errors=True)
        print("没有装成:压缩包可能不完整,或者不是给这种电脑的;请重新拷贝、解压后再试。")
        return 1
    (new / "python.txt").write_text(sys.executable, encoding="utf-8")
    shutil.rmtree(program, ignore_errors=True)
    new.rename(program)
    if sys.platform != "win32":
        for name in STARTERS:
            entry = MENU_ENTRY.format(name=name, script=_quoted(HERE / f"{name}.sh"))
            file = HERE / f"{name}.desktop"
            file.write_text(entry, encoding="utf-8")
            file.chmod(0o755)
    print("装好了。下一步见 README.txt。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
