"""Taking contact cards apart; runs in a process of its own that may use little of anything.

Of each card comes one row under the titles of our own list of contacts. What has no column there
(a second fax, a birthday, a field of some program) goes to the notes under its name, so that
nothing is lost; pictures, sounds and keys are counted and left.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import field
from pathlib import Path
from typing import Any

from ..rows import dataclass
from .text import clean
from .vcard_lines import Lines, Said

HEADERS = (
    "Client",
    "Name",
    "First name",
    "Middle name",
    "Last name",
    "Job title",
    "Department",
    "Role",
    "E-mail",
    "Second e-mail",
    "Phone",
    "Mobile",
    "Address",
    "City",
    "State",
    "Postal code",
    "Country",
    "Notes",
    "Outside id",
)
"""The columns a card is told in; our own titles, so that they need no mapping."""

SENT = 200
MOST_SAID = 1_000
MOST_WORDS = 20_000

_SEEN_NOT_KEPT = {"PHOTO": "picture", "LOGO": "picture", "SOUND": "sound", "KEY": "key"}
_SEEN_NOT_KEPT["X-MS-CARDPICTURE"] = "picture"
_QUIET = frozenset(
    (
        "VERSION PRODID REV PROFILE SOURCE NAME MAILER CLASS KIND XML CLIENTPIDMAP SORT-STRING"
        " GENDER LANG TZ GEO FBURL CALURI CALADRURI MEMBER LABEL BEGIN END AGENT X-ABLABEL X-ABADR"
        " X-ABUID X-ABSHOWAS X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME X-PHONETIC-MIDDLE-NAME"
        " X-ABCROPRECTANGLE X-IMAGEHASH X-IMAGETYPE X-EVOLUTION-FILE-AS X-CLASS"
        " X-MS-OL-DESIGN X-MS-OL-DEFAULT-POSTAL-ADDRESS"
    ).split()
)
"""Fields about the card itself, not about the person."""
_NOTED = {
    "URL": "Web",
    "BDAY": "Birthday",
    "ANNIVERSARY": "Anniversary",
    "NICKNAME": "Called",
    "IMPP": "Messages",
    "CATEGORIES": "Groups",
    "RELATED": "Related",
    "DEATHDATE": "Died",
}
_MOBILE = {"CELL", "MOBILE", "IPHONE"}
_NO_VOICE = {"FAX", "PAGER", "MODEM", "BBS", "VIDEO"}
_PLAIN = {"VOICE", "PREF", "INTERNET", "MSG", "TEXT", "X-INTERNET"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(slots=True)
class Card:
    """A card being read: the line it begins on, and its fields as text."""

    line: int
    fields: list[tuple[Said, str]] = field(default_factory=list)

    def first(self, name: str) -> str:
        """The first value of a field, plain."""
        return next((plain(text) for said, text in self.fields if said.name == name), "")

    def all(self, name: str) -> list[tuple[Said, str]]:
        """Every value of a field, the preferred first."""
        found = [(said, text) for said, text in self.fields if said.name == name and text.strip()]
        return sorted(found, key=lambda one: "PREF" not in one[0].types)

    def label(self, said: Said) -> str:
        """What a field is called: by its group's label, else by its types."""
        for other, text in self.fields if said.group else ():
            if other.name == "X-ABLABEL" and other.group == said.group:
                return plain(text).removeprefix("_$!<").removesuffix(">!$_").capitalize()
        types = sorted(said.types - _PLAIN)
        return " ".join(types).lower().capitalize()


def serve(asked: dict[str, Any], _raw: bytes) -> Iterator[tuple[str, Any]]:
    """Read the cards of a question."""
    path = Path(asked["path"])
    if path.stat().st_size > asked["size"]:
        megabytes = asked["size"] // 1_000_000
        yield "refused", f"{path.name} is larger than {megabytes} MB. Export fewer cards at once."
        return
    yield from gather(path.read_bytes())


def gather(raw: bytes) -> Iterator[tuple[str, Any]]:
    """The rows of a file's cards in chunks, then what is said of it: notices and wrong lines."""
    lines = Lines([], [])
    told = _Told(lines)
    rows: list[tuple[int, list[str]]] = []
    for card in told.cards(raw):
        row = told.row(card)
        if row is not None:
            rows.append((card.line, row))
        if len(rows) == SENT:
            yield "rows", rows
            rows = []
    yield "rows", rows
    yield (
        "done",
        {
            "wrong": sorted(lines.wrong)[:MOST_SAID],
            "remarks": told.remarks[:MOST_SAID],
            "notices": told.notices(),
        },
    )


class _Told:
    """Turns the fields of a file into cards and their rows."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._left: dict[str, int] = {}
        self.remarks: list[tuple[int, str]] = []

    def cards(self, raw: bytes) -> Iterator[Card]:
        """Every card of a file, also one without an end.

        A card within another is not read, unless the outer one never ends: then each is its own.
        """
        open_: list[Card] = []
        inner: Card | None = None
        for said in self._lines.fields(raw):
            text = "" if said.name in _SEEN_NOT_KEPT else self._lines.text(said)
            edge = said.name if text.strip().upper() == "VCARD" else ""
            if edge == "BEGIN":
                if not (len(open_) == 1 and inner is None and _awaits_inner(open_[0])):
                    yield from self._unended(open_, inner, said.line - 1)
                    open_, inner = [], None
                open_.append(Card(said.line))
            elif not open_:
                self._wrong(said.line, "It stands outside of any card.")
            elif edge != "END":
                open_[-1].fields.append((said, text))
            elif len(open_) > 1:
                inner = open_.pop()
            else:
                if inner is not None:
                    self._wrong(inner.line, "A card within a card is not read.")
                yield open_.pop()
                inner = None
        yield from self._unended(open_, inner, 0)

    def _unended(self, open_: list[Card], inner: Card | None, last: int) -> Iterator[Card]:
        """The cards that were not ended before another began, or the file ended."""
        for card in open_:
            self._open_end(card, last)
            yield card
        if inner is not None:
            yield inner

    def _open_end(self, card: Card, last: int) -> None:
        until = f"line {last}" if last else "the end of the file"
        words = f"The card has no end. It was read up to {until}; look it over."
        self.remarks.append((card.line, words))

    def _wrong(self, line: int, why: str) -> None:
        self._lines.wrong.append((line, why))

    def notices(self) -> list[str]:
        """What a person should know about the whole file."""
        said = [
            f"{count:,} {what}{'s' if count != 1 else ''} on cards {'are' if count != 1 else 'is'}"
            " not kept."
            for what, count in self._left.items()
        ]
        if self._lines.western:
            first = min(self._lines.western)
            said.append(
                f"From line {first} on, text that is not UTF-8 was read as Western European. "
                "Look whether names with accents are right."
            )
        if len(self._lines.wrong) > MOST_SAID:
            said.append(f"{len(self._lines.wrong):,} lines could not be read.")
        return said

    def row(self, card: Card) -> list[str] | None:
        """The cells of a card; None for a group of people or a card that names nobody."""
        kind = card.first("KIND").lower() or card.first("X-ADDRESSBOOKSERVER-KIND").lower()
        if kind == "group":
            self._wrong(card.line, "This card is a group, not a person.")
            return None
        for said, _ in card.fields:
            if what := _SEEN_NOT_KEPT.get(said.name):
                self._left[what] = self._left.get(what, 0) + 1
        cells = dict.fromkeys(HEADERS, "")
        notes = [plain(text).strip() for _, text in card.all("NOTE")]
        _name(card, cells)
        _work(card, cells)
        notes += _numbers(card, cells) + _mails(card, cells) + _places(card, cells) + _rest(card)
        cells["Notes"] = "\n".join(note for note in notes if note)[:MOST_WORDS]
        if not any(cells[title] for title in ("Name", "First name", "Last name", "E-mail")):
            self._wrong(card.line, "This card names nobody, and has no e-mail address.")
            return None
        return [clean(cells[title]).strip() for title in HEADERS]


def _awaits_inner(card: Card) -> bool:
    """Whether the last field was AGENT of version 2.1, which holds a whole card."""
    said, text = card.fields[-1] if card.fields else (None, "")
    return said is not None and said.name == "AGENT" and not text.strip()


def plain(text: str) -> str:
    """A value without the backslashes of the format: one before n is a new line."""
    text = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parts(text: str, sign: str = ";") -> list[str]:
    """The parts of a value, cut where the sign has no backslash before it, each plain."""
    cut = re.split(rf"(?<!\\){sign}", text)
    return [" ".join(plain(one).split(" ")).strip() for one in cut]


def _name(card: Card, cells: dict[str, str]) -> None:
    """First, middle and last name; from FN where N says nothing."""
    written = next(iter(card.all("N")), None)
    last, first, middle, _, after, *_ = [
        *(parts(written[1]) if written else []),
        *[""] * 5,
    ]
    shown = " ".join(card.first("FN").split())
    if not (first or last):
        company = next(iter(parts(card.first("ORG"))), "")
        cells["Name"] = shown or " ".join((card.first("NICKNAME") or company).split())
        return
    if first and not last and " " in first:
        # Phones that know one field for the whole name put it here.
        first, _, last = first.rpartition(" ")
    cells["First name"], cells["Middle name"] = _one(first), _one(middle)
    cells["Last name"] = f"{_one(last)} {_one(after)}".strip()


def _one(text: str) -> str:
    return " ".join(text.replace(",", " ").split())


def _work(card: Card, cells: dict[str, str]) -> None:
    company, *units = [*parts(next(iter([t for _, t in card.all("ORG")]), "")), ""]
    cells["Client"] = " ".join(company.split())
    cells["Department"] = ", ".join(" ".join(unit.split()) for unit in units if unit)
    for title, name in (("Job title", "TITLE"), ("Role", "ROLE"), ("Outside id", "UID")):
        cells[title] = " ".join(card.first(name).split())
    cells["Outside id"] = cells["Outside id"].removeprefix("urn:uuid:")


def _numbers(card: Card, cells: dict[str, str]) -> list[str]:
    """Put the best phone and the first mobile in their columns; answers the others as notes."""
    left = []
    numbers = [(said, _number(text)) for said, text in card.all("TEL")]
    numbers = [(said, number) for said, number in numbers if number]
    wanted: tuple[tuple[str, Callable[[set[str]], bool]], ...] = (
        ("Mobile", lambda types: bool(types & _MOBILE) and not types & _NO_VOICE),
        ("Phone", lambda types: "WORK" in types and not types & (_NO_VOICE | _MOBILE)),
        ("Phone", lambda types: not types & (_NO_VOICE | _MOBILE)),
    )
    for title, fits in wanted:
        found = next((one for one in numbers if fits(one[0].types)), None)
        if found and not cells[title]:
            cells[title] = found[1]
            numbers.remove(found)
    for said, number in numbers:
        left.append(f"{card.label(said) or 'Other'} phone: {number}")
    return left


def _number(text: str) -> str:
    """A phone number, also one written as an address of the net (version 4.0)."""
    number = plain(text).strip()
    if number.lower().startswith("tel:"):
        number, _, rest = number[4:].partition(";")
        extension = re.search(r"ext=([0-9]+)", rest)
        number += f" ext {extension[1]}" if extension else ""
    return " ".join(number.split())


def _mails(card: Card, cells: dict[str, str]) -> list[str]:
    found = [(said, "".join(plain(text).split())) for said, text in card.all("EMAIL")]
    mails = [(said, re.sub("^mailto:", "", mail, flags=re.IGNORECASE)) for said, mail in found]
    for title, (_, mail) in zip(("E-mail", "Second e-mail"), mails, strict=False):
        cells[title] = mail
    return [f"{card.label(said) or 'Other'} e-mail: {mail}" for said, mail in mails[2:]]


def _places(card: Card, cells: dict[str, str]) -> list[str]:
    """Put the address of work in its columns, else the first; answers the others as notes."""
    found = [one for one in card.all("ADR") if any(parts(one[1]))]
    found.sort(key=lambda one: "WORK" not in one[0].types)
    written = [[*parts(text), *[""] * 7][:7] for _, text in found]
    if not written:
        cells["Address"] = card.first("LABEL").strip()
        return []
    box, extra, street, *rest = written[0]
    cells["Address"] = "\n".join(one for one in (street, extra, box) if one)
    for title, part in zip(("City", "State", "Postal code", "Country"), rest, strict=True):
        cells[title] = " ".join(part.split())
    return [
        f"{card.label(said) or 'Other'} address: {', '.join(one for one in parts_of if one)}"
        for (said, _), parts_of in zip(found[1:], written[1:], strict=True)
    ]


def _rest(card: Card) -> list[str]:
    """Everything else that was said of the person, each under its name."""
    kept = {"N", "FN", "ORG", "TITLE", "ROLE", "UID", "TEL", "EMAIL", "ADR", "NOTE"}
    said_of = []
    for said, text in card.fields:
        words = " ".join(plain(text).split()).strip("; ")
        if said.name in kept or said.name in _QUIET or said.name in _SEEN_NOT_KEPT or not words:
            continue
        name = _NOTED.get(said.name) or said.name.removeprefix("X-").replace("-", " ").capitalize()
        said_of.append(f"{card.label(said) or name}: {words}"[:500])
    return said_of
