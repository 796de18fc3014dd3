"""A reader of IIF files written from what is known of the format, for tests alone.

It shares nothing with what writes: bytes of code page 1252, CRLF, tabs, headings with `!`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path


@dataclass
class Transaction:
    """A TRNS line with its SPL lines; amounts are decimals."""

    main: dict[str, str]
    splits: list[dict[str, str]] = field(default_factory=list)

    @property
    def amounts(self) -> list[Decimal]:
        """Every amount, the main line's first."""
        return [Decimal(one["AMOUNT"]) for one in (self.main, *self.splits)]

    @property
    def on(self) -> date:
        """The day of the main line, from MM/DD/YYYY."""
        month, day, year = self.main["DATE"].split("/")
        assert (len(month), len(day), len(year)) == (2, 2, 4)
        return date(int(year), int(month), int(day))


@dataclass
class IifFile:
    """What a file holds."""

    customers: list[dict[str, str]] = field(default_factory=list)
    transactions: list[Transaction] = field(default_factory=list)


def _lines(path: Path) -> Iterator[list[str]]:
    raw = path.read_bytes()
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == raw.count(b"\r") == raw.count(b"\r\n")
    for line in raw.decode("cp1252").split("\r\n")[:-1]:
        yield line.split("\t")


def read_iif(path: Path) -> IifFile:
    """Read a file; an AssertionError says where it is none."""
    heads: dict[str, list[str]] = {}
    found = IifFile()
    standing: Transaction | None = None
    for cells in _lines(path):
        kind = cells[0]
        if kind.startswith("!"):
            heads[kind[1:]] = cells[1:]
            continue
        assert kind in heads, kind
        assert len(cells) - 1 == len(heads[kind]), cells
        row = dict(zip(heads[kind], cells[1:], strict=True))
        if kind == "CUST":
            assert row["NAME"]
            assert len(row["NAME"]) <= 41
            assert ":" not in row["NAME"]
            found.customers.append(row)
        elif kind == "TRNS":
            assert standing is None
            standing = Transaction(row)
        elif kind == "SPL":
            assert standing is not None
            standing.splits.append(row)
        else:
            assert kind == "ENDTRNS"
            assert standing is not None
            assert standing.splits
            assert sum(standing.amounts) == 0
            found.transactions.append(standing)
            standing = None
    assert standing is None
    return found
