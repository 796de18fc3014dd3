"""What the sample shop offered a school, what its head objected, and how sales are paid."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from ..clients.queries import clients
from ..database.store import Store
from ..dates import frozen
from ..sales.actions import commission, objections, proposals
from ..sales.queries import objections as met
from ..sales.queries.pipeline import OpportunityRow, opportunities
from ..sales.queries.proposals import proposal_page

SCHOOL = "Birch Hollow Montessori"
_MET = (
    (
        "That is too expensive.",
        "Nadia: for that we could buy two new laptops every year.",
        "Asked what the week without mail in October cost. She had counted it: 31 hours.",
        "yes",
    ),
    (
        "We have somebody who does that.",
        "A father who comes on Saturdays.",
        "Asked when he last brought a file back. She called him from the table.",
        "yes",
    ),
    ("Why should we pay in advance?", "The board decides on Thursday.", "", ""),
)
_WORDS = {
    "intro": "You asked us in January whether somebody could look after the school's computers, so"
    " that your teachers can look after the children.",
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
    with frozen(datetime.combine(today - timedelta(days=12), time(15, 10))):
        for words, said, tried, helped in _MET:
            details = {"words": said, "tried": tried, "helped": helped}
            store.do(objections.meet_objection, held.id, known[words], details)
        made = store.do(proposals.draft_proposal, held.id, _WORDS)
        page = store.ask(proposal_page, made)
        if page is not None:
            store.do(proposals.send_proposal, made, page.row.version)
    store.do(proposals.new_edition, made)


def _sale(store: Store) -> OpportunityRow | None:
    """What is open for the school; nothing where it is not among the prospects."""
    rows = [one for one in store.ask(clients, all_of_them=True) if one.name == SCHOOL]
    found = store.ask(opportunities, "open", client_id=rows[0].id) if rows else []
    return found[-1] if found else None
