"""One process that has loaded what the scripts need, and lets each of them be born from it.

    python -m tests.torture.nursery EMPTY_BOOKS SERVER_ADDRESS

Reads lines of JSON, a script and its size with the file for its words; answers each with the number
the script ended with. Loading the program and making books took a script four seconds of work and
more, more than many of them do, and a server with books on it took as much again. No Qt is loaded
here and no line to a server is open: both would be torn by a fork.
"""

import json
import os
import runpy
import shutil
import sys
import tempfile
from pathlib import Path

from . import rig, works


def born(script: str, size: str, said: Path, wrong: Path) -> int:
    """Run a script in a process of its own; answers what it ended with."""
    child = os.fork()
    if child == 0:
        for number, file in ((1, said), (2, wrong)):
            os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.argv = [script, size]
        code = 1
        try:
            runpy.run_module(f"tests.torture.{script}", run_name="__main__")
        except SystemExit as end:
            code = int(end.code or 0)
        except BaseException:  # noqa: BLE001 -- written down for the test, as by any process
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    """Furnish books, then wait for scripts until the input ends."""
    assert "PySide6.QtCore" not in sys.modules, "forking is not for a process with Qt in it"
    with tempfile.TemporaryDirectory(prefix="mspdesk-nursery-") as folder:
        rig.made, rig.lent = Path(sys.argv[1]), sys.argv[2]
        furnished = Path(folder) / "furnished.db"
        shutil.copy(rig.made, furnished)
        works.prepared = works.furnished(str(furnished), Path(folder))
        for line in sys.stdin:
            script, size, said, wrong = json.loads(line)
            code = born(script, size, Path(said), Path(wrong))
            sys.stdout.write(f"{code}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
