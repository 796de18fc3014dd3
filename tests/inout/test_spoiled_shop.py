"""Whole-shop folders spoiled in every way: all of it comes in, or one sentence and nothing."""

import os
import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mspdesk.app import keeping
from mspdesk.app.bringing import bring
from mspdesk.clients.models import Client
from mspdesk.database.history import batches
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.progress import Progress
from mspdesk.timekeeping.models import TimeEntry

from .old_shop import HEADERS, cells, write_shop

BRIEF, FULL = 60, 1_500
ODD = (
    "",
    "0",
    "-1",
    "99999999999999999999",
    "1e5",
    "1,5",
    "NaN",
    "2024-02-30",
    "2024-13-01T25:61",
    "2024-01-01T00:00",
    "x" * 250,
    "\x00",
    "=cmd|'/c calc'!A1",
    "'",
    '"',
    "\n\n",
    "🙂 עברית",
    "1" * 400,
    "+00:00",
    "-0.00",
    "0x10",
)

Dice = random.Random
Spoil = Callable[[Path, Dice], None]


def _file(folder: Path, dice: Dice) -> Path:
    return folder / f"{dice.choice(tuple(HEADERS))}.csv"


def odd_cell(folder: Path, dice: Dice) -> None:
    """Put something odd, or a cell of another row, into one cell."""
    file = _file(folder, dice)
    rows = [list(row) for row in cells(folder, file.stem)]
    row, column = dice.randrange(len(rows)), dice.randrange(len(rows[0]))
    other = rows[dice.randrange(len(rows))][dice.randrange(len(rows[0]))]
    rows[row][column] = dice.choice((*ODD, other))
    lines = [",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def odd_bytes(folder: Path, dice: Dice) -> None:
    """Overwrite, insert or delete a few bytes."""
    file = _file(folder, dice)
    content = bytearray(file.read_bytes())
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(content))
        if dice.random() < 0.5:
            content[at] = dice.randrange(256)
        else:
            del content[at : at + dice.randrange(1, 40)]
    file.write_bytes(bytes(content))


def odd_lines(folder: Path, dice: Dice) -> None:
    """Lose a line, double one, or cut the file short."""
    file = _file(folder, dice)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    at = dice.randrange(len(lines))
    match dice.randrange(4):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines = lines[:at]
        case _:
            dice.shuffle(lines)
    file.write_text("".join(lines), encoding="utf-8")


def odd_file(folder: Path, dice: Dice) -> None:
    """Lose a file, empty it, exchange it for another, or make it a folder."""
    file = _file(folder, dice)
    match dice.randrange(4):
        case 0:
            file.unlink()
        case 1:
            file.write_bytes(b"")
        case 2:
            file.write_bytes(_file(folder, dice).read_bytes())
        case _:
            file.unlink()
            file.mkdir()


SPOILS: tuple[Spoil, ...] = (odd_cell, odd_cell, odd_cell, odd_bytes, odd_lines, odd_file)


def count(store: Store, model: type[Client] | type[TimeEntry]) -> int:
    return store.ask(lambda session: session.scalar(select(func.count()).select_from(model)) or 0)


def attempt(store: Store, folder: Path) -> tuple[int | None, str]:
    """Bring a folder in; answers its batch, or how it was refused."""
    try:
        return bring(store, Progress(), "shop", folder).batch_id, ""
    except UserError as error:
        return None, error.text


@pytest.mark.timeout(3_600)
def test_a_spoiled_folder_comes_in_whole_or_not_at_all(shop_file: Store, tmp_path: Path) -> None:
    whole = write_shop(tmp_path / "whole", last=date(2024, 11, 3))
    rounds = FULL if os.environ.get("MSPDESK_TORTURE") == "full" else BRIEF
    dice = Dice(20)
    clients = count(shop_file, Client)
    refused = 0
    for _ in range(rounds):
        folder = Path(shutil.copytree(whole, tmp_path / "spoiled"))
        dice.choice(SPOILS)(folder, dice)
        batch, said = attempt(shop_file, folder)
        if batch is None:
            refused += 1
            assert said.count("\n") == 0, said
            assert len(said) < 400, said
            assert ".csv" in said, said
        else:
            assert keeping.check(shop_file, Progress()) == []
            shop_file.undo_batch(batch)
        assert count(shop_file, TimeEntry) == 0
        assert count(shop_file, Client) == clients
        shutil.rmtree(folder)
    assert keeping.check(shop_file, Progress()) == []
    assert rounds // 4 < refused < rounds
    assert all(batch.undone_at is not None for batch in shop_file.ask(batches))
