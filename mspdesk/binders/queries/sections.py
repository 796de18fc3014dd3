"""Sections of a client's documentation as tables of a binder."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...database.reading import once
from ...dates import full_date
from ...documentation.models.copies import SectionMark
from ...documentation.queries.facts import FactRow
from ...documentation.queries.facts import facts as facts_of
from ..rules.content import Col, Table

ALL = 100_000
"""As many rows as a section may have and be printed whole."""

Shown = Sequence[tuple[Col, str]]
"""Columns, each with the field it shows; two fields with a blank or a comma between are joined."""


@once
def facts(session: Session, client_id: int, key: str) -> list[FactRow]:
    """All of a client's rows of a section; several leaves ask for the same."""
    return facts_of(session, client_id, key, limit=ALL)


def cell(row: FactRow, spec: str) -> str:
    """What a row says in a field, or in several put together."""
    between = ", " if "," in spec else " "
    parts = [row.words.get(name, "") for name in spec.replace(",", " ").split()]
    return between.join(part for part in parts if part)


def table(
    session: Session,
    client_id: int,
    key: str,
    head: str,
    shown: Shown,
    *,
    chapter: str = "",
    only: Callable[[FactRow], Any] | None = None,
    beside: str = "",
    blank: int = 4,
) -> Table:
    """One section as a table; `only` narrows its rows, `chapter` says where "none" was said."""
    rows = [row for row in facts(session, client_id, key) if only is None or only(row)]
    return Table(
        head,
        tuple(column for column, _spec in shown),
        tuple(tuple(cell(row, spec) for _column, spec in shown) for row in rows),
        beside,
        blank,
        "" if rows else said_none(session, client_id, chapter),
    )


def said_none(session: Session, client_id: int, chapter: str) -> str:
    """That somebody said there are none of these, and when; empty where nobody did."""
    if not chapter:
        return ""
    mark = session.execute(
        select(SectionMark.words, SectionMark.checked_on).where(
            SectionMark.client_id == client_id, SectionMark.section == chapter, SectionMark.none
        )
    ).first()
    if mark is None:
        return ""
    checked = f" (checked {full_date(mark.checked_on)})" if mark.checked_on else ""
    return f"There are none{checked}. {mark.words}".strip()
