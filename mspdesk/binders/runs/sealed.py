"""The sealed page: keys for an emergency, printed only with the password typed once more (E20).

What stands on it is never kept with an edition; only that it was printed, for which copy, is.
"""

from ...database.store import Store
from ...dates import clock_time, full_date, now
from ...documentation.queries.credentials import emergency_ids
from ...errors import UserError
from ...people.queries import name_of
from ...printing import press
from ...printing.document import Rendered
from ...printing.page import Head, Paper
from ...printing.press import Around, Leaf, Press
from ...progress import Progress
from ...rows import dataclass
from ...vault.runs import reveal_for_print
from ...vault.secret import Secret
from ..printables.sealed import sealed_page
from ..queries.gather import binder
from .setting import foot_of


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
            blocks=sealed_page(shop.client, made, found),
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
