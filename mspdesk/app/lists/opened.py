"""An opened list: whose it is, which column is which, and what it does not tell of itself."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from ...errors import UserError
from ...exchange import aliases, reading, values
from ...exchange.incoming import InTable
from ...exchange.values import DateOrder, DecimalStyle
from ...progress import Progress
from .said import NOT_READ, FieldSeen, Question, Said, Way
from .sources import Source, meant, source_of

_DATES = tuple(
    (
        "since_on until_on hired_on left_on opened_at closed_at completed_at due_at work_on"
        " started_at issued_on due_on received_on start_on end_on signed_on purchased_on"
        " warranty_until installed_on retired_on first_response_at"
    ).split()
)
_AMOUNTS = tuple(
    "rate amount subtotal tax total unit_price line_amount wage monthly_fee fee".split()
)
_ORDERS = {"day": DateOrder.DAY_FIRST, "month": DateOrder.MONTH_FIRST}
_STYLES = {"point": DecimalStyle.POINT, "comma": DecimalStyle.COMMA}
_CLIENTS = ("client", "client_source_id", "client_number")
SHOWN = 3
LARGEST = 250_000_000
"""Bytes of a list at most: it is planned as a whole, and so held in memory as a whole."""

NOT_KEPT = {
    "clients": ("number",),
    "contacts": (),
    "tickets": ("minutes", "impact", "urgency", "contact_source_id", "device_source_id"),
    "invoices": ("paid", "balance", "line_on", "tax_code"),
    "payments": ("account",),
}
"""Fields that are known and not kept: reckoned here, or of no use without the other books."""


class Opened:
    """A list, its source, and how its columns, dates and amounts are read."""

    def __init__(
        self, session: Session, progress: Progress, kind: str, path: Path, said: Said
    ) -> None:
        self.kind = kind
        self.said = said
        _must_fit(path)
        self.table: InTable = reading.open_table(
            path, progress, encoding=said.encoding, lenient=True
        )
        self.source = self._source(session)
        if self.source.encoding and not said.encoding and self.table.spellings():
            encoding = self.source.encoding
            self.table = reading.open_table(path, progress, encoding=encoding, lenient=True)
        self.mapping = aliases.match(self.table.headers, kind, self._chosen())
        dates, amounts = self._gathered(progress)
        self.order, self._dates = self._order(dates)
        self.style, self._amounts = self._style(amounts)
        self._tell_of_serials(dates)

    def _source(self, session: Session) -> Source:
        """The source of the file, with what the person said of it now.

        Raises UserError for a column that the file does not have.
        """
        headers = self.table.headers
        name, program = self.table.name, self.table.program()
        found = source_of(session, self.kind, headers, name, self.said.source, program)
        columns, owners = self.said.columns, self.said.owners
        for header in (columns or {}).values():
            if header not in ("", NOT_READ, *headers):
                known = ", ".join(headers)
                raise UserError(f"{name} has no column “{header}”. It has: {known}.", "columns")
        order = {way: key for key, way in _ORDERS.items()}
        client = self.said.client_id
        return Source(
            found.kind,
            found.name,
            tuple(headers),
            order[self.said.order] if self.said.order is not None else found.order,
            self.said.encoding or found.encoding,
            (found.client_id if client is None else client) or None,
            _merged(found.columns, columns),
            _merged(found.owners, owners),
            found.kept,
            self.said.decimals or found.decimals,
        )

    def _chosen(self) -> dict[str, str]:
        chosen = meant(self.source)
        return {field: "" if header == NOT_READ else header for field, header in chosen.items()}

    def _gathered(self, progress: Progress) -> tuple[Sequence[str], Sequence[str]]:
        """Every different date and every different amount of the file, read once through."""
        dates, amounts = self._places(_DATES), self._places(_AMOUNTS)
        days: dict[str, None] = {}
        sums: dict[str, None] = {}
        if dates or amounts:
            for _, cells in self.table.records(progress):
                days.update(dict.fromkeys(cells[place] for place in dates))
                sums.update(dict.fromkeys(cells[place] for place in amounts))
        return tuple(days), tuple(sums)

    def _places(self, fields: Sequence[str]) -> list[int]:
        """Where the columns of some fields stand."""
        found, headers = self.mapping.found, self.table.headers
        return [headers.index(found[field]) for field in fields if field in found]

    def _order(self, cells: Sequence[str]) -> tuple[DateOrder | None, list[str]]:
        """The order of the dates, and those that read two ways where it cannot be told."""
        seen = values.dates_seen(cells)
        if not seen.ask:
            return seen.order, []
        unclear = [cell for cell in cells if values.dates_seen([cell]).ask]
        return _ORDERS.get(self.source.order), unclear

    def _style(self, cells: Sequence[str]) -> tuple[DecimalStyle | None, list[str]]:
        """The sign before the cents, and the amounts that read two ways where it cannot be told."""
        seen = values.decimals_seen(cells)
        if not seen.example or not seen.ask:
            return seen.style, []
        unclear = [cell for cell in cells if values.decimals_seen([cell]).example]
        return _STYLES.get(self.source.decimals), unclear

    def _tell_of_serials(self, cells: Sequence[str]) -> None:
        """Say how a spreadsheet's bare numbers of days were read, by the first."""
        cell = next((cell for cell in cells if values.is_serial(cell)), None)
        day = values.read_date(cell) if cell is not None else None
        if day is not None:
            self.table.notices.append(
                f"{cell} is a spreadsheet's number of a day; it was read as"
                f" {day:%B} {day.day}, {day.year}."
            )

    @property
    def missing(self) -> tuple[str, ...]:
        """The titles of fields without which no row makes sense, and which are nowhere."""
        known = self.source.client_id is not None
        return tuple(one for one in self.mapping.missing if not (known and _is_client(one)))

    def require(self) -> None:
        """Raise UserError for what must be known before anything can come in."""
        missing = [one for one in self.missing if not _is_client(one)]
        if missing:
            named = " and ".join(missing)
            raise UserError(
                f"The file has no column for {named}. Name one so in its first line.", "columns"
            )
        for question in self.questions():
            if not question.answer:
                raise UserError(question.words, question.about)

    def questions(self) -> tuple[Question, ...]:
        """What the file does not tell, with what was said of it.

        Its encoding, the order of its dates, the sign before the cents, whose its rows are.
        """
        asked = []
        ways = self.table.spellings()
        if ways:
            words = "The letters of this file can be read in more than one way. Which is right?"
            seen = tuple(Way(one.encoding, one.words, one.samples) for one in ways)
            asked.append(Question("encoding", words, seen, self.source.encoding))
        if self._dates:
            words = f"Is {self._dates[0]} written month first or day first?"
            seen = tuple(
                Way(key, title, tuple(_as_read(cell, key) for cell in self._dates[:SHOWN]))
                for key, title in (("month", "Month first"), ("day", "Day first"))
            )
            asked.append(Question("order", words, seen, self.source.order))
        if self._amounts:
            words = f"Which sign stands before the cents in {self._amounts[0].strip()}?"
            seen = tuple(
                Way(key, title, tuple(_as_amount(cell, key) for cell in self._amounts[:SHOWN]))
                for key, title in (("point", "The point"), ("comma", "The comma"))
            )
            asked.append(Question("decimals", words, seen, self.source.decimals))
        if any(map(_is_client, self.missing)):
            words = "No column is known to name the client. Whose are these rows?"
            asked.append(Question("client", words))
        return tuple(asked)

    @property
    def has_client(self) -> bool:
        """Whether rows of this kind are of a client."""
        return any(one.name == "client" for one in aliases.fields(self.kind))

    def fields(self) -> tuple[FieldSeen, ...]:
        """Every field of the kind: where it stands and who owns it."""
        kept = dict(self.source.columns)
        return tuple(
            FieldSeen(
                one.name,
                one.title,
                self.mapping.found.get(one.name, ""),
                self.source.owner(one.name),
                one.required,
                kept.get(one.name, ""),
            )
            for one in aliases.fields(self.kind)
            if one.name not in NOT_KEPT.get(self.kind, ())
        )

    def unread(self) -> tuple[str, ...]:
        """The headers of which nothing is kept."""
        idle = NOT_KEPT.get(self.kind, ())
        found = self.mapping.found.items()
        # Client numbers and the like find a row and are not kept; that is reading.
        left = {header for field, header in found if field in idle and field != "number"}
        return tuple(h for h in self.table.headers if h in left or h in self.mapping.unknown)


def _must_fit(path: Path) -> None:
    """Refuse a list that would fill this computer; raises UserError."""
    if path.is_file() and path.stat().st_size > LARGEST:
        raise UserError(
            f"{path.name} is larger than {LARGEST // 1_000_000} MB. Split it into several files;"
            " what is here already is not added again."
        )


def _merged(
    kept: tuple[tuple[str, str], ...], said: Mapping[str, str] | None
) -> tuple[tuple[str, str], ...]:
    """What was kept with what was said now; "" takes a word back."""
    merged = dict(kept) | dict(said or {})
    return tuple((field, word) for field, word in merged.items() if word)


def _is_client(title: str) -> bool:
    return title.startswith("Client or ")


def _as_read(cell: str, order: str) -> str:
    """A date and how it reads in an order."""
    day = values.read_moment(cell, _ORDERS[order])
    return f"{cell} is {day:%B} {day.day}, {day.year}" if day is not None else cell


def _as_amount(cell: str, style: str) -> str:
    """An amount and how it reads with a sign before the cents."""
    whole = "".join(sign for sign in cell if sign.isdecimal())
    grouped = ("," in cell) == (style == "point")
    return f"{cell.strip()} is {whole if grouped else f'{whole[:-3]}.{whole[-3:]}'}"
