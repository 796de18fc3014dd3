"""Lists of agreements: what was promised elsewhere, kept as it was."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...agreements.models import Agreement
from ...agreements.rules import KINDS, OVER, STATES, State
from ...errors import UserError
from ...exchange import values
from ...money import plain
from ...shop.actions import next_number
from .reading import Reading
from .settle import settle
from .shape import Act, Plain, Planned, by_word, mark, one_of

Cells = Mapping[str, str]

AGREEMENTS = (
    Plain("title", "text"),
    Plain("plan", "text"),
    Plain("start_on", "date"),
    Plain("end_on", "date"),
    Plain("signed_on", "date"),
    Plain("monthly_fee", "money"),
    Plain("included_minutes", "minutes"),
    Plain("included_hours", "hours", "included_minutes"),
    Plain("rate", "money"),
    Plain("factor", "quantity"),
    Plain("auto_renew", "flag"),
    Plain("term_months", "whole"),
    Plain("notice_days", "whole"),
    Plain("notes", "words"),
)
MAY_CHANGE = ("title", "plan", "notes", "monthly_fee")
"""What a list may change of an agreement that is here; the rest was agreed, and has its verbs."""

_KINDS = by_word(KINDS) | {"break fix": "hourly", "block hours": "block", "retainer": "block"}
_KINDS |= {"recurring": "managed", "fixed": "managed", "fixed fee": "managed", "flat": "managed"}
_STATES = by_word(STATES) | {"signed": "active", "current": "active", "cancelled": "terminated"}
_STATES |= {"canceled": "terminated", "inactive": "terminated", "ended": "terminated"}
_MONTHS = {"month": 1, "monthly": 1, "quarter": 3, "quarterly": 3, "year": 12, "yearly": 12}
_MONTHS |= {"annual": 12, "annually": 12, "every month": 1, "every year": 12, "every 3 months": 3}
_MONTHS |= {f"{count} months": count for count in (1, 2, 3, 4, 6, 12, 24, 36)}
_MONTHS |= {"half yearly": 6, "semiannual": 6, "semi annual": 6, "every 6 months": 6}
_WEEKS = {"week": 1, "weekly": 1, "every week": 1, "2 weeks": 2, "biweekly": 2, "fortnightly": 2}
_WEEKS |= {"bi weekly": 2, "every 2 weeks": 2, "every two weeks": 2, "4 weeks": 4}


def plan_agreement(reading: Reading, cells: Cells) -> Planned:
    """Find the agreement by its number there, and what would change; a new one gets ours."""
    client = reading.client(cells)
    reading.is_usual_money(cells)
    wanted = reading.plain(AGREEMENTS, cells) | _words(cells)
    _fee(reading, cells, wanted)
    outside = cells.get("source_id", "") or cells.get("number", "")
    title = wanted.get("title", "") or cells.get("number", "") or cells.get("client", "")
    start = wanted.get("start_on")
    if start is None:
        raise UserError("It does not say when it starts.", "start_on")
    key = reading.key(outside, client, start.isoformat(), title)
    found = reading.linked("agreements", key) or _agreement(reading, client, cells, wanted)
    reading.once(("agreement", found or (client, outside or (title.lower(), start))))
    if found is not None:
        kept = {name: wanted[name] for name in MAY_CHANGE if name in wanted}
        return settle(reading, Agreement, found, title, kept, AGREEMENTS).known_by(key)
    if wanted["state"] in OVER:
        ended = wanted.get("end_on") or start
        wanted["ended_on"] = ended
    write = partial(_write, wanted | {"client_id": client}, outside)
    return Planned(reading.line, Act.ADD, title, write=write, key=key)


def _words(cells: Cells) -> dict[str, Any]:
    """What of an agreement comes from a fixed list of words, and its fee a month."""
    found: dict[str, Any] = {"state": str(State.ACTIVE)}
    if cell := cells.get("kind", ""):
        found["kind"] = one_of(cell, _KINDS, "kind")
    if cell := cells.get("state", ""):
        found["state"] = one_of(cell, _STATES, "state")
    if cell := cells.get("frequency", ""):
        known = " ".join(cell.lower().replace("-", " ").split())
        if known in _WEEKS:
            found |= {"every": _WEEKS[known], "every_unit": "week"}
        elif known in _MONTHS:
            found["every"] = _MONTHS[known]
        else:
            raise UserError(f"“{cell}” is not week, month, quarter or year.", "frequency")
    terms = values.read_terms(cells.get("terms_days", ""), "terms_days")
    if terms is not None:
        found["terms_days"] = terms
    return found


def _fee(reading: Reading, cells: Cells, wanted: dict[str, Any]) -> None:
    """What a period costs, as prices are kept: a month, of weeks the period itself.

    Raises UserError for a fee that is no whole amount a month.
    """
    fee = reading.value("money", cells.get("fee", ""), "fee")
    if fee is None:
        return
    months = 1 if wanted.get("every_unit") == "week" else wanted.get("every", 1)
    a_month, odd = divmod(fee, months)
    if odd:
        less, more = (plain(n * months, reading.currency) for n in (a_month, a_month + 1))
        raise UserError(
            f"Prices are kept for a month, and {plain(fee, reading.currency)} for {months} months"
            f" is no whole amount. Write {less} or {more} in the file.",
            "fee",
        )
    wanted["monthly_fee"] = a_month


def _agreement(
    reading: Reading, client: int, cells: Cells, wanted: Mapping[str, Any]
) -> int | None:
    """An agreement of a client: by the number of ours or theirs, by its start and title."""
    here = select(Agreement.id).where(Agreement.client_id == client).order_by(Agreement.id).limit(1)
    number, outside = cells.get("number", ""), cells.get("source_id", "")
    by_id = [Agreement.source_id == one for one in (outside, number) if one]
    hits = [*by_id[: bool(outside)], Agreement.number == number] if number else []
    hits += by_id[bool(outside) :] if number else by_id
    if not hits:
        same = Agreement.start_on == wanted["start_on"]
        hits.append(same & (Agreement.title == wanted.get("title", "")))
    for hit in hits:
        found = reading.session.scalar(here.where(hit))
        strange = any(hit is one for one in by_id) and found in reading.from_elsewhere("agreements")
        if found is not None and not strange:
            return found
    return None


def _write(wanted: dict[str, Any], outside: str, session: Session) -> int:
    agreement = Agreement(number=next_number(session, "agreement"), **wanted)
    mark(session, agreement, outside)
    session.add(agreement)
    session.flush()
    return agreement.id
