"""The process that reads strangers' files: what it may not, what it may not take, how it ends."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import mspdesk.__main__ as program
from mspdesk.errors import Cancelled, UserError
from mspdesk.exchange import apart
from mspdesk.exchange.apart import Limits, Sentences, told_apart
from mspdesk.exchange.apart_child import LENGTH, READ_APART
from mspdesk.exchange.reading import open_table
from mspdesk.progress import Progress

from . import misbehaving
from .crafted import GOOD, pack, parts, row, sheet, strings, text

WORDS = Sentences("It takes too long.", "It broke.")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to this")


def said(read: Any, limits: Limits | None = None, **asked: Any) -> list[tuple[str, Any]]:
    """Everything a reader tells."""
    return list(told_apart(read, asked, limits or Limits(seconds=20), WORDS))


def living() -> set[int]:
    """The reading processes of this one that live."""
    started = {int(one.name): one for one in Path("/proc").iterdir() if one.name.isdecimal()}
    return {pid for pid, one in started.items() if _parent(one) == os.getpid() and _reads(pid)}


def _parent(process: Path) -> int:
    """Which process started one, 0 when it is gone."""
    try:
        # The name stands in brackets before it, and may hold anything.
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _reads(pid: int) -> bool:
    return b"apart_child" in _command(pid)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_a_reader_is_told_and_tells_over_and_over() -> None:
    raw = bytes(3_000_000)
    found = [list(told_apart(misbehaving.quiet, {"n": n}, Limits(), WORDS, raw=raw)) for n in "ab"]
    assert [told[0][1][:2] for told in found] == [[{"n": n}, len(raw)] for n in "ab"]
    assert found[0][0][1][2] != found[1][0][1][2], "each file has a process to itself"
    if sys.platform == "linux":
        assert len(living()) == 1, "and one waits for the next"


def test_a_reader_sees_its_one_file_and_changes_nothing(tmp_path: Path) -> None:
    for name in ("asked", "other", "old"):
        (tmp_path / name).write_text(name)
    asked = {"path": str(tmp_path / "asked"), "other": str(tmp_path / "other")}
    telling = told_apart(misbehaving.reads, asked, Limits(), WORDS)
    assert next(telling) == ("said", "asked")
    with pytest.raises(UserError, match="It broke"):
        next(telling)
    link = tmp_path / "asked.link"
    link.symlink_to(tmp_path / "asked")
    both = {"path": str(link), "other": str(tmp_path / "asked")}
    assert list(told_apart(misbehaving.reads, both, Limits(), WORDS))[-1] == ("done", None)
    assert said(misbehaving.tries, folder=str(tmp_path)) == [("done", None)]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["asked", "asked.link", "old", "other"]


@LINUX
@pytest.mark.parametrize(
    ("read", "limits", "words"),
    [
        (misbehaving.hogs, Limits(seconds=20, memory=200_000_000), "It broke"),
        (misbehaving.spins, Limits(seconds=1), "It takes too long"),
        (misbehaving.floods, Limits(seconds=20, told=20_000_000), "It broke"),
        (misbehaving.dies, Limits(), "It broke"),
        (misbehaving.garbles, Limits(), "It broke"),
    ],
)
def test_a_reader_that_takes_too_much_or_falls_is_gone(
    read: Callable[..., Any], limits: Limits, words: str
) -> None:
    begun = time.monotonic()
    with pytest.raises(UserError, match=words):
        said(read, limits)
    assert time.monotonic() - begun < 15
    assert len(living()) <= 1
    assert said(misbehaving.quiet)[-1] == ("done", None)


def test_a_reading_that_is_not_wanted_any_more_ends_at_once() -> None:
    progress = Progress()
    telling = told_apart(misbehaving.spins, {}, Limits(), WORDS, progress)
    next(telling)
    progress.stop()
    with pytest.raises(Cancelled):
        next(telling)
    begun = time.monotonic()
    for _kind, _told in told_apart(misbehaving.spins, {}, Limits(), WORDS):
        break
    assert time.monotonic() - begun < 10


@LINUX
def test_a_process_that_was_killed_while_it_waited_is_not_missed() -> None:
    said(misbehaving.quiet)
    (waiting,) = living()
    os.kill(waiting, 9)
    os.waitid(os.P_PID, waiting, os.WEXITED | os.WNOWAIT)
    assert said(misbehaving.quiet)[-1] == ("done", None)
    apart._SPARE.drop()
    assert living() == set()


def test_a_bundle_starts_itself_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert apart._command() == [sys.executable, READ_APART]
    assert program.READ_APART == READ_APART
    monkeypatch.undo()
    # What the bundle does with it, by the same module and with the surroundings of a child.
    done = subprocess.run(
        [sys.executable, "-P", "-m", "mspdesk", READ_APART],
        input=LENGTH.pack(len(QUESTION)) + QUESTION,
        capture_output=True,
        check=True,
        env=apart._surroundings(),
    )
    assert b'["said", [{"n": 1}, 0, ' in done.stdout
    assert done.stdout.endswith(b'["end", 0]')
    assert done.stderr == b""


QUESTION = (
    b'{"reader": "tests.exchange.misbehaving:quiet", "asked": {"n": 1}, "size": 0,'
    b' "limits": {"seconds": 9, "memory": 500000000, "told": 1000}}'
)


def test_nothing_of_the_surroundings_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "canary")
    monkeypatch.setenv("MSPDESK_HOME", "/canary")
    assert "canary" not in str(apart._surroundings())


# --- the list of reliability.md, from end to end --------------------------------------------------

DEEP = sheet(row(1, text("A1", "x")) + "<a>" * 150_000 + "</a>" * 150_000)
WIDE = sheet(row(1, *(f'<c r="{n}"/>' for n in ("A1", "XFD1"))) + "<c/>" * 1_000_000)
EXTERNAL = '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
QUADRATIC = f'<!DOCTYPE sst [<!ENTITY a "{"lol" * 20_000}">]>'


@pytest.mark.parametrize(
    ("members", "ends"),
    [
        pytest.param(parts(GOOD, strings=EXTERNAL + strings("&x;")), "damaged", id="external"),
        pytest.param(parts(GOOD, strings=QUADRATIC + strings("&a;" * 9_000)), "", id="quadratic"),
        pytest.param(parts(DEEP), "", id="deep"),
        pytest.param(parts(WIDE), "", id="a million columns"),
        pytest.param(parts(GOOD) | {"xl/../../up": "x"}, "reach outside", id="slip"),
        pytest.param(parts(GOOD.replace("Acme", "A\0cme")), "damaged", id="nul"),
        pytest.param(parts(GOOD) | {"xl/externalLinks/externalLink1.xml": "<x/>"}, "1", id="links"),
    ],
)
def test_a_hostile_workbook_ends_in_rows_or_one_sentence(
    tmp_path: Path, members: dict[str, str | bytes], ends: str
) -> None:
    path = pack(tmp_path / "list.xlsx", members)
    begun = time.monotonic()
    try:
        outcome = str(sum(1 for _ in open_table(path).rows()))
    except UserError as error:
        outcome = error.text
        assert outcome.endswith(".")
    assert ends in outcome
    assert time.monotonic() - begun < 20
    assert [one.name for one in tmp_path.iterdir()] == ["list.xlsx"]
