"""Masters that tests begin with."""

from dataclasses import replace

from sqlalchemy.orm import Session

from mspdesk.checklists.actions import masters as actions
from mspdesk.checklists.models import Checklist, ChecklistRevision
from mspdesk.checklists.queries import masters as queries
from mspdesk.checklists.queries.shipped import shipped
from mspdesk.checklists.rules import arrange
from mspdesk.checklists.rules.master import Line, Master, Section, numbered
from mspdesk.checklists.rules.master_text import write
from mspdesk.database.action import action
from mspdesk.database.store import Store
from mspdesk.dates import now

VISIT = numbered(
    Master(
        "yard-visit",
        "Yard visit",
        (
            Section(
                "Server",
                (
                    Line("logs", "Read the logs since the last visit", mandatory=True, minutes=5),
                    Line("space", "Read the free space", kind="number", unit="%", low=20_000),
                    Line("updates", "Install the updates", doer="t2", expect="None is left."),
                ),
            ),
            Section("Paper", (Line("binder", "Look at the binder"), Line("time", "Enter time"))),
        ),
    )
)
"""Five lines in two sections."""


def begun(store: Store, master: Master = VISIT) -> str:
    """A master of the shop's own, published once; answers its code."""
    code = store.do(actions.new_master, master.title)
    rewrite(store, code, master)
    return code


def rewrite(
    store: Store, code: str, master: Master, decisions: dict[int, str] | None = None
) -> int:
    """Publish another text of a master; answers its revision."""
    edit(store, code, master)
    return store.do(actions.publish, code, version(store, code), "", decisions)


def edit(store: Store, code: str, master: Master) -> None:
    """Type another text into the draft of a master."""
    store.do(actions.save_draft, code, version(store, code), write(master))


def version(store: Store, code: str) -> int:
    """The version of a master's page."""
    return store.ask(queries.master_page, code).version


def older_books(store: Store, code: str) -> Master:
    """Let books have taken over what an older release said: two lines otherwise, one not there."""
    master = shipped()[code].master
    first, second, third = list(master.lines())[:3]
    master = arrange.with_line(master, replace(first, text="Choose a file"))
    master = arrange.with_line(master, replace(second, text="Put it somewhere"))
    master = arrange.without_line(master, third.key)
    store.do(_older, code, master)
    return master


@action("Books of an older release")
def _older(session: Session, code: str, master: Master) -> None:
    row = Checklist(code=code, title=master.title, revision=1, shipped=write(master))
    session.add(row)
    session.flush()
    made = ChecklistRevision(checklist_id=row.id, number=1, at=now(), body=write(master))
    session.add(made)
