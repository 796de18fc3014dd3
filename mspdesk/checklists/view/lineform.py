"""The fields of a line, of a heading and of the checklist itself, kept as they are typed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit

from ...documentation.rules.sections import SECTIONS
from ...errors import UserError
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    Found,
    LookupEntry,
    NoteEntry,
    NumberEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ..rules.compare import FIELD_WORDS
from ..rules.mapping import OF_CLIENT
from ..rules.master import (
    DEPARTMENTS,
    DOER_WORDS,
    KIND_WORDS,
    REPEATS,
    SEVERITIES,
    TARGETS,
    Kind,
    Line,
    Master,
)
from ..rules.master_text import plain_number, thousandths

IDLE_MS = 2_000
"""How long the keyboard rests before what was typed is kept in the books."""

_NUMBER = "Write a number such as 20 or 2.5."
_OF_KIND = {"unit": Kind.NUMBER, "low": Kind.NUMBER, "high": Kind.NUMBER, "choices": Kind.CHOICE}
_LINE = frozenset(one.name for one in fields_of(Line))
_MONTH = ("month.single", "Month: the monthly single")


def line_fields(*, wide: bool = False) -> list[Field | Heading]:
    """All that is said about a line, but whether it is crossed off; for a form of two columns.

    Where that is `wide`, what is ticked stands side by side.
    """
    says, tick = FIELD_WORDS, 1 if wide else 2
    return [
        Field(
            "text", says["text"], NoteEntry("Read the logs since the last visit", lines=2), span=2
        ),
        Field("expect", says["expect"], NoteEntry("No red line in either log.", lines=2), span=2),
        Field(
            "otherwise", says["otherwise"], NoteEntry("Open a ticket and name it.", lines=2), span=2
        ),
        Field("kind", says["kind"], ChoiceEntry(list(KIND_WORDS.items())), span=2),
        Field("unit", says["unit"], TextEntry("%"), span=2),
        Field("low", says["low"], TextEntry("20"), check=_number),
        Field("high", says["high"], TextEntry("99.5"), check=_number),
        Field("choices", says["choices"], NoteEntry("One answer a line", lines=3), span=2),
        Field("doer", says["doer"], ChoiceEntry(list(DOER_WORDS.items()))),
        Field("minutes", says["minutes"], NumberEntry(0, 6_000, "min")),
        Field("mandatory", says["mandatory"], CheckEntry(says["mandatory"]), span=tick),
        Field(
            "evidence", says["evidence"], CheckEntry("Needs words or a picture as evidence"), span=2
        ),
        Field("blocks", says["blocks"], CheckEntry(says["blocks"]), span=tick),
        Field("short", says["short"], CheckEntry("Is in the short variant, too"), span=tick),
        Heading("More"),
        Field("maps", says["maps"], LookupEntry(find_target, "A documented fact"), span=2),
        Field("repeat", says["repeat"], ChoiceEntry([("", "One step"), *REPEATS.items()]), span=2),
        Field(
            "severity",
            "A problem here usually weighs",
            ChoiceEntry([(0, "Not said"), *SEVERITIES.items()]),
            span=2,
        ),
    ]


def _number(value: Any) -> str | None:
    return None if thousandths(str(value)) is not None else _NUMBER


def targets() -> list[tuple[str, str]]:
    """Every documented fact a line may fill, by its name in the text."""
    found = [(f"client.{name}", f"Client: {kept.label}") for name, kept in OF_CLIENT.items()]
    for section in SECTIONS:
        found += [
            (f"{section.key}.{kept.name}", f"{section.title}: {kept.label}")
            for kept in section.fields
        ]
    return [*found, _MONTH]


def find_target(typed: str) -> list[Found]:
    """The facts that answer to what was typed."""
    words = typed.casefold().split()
    return [
        Found(value, text)
        for value, text in targets()
        if all(word in text.casefold() for word in words)
    ][:12]


def line_values(line: Line) -> dict[str, Any]:
    """A line as its form shows it."""
    named = dict(targets())
    found: dict[str, Any] = {
        one.name: getattr(line, one.name) for one in fields_of(Line) if one.name != "about"
    }
    found["choices"] = "\n".join(line.choices)
    for name in ("low", "high"):
        bound = getattr(line, name)
        found[name] = "" if bound is None else str(plain_number(bound))
    found["maps"] = Found(line.maps, named.get(line.maps, line.maps)) if line.maps else None
    found["minutes"] = line.minutes or None
    return found


def line_read(line: Line, form: Form) -> Line:
    """A line as its form says it now; a field that cannot be read says what it said before."""
    found = {name: value for name, value in _read(form).items() if name in _LINE}
    for name in ("kind", "doer"):
        found[name] = found.get(name) or getattr(line, name)
    kind = found["kind"]
    for name in ("low", "high"):
        if name in found:
            bound = thousandths(found[name]) if found[name] else None
            found[name] = bound if bound is not None or not found[name] else getattr(line, name)
    if "choices" in found:
        said = [" ".join(one.split()) for one in str(found["choices"]).splitlines()]
        found["choices"] = tuple(dict.fromkeys(one for one in said if one))
    for name, wanted in _OF_KIND.items():
        if kind != wanted:
            found[name] = getattr(Line(key="", text=""), name)
    return replace(line, **found)


def _read(form: Form) -> dict[str, Any]:
    """The values that can be read, lines of words with single spaces."""
    found: dict[str, Any] = {}
    for name in form.names():
        try:
            value = form.entry(name).value()
        except UserError:
            continue
        if name == "choices":
            found[name] = value or ""
        elif value is None:
            found[name] = 0 if name in ("minutes", "severity") else ""
        else:
            found[name] = " ".join(value.split()) if isinstance(value, str) else value
    return found


def show_for_kind(form: Form) -> None:
    """Show the fields that belong to the kind of answer that is chosen."""
    kind = form.entry("kind").value()
    form.show_only([name for name in form.names() if _OF_KIND.get(name, kind) == kind])


def head_fields(roles: Sequence[tuple[str, str]]) -> list[Field | Heading]:
    """All that is said about the checklist itself; `roles` are the hats by code."""
    says = FIELD_WORDS
    return [
        Field("title", says["title"], TextEntry("Monthly maintenance")),
        Field("purpose", says["purpose"], NoteEntry("One sentence: what it is for.", lines=2)),
        Field("department", says["department"], ChoiceEntry(list(DEPARTMENTS.items()))),
        Field("target", says["target"], ChoiceEntry(list(TARGETS.items()))),
        Field("role", says["role"], ChoiceEntry([("", "Nobody named"), *roles])),
        Field("record", says["record"], TextEntry("On the ticket")),
        Field("copies", says["copies"], TextEntry("In the binder at the client")),
        Field(
            "process", says["process"], TextEntry("monthly-maintenance"), "The code of a procedure."
        ),
        Field("verify", says["verify"], CheckEntry("A second person verifies the result")),
        Field("log", says["log"], CheckEntry("A TSR log is kept beside it")),
        Field("not_seen", says["not_seen"], CheckEntry("Steps may be marked as not seen")),
        Field("severity", says["severity"], CheckEntry("Asks how much a problem weighs")),
    ]


def section_fields() -> list[Field | Heading]:
    """What is said about a section."""
    help_text = "Its steps move with it. Removing it leaves its steps to the section above."
    ours = CheckEntry("Not in a client's report")
    return [
        Field("section", "Heading", TextEntry("Server"), help_text),
        Field("ours", FIELD_WORDS["ours"], ours),
    ]


def head_values(master: Master) -> dict[str, Any]:
    """The checklist itself as its form shows it."""
    return {
        one.name: getattr(master, one.name)
        for one in fields_of(Master)
        if one.name not in ("code", "sections")
    }


def head_read(master: Master, form: Form) -> Master:
    """The checklist as its form says it now."""
    found = _read(form)
    for name in ("department", "target"):
        found[name] = found.get(name) or getattr(master, name)
    return replace(master, **found)


class Keeper:
    """Tells when something typed in a form is to be kept: on leaving a field, or at rest."""

    def __init__(self, form: Form, keep: Callable[[], object]) -> None:
        self._form, self._keep, self._filling = form, keep, False
        self._timer = QTimer(form)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(keep)
        for name in form.names():
            entry = form.entry(name)
            entry.changed.connect(self._changed)
            entry.left.connect(self.now)
            if isinstance(entry, ChoiceEntry | CheckEntry):
                entry.changed.connect(self.now)
            if isinstance(entry, LookupEntry):
                entry.picked.connect(lambda _found: self.now())

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show values in the form; nobody typed them, so there is nothing to keep."""
        self._filling = True
        self._form.set_values(values)
        for sheet in self._form.findChildren(QPlainTextEdit):
            sheet.verticalScrollBar().setValue(0)
        self._filling = False
        self.stop()

    def _changed(self) -> None:
        if not self._filling:
            self._timer.start()

    def now(self) -> None:
        """Keep what was typed, if anything was since."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def stop(self) -> None:
        """Forget that something was typed; it was kept or thrown away."""
        self._timer.stop()


def wrong_fields(form: Form, wrong: Iterable[tuple[str, str]]) -> None:
    """Say what is lacking beside the fields it names, and nothing beside the others."""
    said: Mapping[str, str] = dict(wrong)
    for name in form.names():
        form.box(name).say(said.get(name, "") or form.box(name).wrong())
