"""What the sample shop offered a prospect, what they objected, and how sales are paid."""

from collections.abc import Mapping
from datetime import date

from ..clients.queries import clients
from ..database.store import Store
from ..sales.actions import commission, objections, proposals
from ..sales.queries import objections as met
from ..sales.queries.pipeline import OpportunityRow, opportunities
from ..sales.queries.proposals import proposal_page
from .sample_sales import NAME

_MET = (
    (
        "That is too expensive.",
        "Maud: for that we could buy a new server every year.",
        "Asked what that Tuesday in November cost: nine people, six hours, orders by fax.",
        "yes",
    ),
    (
        "We have somebody who does that.",
        "Her nephew comes on Saturdays.",
        "Asked when he last brought a file back. She called him from the table.",
        "yes",
    ),
    ("Why should we pay in advance?", "The board decides on the third Thursday.", "", ""),
)
_WORDS = {
    "intro": "You asked us in January whether somebody could look after your computers, so that"
    " your people can look after your residents.",
    "we_do": "Watch and maintain every computer and the firewall.\n"
    "Bring a file back from the backup every month, and show you.\n"
    "Answer within one hour when work stands still.",
}


def lay_proposals(store: Store, people: Mapping[str, int], today: date) -> None:
    """Fill the list of objections, meet some, offer something, and agree on pay for sales."""
    store.do(objections.bring_objections)
    store.do(commission.set_compensation, None, date(today.year, 1, 1), "gross")
    owner = people["Dana Whitlock"]
    store.do(commission.set_compensation, owner, date(today.year, 1, 1), "profit")
    held = _sale(store)
    if held is None:
        return
    known = {one.words: one.id for one in store.ask(met.objections)}
    for words, said, tried, helped in _MET:
        details = {"words": said, "tried": tried, "helped": helped}
        store.do(objections.meet_objection, held.id, known[words], details)
    made = store.do(proposals.draft_proposal, held.id, _WORDS)
    page = store.ask(proposal_page, made)
    if page is not None and page.lines:
        store.do(proposals.send_proposal, made, page.row.version)
        store.do(proposals.new_edition, made)


def _sale(store: Store) -> OpportunityRow | None:
    """What is open for the prospect of the sample shop, the newest."""
    names = {one.name: one.id for one in store.ask(clients, all_of_them=True)}
    if NAME not in names:
        return None
    rows = store.ask(opportunities, "open", client_id=names[NAME])
    return rows[-1] if rows else None
