"""The sealed page: keys for an emergency, printed only with the password typed once more (E20).

What stands on it is never kept with an edition; only that it was printed, for which copy, is.
"""

from collections.abc import Sequence

from ...database.store import Store
from ...dates import clock_time, full_date, now
from ...documentation.queries.credentials import emergency_ids
from ...documentation.rules.credentials import FIELDS
from ...errors import UserError
from ...people.queries import name_of
from ...printing import blocks, press
from ...printing.block import Block
from ...printing.blocks import Blank, Column
from ...printing.document import Rendered
from ...printing.page import Head, Paper
from ...printing.press import Around, Leaf, Press
from ...progress import Progress
from ...rows import dataclass
from ...vault.runs import Printed, reveal_for_print
from ...vault.secret import Secret
from ..queries.gather import binder
from .setting import foot_of

_SHOWN = ("user", "secret", "address", "notes")


@dataclass(frozen=True, slots=True)
class SealedOrder:
    """For which copy of which binder the sealed page is, and why it is printed."""

    client_id: int
    kind: str
    paper: Paper
    copy: int
    where: str
    why: str


def print_sealed(
    store: Store, progress: Progress, order: SealedOrder, password: Secret
) -> Rendered:
    """The sealed page of a client; the vault writes down who looked before it opens anything.

    Raises NotOpened (field password) for a wrong password, UserError where nothing is marked for
    an emergency.
    """
    with store.read() as session:
        ids = emergency_ids(session, order.client_id)
        shop = binder(session, order.client_id, order.kind)
        person = name_of(session, store.person_id) if store.person_id else ""
    if not ids:
        raise UserError(
            "No key is marked for the sealed page yet. Mark those that are needed in an emergency.",
            field="password",
        )
    found = reveal_for_print(store, progress, password, ids, order.why)
    at = now()
    made = f"Printed {full_date(at.date())}, {clock_time(at)}, by {person or 'nobody named'}"
    try:
        leaf = Leaf(
            key="sealed",
            title="Sealed page",
            blocks=_blocks(shop.client, made, found),
            head=Head(shop.client, "Sealed page", " "),
        )
        copy = f"Copy {order.copy}    {order.where}" if order.copy else ""
        with Press(
            order.paper, "Sealed page", author=shop.letterhead.name, foot=foot_of(shop.letterhead)
        ) as paper:
            pages = paper.lay(leaf)
            for page in pages:
                label = f"Sealed {page.number} of {len(pages)}"
                paper.issue(page, Around(label, full_date(at.date()), copy))
            return paper.finish()
    finally:
        for one in found:
            for value in one.values.values():
                value.wipe()
        press.forget()


def _blocks(client: str, made: str, found: Sequence[Printed]) -> list[Block]:
    """A warning, the keys, and who seals the envelope."""
    columns = [
        Column("What it opens", bold=True, wrap=True),
        *(Column(FIELDS[name], wrap=True) for name in _SHOWN),
    ]
    rows = [(one.label, *(_clear(one.values.get(name)) for name in _SHOWN)) for one in found]
    return [
        blocks.title("Sealed page", client),
        blocks.callout(
            "Into an envelope at once. Sign across the flap.",
            f"{made}. Whoever opens it writes name and day on the envelope; then every password on "
            "it is changed. The printer and its queue may keep a copy: print on one you trust.",
            danger=True,
        ),
        blocks.table(columns, rows, framed=True, row_height=26),
        blocks.signatures(Blank("Sealed by"), Blank("Date", 0.6), Blank("Seen by, at the client")),
    ]


def _clear(secret: Secret | None) -> str:
    return secret.in_clear() if secret else ""
