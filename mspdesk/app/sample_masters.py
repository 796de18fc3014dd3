"""What clients of the made-up shop have different in its checklists, and a text being written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from .. import dates
from ..checklists.actions import differences, masters
from ..checklists.queries.masters import body_by_code
from ..checklists.rules import arrange
from ..checklists.rules.master import Kind, Line
from ..checklists.rules.master_text import write
from ..database.action import action
from ..database.store import Store

MAINTENANCE, VISIT = "monthly-maintenance", "first-visit"

OWN = (
    ("Northfold Printing", "offline-copy", "Ask the owner for the disk from the bank box"),
    (
        "Alder Street Dental",
        "contact-told",
        "Call the front desk before eight, ask what is annoying",
    ),
)
"""Client, line of the maintenance, what it says there instead."""

OUT = (
    ("Alder Street Dental", "virtual-host", "One server, no virtual machines"),
    ("Hollis Orchards", "wifi", "Their own man looks after the mast"),
)
"""Client, line that is left out there, why."""

MORE = Line(
    key="",
    text="Read the temperature of the press room switch",
    kind=Kind.NUMBER,
    unit="°C",
    high=45_000,
    expect="Below 45 degrees with the presses running.",
    otherwise="Clean its filter and read it again after an hour.",
    minutes=5,
)


def change_masters(
    store: Store, people: Mapping[str, int], clients: Mapping[str, int], now: datetime
) -> None:
    """Let three clients differ, and leave a checklist half rewritten by Marcus."""
    before = store.person_id
    with dates.frozen(now):
        store.do(_differ, clients)
        store.person_id = people["Marcus Oduya"]
        store.do(_rewrite)
    store.person_id = before


@action("Let clients differ")
def _differ(session: Session, clients: Mapping[str, int]) -> None:
    master = body_by_code(session, MAINTENANCE)
    for client, key, words in OWN:
        line = master.line(key)
        if line is not None:
            theirs = replace(line, text=words)
            differences.reword_line(session, MAINTENANCE, clients[client], key, theirs)
    for client, key, why in OUT:
        if master.line(key) is not None:
            differences.leave_out(session, MAINTENANCE, clients[client], key, why)
    press = clients["Northfold Printing"]
    differences.add_line(session, MAINTENANCE, press, MORE, "switch-errors", "Paper dust")


@action("Write on the first visit")
def _rewrite(session: Session) -> None:
    master = body_by_code(session, VISIT)
    first = next(master.lines())
    words = "Read the agreement and every promise made in the sale"
    made = arrange.with_line(master, replace(first, text=words))
    masters.save_draft(session, VISIT, 0, write(made))
