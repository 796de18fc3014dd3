"""The papers of roles, word for word; hostile words stand as they were typed."""

from datetime import date

from mspdesk.database.store import Store
from mspdesk.orgchart.actions import cards, duties
from mspdesk.orgchart.actions.roles import assign_role
from mspdesk.orgchart.printables.card import CARD, PURPOSES
from mspdesk.orgchart.queries.papers import card_document, find_role, purposes_document
from mspdesk.orgchart.queries.roles import role_boxes
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.printing.pdftext import text_of
from tests.sample import Sample, open_ticket
from tests.snapshots.compare import compare_snapshot

HOSTILE = "AT&T <b>bold</b> =1+1 {{7*7}} Łódź"


def test_the_card_says_the_figures_of_its_day(sqlite_store: Store, desk_shop: Sample) -> None:
    """Own figures, those of areas above, and one that somebody wrote by hand."""
    store = sqlite_store
    role = store.ask(find_role, "Finance")
    open_ticket(store, desk_shop.brightwater, "No mail")
    version = next(one.version for one in store.ask(role_boxes) if one.id == role)
    measured = "open tickets\nReceivables\nCalls a day: 12\nKindness\nMonthly recurring revenue"
    store.do(cards.edit_role, role, version, {"measured_by": measured})
    upper = (("Receivables", "$1,234.50"),)
    found = dict(store.ask(card_document, role, upper).measured)
    assert found["Receivables"] == "$1,234.50"
    assert (found["open tickets"], found["Calls a day"], found["Kindness"]) == ("1", "12", "")
    assert found["Monthly recurring revenue"].startswith("$")
    page = text_of(prepare(CARD, store.ask(card_document, role, upper), Paper.LETTER).pdf)
    for words in ("Figures of Mar 11, 2026", "$1,234.50", "Kindness", "12"):
        assert words in page
    store.person_id = desk_shop.marcus
    assert dict(store.ask(card_document, role).measured)["Monthly recurring revenue"] == ""


def test_the_card_and_the_purposes(sqlite_store: Store, desk_shop: Sample) -> None:
    store = sqlite_store
    role = store.ask(find_role, "Finance")
    store.do(duties.bring_usual, role)
    store.do(duties.add_duty, role, {"name": HOSTILE, "minutes_week": 90, "difficulty": 3})
    store.do(assign_role, role, desk_shop.priya, date(2026, 1, 5))
    store.do(cards.say_purpose, role, desk_shop.priya, HOSTILE, date(2026, 2, 3))
    store.do(cards.set_shifts, role, [(480, 720, "1111100")])
    version = next(one.version for one in store.ask(role_boxes) if one.id == role)
    words = {"requirements": HOSTILE, "target_percent": 20, "leads_to": "office_manager"}
    store.do(cards.edit_role, role, version, words)
    one = prepare(CARD, store.ask(card_document, role), Paper.LETTER)
    every = prepare(PURPOSES, store.ask(purposes_document), Paper.LETTER)
    assert (one.pages, one.missing, every.pages, every.missing) == (1, (), 1, ())
    compare_snapshot(text_of(one.pdf), "orgchart/role-card")
    compare_snapshot(text_of(every.pdf), "orgchart/purposes")
