"""Reading the project's own files, for the tests of its house rules."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_WORDS = re.compile(
    r"""
    \#[^\n]*
    | (?:\b(?i:[bfru]|br|fr|rb|rf))?
      (?: \"{3} [^"\\]* (?: (?:\\.|"(?!"")) [^"\\]* )* \"{3}
        | '{3} [^'\\]* (?: (?:\\.|'(?!'')) [^'\\]* )* '{3}
        | " [^"\\\n]* (?: \\. [^"\\\n]* )* "
        | ' [^'\\\n]* (?: \\. [^'\\\n]* )* '
      )
    """,
    re.DOTALL | re.VERBOSE,
)
"""A comment or a string, whichever begins first."""
_SEEN = re.compile(r"[^\n]")


@cache
def tracked() -> tuple[str, ...]:
    """Every file that git keeps and that is here, by its path below the root."""
    told = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(name for name in told.stdout.split("\0") if name and (ROOT / name).exists())


@cache
def read(name: str) -> str:
    """The text of a tracked file; empty for pictures, fonts and other bytes."""
    raw = (ROOT / name).read_bytes()
    return "" if b"\0" in raw[:8000] else raw.decode()


def texts() -> dict[str, str]:
    """Every tracked file that can be read, with its text."""
    return {name: text for name in tracked() if (text := read(name))}


def sources(*folders: str) -> dict[str, str]:
    """The Python files below some folders, with their text."""
    return {
        name: text
        for name, text in texts().items()
        if name.endswith(".py") and name.startswith(tuple(f"{folder}/" for folder in folders))
    }


@cache
def parted(name: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """A Python file with its strings and comments blanked out, and the comments with their lines.

    One look of an expression at each file: the tokenizer of the library needs ten times as long.
    """
    return part(read(name))


def part(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Python with its strings and comments blanked out, and the comments with their lines."""
    pieces: list[str] = []
    comments: list[tuple[int, str]] = []
    done, line = 0, 1
    for found in _WORDS.finditer(text):
        before, word = text[done : found.start()], found.group()
        line += before.count("\n")
        if word.startswith("#"):
            comments.append((line, word))
        pieces += before, _SEEN.sub(" ", word)
        line += word.count("\n")
        done = found.end()
    return "".join([*pieces, text[done:]]), tuple(comments)


def code(name: str) -> str:
    """A Python file with its strings and comments blanked out, line for line."""
    return parted(name)[0]


def comments(name: str) -> tuple[tuple[int, str], ...]:
    """The comments of a Python file, each with its line."""
    return parted(name)[1]


@cache
def tree(name: str) -> ast.Module:
    """A Python file, parsed."""
    return ast.parse(read(name))


def nodes(name: str) -> Iterator[ast.AST]:
    """Every node of a Python file."""
    yield from ast.walk(tree(name))


@cache
def project() -> dict[str, object]:
    """What pyproject.toml says."""
    return tomllib.loads(read("pyproject.toml"))
