"""Masters that tests begin with."""

from mspdesk.checklists.actions import masters as actions
from mspdesk.checklists.queries import masters as queries
from mspdesk.checklists.rules.master import Line, Master, Section, numbered, write
from mspdesk.database.store import Store

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
