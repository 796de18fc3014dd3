"""The board and the work order on paper."""

from datetime import datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.printing.document import render
from mspdesk.printing.page import Paper
from mspdesk.tickets import actions, queries
from mspdesk.tickets.printables import BOARD, WORK_ORDER
from tests.printing.pdftext import pages_of, text_of
from tests.snapshots.compare import compare_snapshot
from tests.tickets.board import Small, opened, with_time


def fill(store: Store, small: Small, clock: datetime) -> int:
    """A handful of tickets; answers the one with everything on it."""
    with dates.frozen(clock - timedelta(days=8)):
        opened(store, small.kestrel, "Map the switch ports", assigned_id=small.marcus)
    opened(store, small.kestrel, "Nobody has estimated this", estimate_minutes=None)
    return opened(
        store,
        small.brightwater,
        "Database will not open on any PC",
        priority=1,
        critical_fact="application_down",
        description="Power flicker at 8:50. <b>Paper charts</b> & patience in use.",
        contact_id=small.ines,
        device_id=small.server,
        agreement_id=small.gold,
        no_device=False,
        no_agreement=False,
        estimate_minutes=180,
        assigned_id=small.dana,
        tier=2,
    )


@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
def test_the_board_on_paper(store: Store, small: Small, clock: datetime, paper: Paper) -> None:
    with_time(store, fill(store, small, clock), 45)
    pdf = render(BOARD, store.ask(BOARD.gather), paper)
    assert len(pages_of(pdf)) == 1
    if paper is Paper.LETTER:
        compare_snapshot(text_of(pdf), "tickets/board")


def test_a_long_board_names_its_pages_and_repeats_its_head(
    store: Store, small: Small, clock: datetime
) -> None:
    for n in range(40):
        opened(store, small.kestrel, f"Replace the battery of workstation {n}")
    pages = pages_of(render(BOARD, store.ask(BOARD.gather), Paper.LETTER))
    assert len(pages) > 1
    for n, page in enumerate(pages, 1):
        assert f"Page {n} of {len(pages)}" in page
        assert "Title" in page
    assert sum(page.count("workstation") for page in pages) == 40


def test_one_clients_board_and_an_empty_one(store: Store, small: Small, clock: datetime) -> None:
    fill(store, small, clock)
    words = text_of(render(BOARD, store.ask(BOARD.gather, small.brightwater), Paper.LETTER))
    assert "Brightwater Veterinary, 1 open, 3.00 h estimated" in words
    assert "switch ports" not in words
    empty = text_of(render(BOARD, store.ask(BOARD.gather, small.own), Paper.LETTER))
    assert "Nothing to show" in empty


def test_the_work_order(store: Store, small: Small, clock: datetime) -> None:
    ticket_id = fill(store, small, clock)
    pdf = render(WORK_ORDER, store.ask(WORK_ORDER.gather, ticket_id), Paper.LETTER)
    assert len(pages_of(pdf)) == 1
    assert "<b>Paper charts</b> & patience" in text_of(pdf)
    compare_snapshot(text_of(pdf), "tickets/workorder")


def test_the_work_order_says_what_the_client_may_read_and_stays_one_page(
    store: Store, small: Small, clock: datetime
) -> None:
    ticket_id = fill(store, small, clock)
    store.do(actions.describe, ticket_id, None, "A long mail, word after word. " * 400)
    store.do(actions.add_note, ticket_id, "For us alone: they are angry")
    for at in range(4):
        store.do(actions.add_note, ticket_id, f"Told them {at}: " + "at length " * 60, True)
    pdf = render(WORK_ORDER, store.ask(WORK_ORDER.gather, ticket_id), Paper.LETTER)
    words = text_of(pdf)
    assert len(pages_of(pdf)) == 1
    assert "For us alone" not in words
    assert "Told them 1" not in words
    assert "Told them 2" in words
    assert "Told them 3" in words
    assert " ".join(words.split()).count("(the rest is on the ticket)") == 3
    assert "Signed for the work and the times above." in words
    assert words.count("Name in print") == 2


def test_papers_are_found_by_what_is_typed(store: Store, small: Small, clock: datetime) -> None:
    ticket_id = fill(store, small, clock)
    assert store.ask(queries.find_ticket, "#3") == ticket_id
    assert store.ask(queries.find_board, "all") == 0
    assert store.ask(queries.find_board, "c0002") == small.brightwater
    assert store.ask(queries.find_board, "Kestrel Machine & Tool") == small.kestrel
    for find, words in ((queries.find_ticket, "T999999"), (queries.find_board, "Nobody")):
        with pytest.raises(UserError):
            store.ask(find, words)
