"""Reading the project's own files, for the tests of its house rules."""

import ast
import io
import subprocess
import tokenize
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_WORDS = {tokenize.STRING, tokenize.COMMENT}
# From Python 3.12 on, the words of an f-string are tokens of their own.
_WORDS |= {getattr(tokenize, name) for name in ("FSTRING_MIDDLE",) if hasattr(tokenize, name)}


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
def code(name: str) -> str:
    """A Python file with its strings and comments blanked out, line for line."""
    lines = [list(line) for line in read(name).splitlines(keepends=True)]
    for token in tokenize.generate_tokens(io.StringIO(read(name)).readline):
        if token.type in _WORDS:
            _blank(lines, token.start, token.end)
    return "".join("".join(line) for line in lines)


def _blank(lines: list[list[str]], start: tuple[int, int], end: tuple[int, int]) -> None:
    """Put spaces where a token stands, keeping line ends."""
    for number in range(start[0], end[0] + 1):
        line = lines[number - 1]
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else len(line)
        for column in range(first, min(last, len(line))):
            if line[column] != "\n":
                line[column] = " "


@cache
def comments(name: str) -> tuple[tuple[int, str], ...]:
    """The comments of a Python file, each with its line."""
    tokens = tokenize.generate_tokens(io.StringIO(read(name)).readline)
    return tuple(
        (token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT
    )


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
