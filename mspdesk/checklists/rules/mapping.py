"""Which documented fact a line fills: `device.warranty_until` names a section and its field."""

from collections.abc import Mapping
from datetime import date

from ...documentation.rules import fields
from ...documentation.rules.fields import FactField
from ...documentation.rules.section import Section
from ...documentation.rules.sections import SECTIONS
from ...rows import dataclass
from .master import Kind, Line
from .run import State

CLIENT = "client"

_BY_KEY: Mapping[str, Section] = {one.key: one for one in SECTIONS}

OF_CLIENT: Mapping[str, FactField] = {
    one.name: one
    for one in (
        fields.count("people_count", "People", 80),
        fields.line("industry", "Industry", 120),
        fields.line("phone", "Phone", 120),
        fields.line("website", "Website", 120),
        fields.line("email_domain", "E-mail domain", 120),
        fields.line("billing_name", "Invoices go to", 120),
        fields.line("billing_email", "E-mail for invoices", 120),
        fields.line("tax_number", "Tax number", 120),
    )
}
"""What a line may fill of the client itself."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a line is written to; `section` is None for the client itself."""

    key: str
    title: str
    section: Section | None
    field: FactField


def target(maps: str) -> Target | None:
    """The section and field a line names; None where there is none of that name."""
    key, _, name = maps.partition(".")
    if key == CLIENT and name in OF_CLIENT:
        return Target(CLIENT, "Client", None, OF_CLIENT[name])
    section = _BY_KEY.get(key)
    if section is None or not section.has(name):
        return None
    return Target(key, section.title, section, section.field(name))


def words_of(kept: FactField, line: Line, state: str, value: str, note: str, on: date) -> str:
    """What was found as a cell of the documentation takes it; empty where nothing was.

    A line that asks for a mark alone fills a day or a yes by it, and words by its note.
    """
    if state not in (State.OK, State.ATTENTION):
        return ""
    if value.strip():
        return value.strip()
    if line.kind != Kind.CHECK:
        return ""
    if kept.kind in ("date", "flag"):
        marked = {"date": on.isoformat(), "flag": "yes"}[kept.kind]
        return marked if state == State.OK else ""
    return note.strip()
