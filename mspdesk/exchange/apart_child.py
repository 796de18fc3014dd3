"""The process that reads somebody else's files; started by `apart`, never by a person.

It waits for questions, each the name of a reader and what to read. On Linux it stays, reads nothing
itself and makes a copy of itself for every file, which limits itself, tells and ends: so no file
meets what another left behind, and Python starts once. Elsewhere it answers one question and ends.

A question and an answer are four bytes of length and JSON; bytes to read follow a question.
"""

import importlib
import json
import os
import select
import struct
import sys
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from .apart_limits import Limits, forbid, limit

Told = Iterable[tuple[str, Any]]
Reader = Callable[[dict[str, Any], bytes], Told]

READ_APART = "--read-apart"
"""What a bundle is started with to become this process; no verb for people."""

PATIENCE = 60
"""Seconds without a question after which the process ends."""

LENGTH = struct.Struct(">I")
COPIES = sys.platform == "linux"
"""Whether the process copies itself for every file; macOS and Windows are not safe at it."""


def main() -> int:
    """Answer questions until there are none."""
    asks, tells = _own_pipes()
    while _waits_for(asks):
        head = _taken(asks, LENGTH.size)
        if len(head) < LENGTH.size:
            break
        question = json.loads(_taken(asks, *LENGTH.unpack(head)))
        raw = _taken(asks, question["size"])
        read = _reader(question["reader"])
        if COPIES:
            tell(tells, "end", _by_a_copy(read, question, raw, tells))
            continue
        _answer(read, question, raw, tells)
        tell(tells, "end", 0)
        break
    return 0


def _own_pipes() -> tuple[int, int]:
    """The pipes to the program, kept where nothing that prints or asks can meet them."""
    asks, tells = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    warnings.simplefilter("ignore")
    return asks, tells


def _waits_for(asks: int) -> bool:
    """Whether a question comes before the patience is over."""
    return not COPIES or bool(select.select([asks], [], [], PATIENCE)[0])


def _taken(pipe: int, size: int) -> bytes:
    """So many bytes of a pipe, fewer where it ended."""
    found = bytearray()
    while len(found) < size:
        piece = os.read(pipe, min(size - len(found), 1 << 20))
        if not piece:
            break
        found += piece
    return bytes(found)


def tell(pipe: int, kind: str, told: Any) -> None:
    """Send one answer."""
    words = json.dumps((kind, told)).encode()
    rest = memoryview(LENGTH.pack(len(words)) + words)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _reader(name: str) -> Reader:
    """The reader of a name, its libraries loaded before anything foreign is seen."""
    module, _, function = name.partition(":")
    home = importlib.import_module(module)
    warm = getattr(home, "warm", None)
    if warm is not None:
        warm()
    found: Reader = getattr(home, function)
    return found


def _by_a_copy(read: Reader, question: dict[str, Any], raw: bytes, tells: int) -> int:
    """Have a copy of this process answer; its exit code, or minus the signal that ended it."""
    copy = os.fork()
    if copy == 0:
        try:
            _answer(read, question, raw, tells)
        except BaseException:  # noqa: BLE001 - whatever it was, the code below says it broke
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])


def _answer(read: Reader, question: dict[str, Any], raw: bytes, tells: int) -> None:
    """Give up what a reader must not have, then read and tell."""
    asked = question["asked"]
    limit(Limits(**question["limits"]))
    forbid(Path(asked["path"]) if "path" in asked else None)
    for kind, told in read(asked, raw):
        tell(tells, kind, told)


if __name__ == "__main__":
    sys.exit(main())
