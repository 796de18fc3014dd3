"""The garden as a workbook: change an hour, a wage or how many go, and all figures follow."""

from collections.abc import Sequence
from typing import Any

from ...dates import full_date
from ...exchange.columns import HOURS, PERCENT, TEXT, WHOLE, Kind, OutColumn, money_in
from ...exchange.formulas import Worked, WorkedBook, WorkedSheet
from ...rows import dataclass
from ..queries import GardenPage
from ..rules import KINDS, GardenRow, Mode

HEAD = 11
"""The row of the sheet with the titles; the clients stand below it."""

_TITLES = (
    "Client",
    "Revenue",
    "Labor",
    "Project",
    "Hardware",
    "Software",
    "Services",
    "Other",
    "Goods at cost",
    "Hours",
    "Paid hours",
    "Labor cost",
    "Profit",
    "Profit %",
    "Per hour",
    "Running",
    "Place",
)
_WIDTHS = (34, *(13,) * 15, 7)


@dataclass(frozen=True, slots=True)
class _Span:
    """The first and the last row of the clients, for sums over a column."""

    first: int
    last: int

    def of(self, column: str) -> str:
        """A column of all clients."""
        return f"${column}${self.first}:${column}${self.last}"


def garden_book(page: GardenPage, columns: Sequence[OutColumn[Any]]) -> WorkedBook:
    """The garden as a workbook; `columns` are those of the list for other kinds of file."""
    return WorkedBook(tuple(columns), (garden_sheet(page),))


def garden_sheet(page: GardenPage) -> WorkedSheet:
    """Terms above, clients below, the sum at the end; all that follows is a formula."""
    money = money_in(page.money)
    digits = page.money.digits
    span = _Span(HEAD + 1, HEAD + max(1, len(page.rows)))
    rows: list[list[Worked | None]] = _terms(page, money, digits, span)
    rows.append([Worked(title, strong=True) for title in _TITLES])
    for place, row in enumerate(page.rows, 1):
        rows.append(_client(row, HEAD + place, place, money, digits))
    if page.rows:
        rows.append(_sums(span, money, digits))
    return WorkedSheet("Client garden", rows, _WIDTHS, HEAD)


def _terms(page: GardenPage, money: Kind, digits: int, span: _Span) -> list[list[Worked | None]]:
    """What hours are counted by, and what letting the first so many go would do."""
    tens = 10 if page.terms.mode is Mode.SEED else 0

    def up_to(column: str) -> str:
        return f'SUMIF({span.of("Q")},"<="&$B$8,{span.of(column)})'

    paid = "IF($B$7>0,ROUND($F$3/$B$3/$B$7,0)*$B$7,ROUND($F$3/$B$3,2))"
    cost = f"IF($B$7>0,ROUND($F$4*$B$4,{digits}),ROUND($F$3/$B$3*$B$4,{digits}))"
    left: list[tuple[str, Worked]] = [
        ("Share of paid hours recorded for clients", Worked(page.terms.percent, PERCENT)),
        ("Cost of a paid hour", Worked(page.terms.per_hour, money)),
        ("Target margin", Worked(page.margin * 10_000, PERCENT)),
        ("Target of an hour", Worked(kind=money, formula=f"ROUND($B$4/$B$3/(1-$B$5),{digits})")),
        ("Paid hours of a sum to the nearest (0: exact)", Worked(tens, WHOLE)),
        ("Let the first so many go", Worked(0, WHOLE)),
    ]
    right: list[tuple[str, Worked]] = [
        ("Their hours recorded", Worked(kind=HOURS, formula=up_to("J"))),
        ("Paid hours that come free", Worked(kind=HOURS, formula=paid)),
        ("Their revenue", Worked(kind=money, formula=up_to("B"))),
        ("Their goods at cost", Worked(kind=money, formula=up_to("I"))),
        ("Their labor cost", Worked(kind=money, formula=cost)),
        ("Profit that is lost", Worked(kind=money, formula="$F$5-$F$6-$F$7", strong=True)),
    ]
    covers = f"{full_date(page.first)} to {full_date(page.last)}"
    rows: list[list[Worked | None]] = [
        [Worked(f"Client garden, {covers}", strong=True)],
        [Worked(" ".join(page.terms.assumed))] if page.terms.assumed else [None],
    ]
    for (words, cell), (beside, other) in zip(left, right, strict=True):
        rows.append([Worked(words), cell, None, Worked(beside), None, other])
    rows.append([None])
    rows.append([Worked("Place 1 is the least profit; nobody is marked by any of this.")])
    return rows


def _client(row: GardenRow, line: int, place: int, money: Kind, digits: int) -> list[Worked | None]:
    """A client's line: what was billed and recorded as values, everything else computed."""
    running = f"M{line}" if place == 1 else f"P{line - 1}+M{line}"
    return [
        Worked(row.client, TEXT),
        Worked(kind=money, formula=f"SUM(C{line}:H{line})"),
        *(Worked(getattr(row, kind), money) for kind in KINDS),
        Worked(row.cogs, money),
        # Exact, where a decimal of hours would be cut.
        Worked(kind=HOURS, formula=f"{row.recorded}/60"),
        Worked(kind=HOURS, formula=f"ROUND(J{line}/$B$3,2)"),
        Worked(kind=money, formula=f"ROUND(J{line}/$B$3*$B$4,{digits})"),
        Worked(kind=money, formula=f"B{line}-I{line}-L{line}"),
        Worked(kind=PERCENT, formula=f'IF(B{line}>0,ROUND(M{line}/B{line},6),"")'),
        Worked(kind=money, formula=f'IF(J{line}>0,ROUND((B{line}-I{line})/J{line},{digits}),"")'),
        Worked(kind=money, formula=running),
        Worked(place, WHOLE),
    ]


def _sums(span: _Span, money: Kind, digits: int) -> list[Worked | None]:
    """All clients together: hours are summed first, then turned into money once."""
    line = span.last + 1

    def total(column: str, kind: Kind) -> Worked:
        return Worked(kind=kind, formula=f"SUM({span.of(column)})", strong=True, above=True)

    paid = f"IF($B$7>0,ROUND(J{line}/$B$3/$B$7,0)*$B$7,ROUND(J{line}/$B$3,2))"
    cost = f"IF($B$7>0,ROUND(K{line}*$B$4,{digits}),ROUND(J{line}/$B$3*$B$4,{digits}))"
    made: list[tuple[Kind, str]] = [
        (HOURS, paid),
        (money, cost),
        (money, f"B{line}-I{line}-L{line}"),
        (PERCENT, f'IF(B{line}>0,ROUND(M{line}/B{line},6),"")'),
        (money, f'IF(J{line}>0,ROUND((B{line}-I{line})/J{line},{digits}),"")'),
    ]
    return [
        Worked("All of them", strong=True, above=True),
        *(total(column, money) for column in "BCDEFGHI"),
        total("J", HOURS),
        *(Worked(kind=kind, formula=words, strong=True, above=True) for kind, words in made),
    ]
