"""Expected texts: each printable's words lie in a file beside this one.

`make snapshots` writes the files anew; what changed is read before it is committed.
"""

import difflib
import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent


def compare_snapshot(text: str, name: str, folder: Path = FOLDER) -> None:
    """Fail where a text is not the expected one; `name` is like "billing/invoice"."""
    __tracebackhide__ = True
    file = folder / f"{name}.txt"
    if os.environ.get("MSPDESK_SNAPSHOTS") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        return
    if not file.is_file():
        pytest.fail(f"No expected text is kept as {file.name}; write it with: make snapshots")
    expected = file.read_text(encoding="utf-8")
    if text != expected:
        changes = difflib.unified_diff(
            expected.splitlines(), text.splitlines(), f"{name}, expected", "now", lineterm=""
        )
        pytest.fail("\n".join(changes), pytrace=False)
