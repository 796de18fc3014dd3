"""S106: nothing goes out before somebody looked; the review shows notes, uncovered, unusual."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.billing import actions, queries
from mspdesk.billing.rules.review import Ask, Reply
from mspdesk.clients.actions import edit_client
from mspdesk.clients.models import Client
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.timekeeping.models import TimeEntry
from tests.billing.moneyshop import MoneyShop, furnish

pytestmark = pytest.mark.system(106)


@pytest.fixture
def shop(store: Store) -> MoneyShop:
    """A shop on Wednesday evening."""
    with dates.frozen(datetime(2026, 3, 11, 21, 0)):
        return furnish(store)


DAY = date(2026, 3, 11)


def test_every_question_of_the_review_is_asked_and_answered(shop: MoneyShop) -> None:
    store = shop.store
    with dates.frozen(datetime(2026, 3, 11, 21, 0)):
        for month in (12, 1, 2):
            year = 2025 if month == 12 else 2026
            with dates.frozen(datetime(year, month, 3, 9, 0)):
                shop.invoice(shop.kestrel, 10_000)
        shop.plan(shop.kestrel)
        _needs_order(shop)
        ticket = shop.ticket(shop.kestrel, coverage="ask")
        late = shop.log(ticket, DAY, "18:30-20:30")
        long = shop.log(ticket, date(2026, 3, 10), "8:00-16:30")
        _bill_and_forget_note(shop, late, long)
        draft = _draft(shop)
        store.do(actions.add_line, draft, "service", "Help desk welcome", 10_000, 0)
        asked = {one.kind: one for one in store.ask(queries.draft_page, draft).questions}
        assert set(asked) == {
            Ask.AFTER_HOURS,
            Ask.LONG_ENTRY,
            Ask.NO_NOTE,
            Ask.UNCOVERED,
            Ask.NO_ORDER,
            Ask.ZERO_LINE,
            Ask.UNUSUAL,
        }
        with pytest.raises(UserError, match="After hours, no approval"):
            store.do(actions.mark_ready, draft)
        answers = {
            Ask.AFTER_HOURS: (Reply.APPROVED, "T. Brandt"),
            Ask.LONG_ENTRY: (Reply.RIGHT, ""),
            Ask.NO_NOTE: (Reply.NOTE, "Rebuilt the spindle PC, tested"),
            Ask.UNCOVERED: (Reply.RIGHT, "project"),
            Ask.NO_ORDER: (Reply.ORDER, "44-1190"),
            Ask.ZERO_LINE: (Reply.REMOVE, ""),
            Ask.UNUSUAL: (Reply.RIGHT, ""),
        }
        for kind, (reply, words) in answers.items():
            one = asked[kind]
            store.do(actions.answer_question, draft, kind, one.subject, reply, words)
        page = store.ask(queries.draft_page, draft)
        assert (page.questions, page.order_number) == ((), "44-1190")
        assert "approved by T. Brandt" in " ".join(line.detail for line in page.lines)
        assert "Rebuilt the spindle PC" in " ".join(line.detail for line in page.lines)
        with pytest.raises(UserError, match="not marked ready"):
            store.do(actions.issue, [draft])
        store.do(actions.mark_ready, draft)
        page = store.ask(queries.draft_page, draft)
        assert (page.row.reviewed_by, page.row.ready) == ("Priya Raman", True)
        (issued,) = store.do(actions.issue, [draft])
        assert issued.total == (510 + 240) * 250


def _needs_order(shop: MoneyShop) -> None:
    with shop.store.read() as session:
        version = session.get_one(Client, shop.kestrel).version
    shop.store.do(edit_client, shop.kestrel, version, {"needs_order": True})


def _bill_and_forget_note(shop: MoneyShop, late: int, long: int) -> None:
    """Both bill although the client has a plan; the long one came without a note."""
    from mspdesk.timekeeping.actions import set_kind

    for entry in (late, long):
        shop.store.do(set_kind, entry, "billable")
    with shop.store.step("As a file brings it") as session:
        session.get_one(TimeEntry, long).client_note = ""


def _draft(shop: MoneyShop) -> int:
    shop.store.do(actions.make_drafts, DAY)
    draft = shop.store.ask(queries.draft_of, shop.kestrel)
    assert draft is not None
    return draft


def test_uncovered_work_can_be_covered_from_the_review(shop: MoneyShop) -> None:
    with dates.frozen(datetime(2026, 3, 11, 21, 0)):
        shop.plan(shop.kestrel)
        ticket = shop.ticket(shop.kestrel, coverage="ask")
        entry = shop.log(ticket, DAY, "8:00-9:00")
        from mspdesk.timekeeping.actions import set_kind

        shop.store.do(set_kind, entry, "billable")
        draft = _draft(shop)
        (asked,) = shop.store.ask(queries.draft_page, draft).questions
        shop.store.do(
            actions.answer_question, draft, asked.kind, asked.subject, Reply.COVER, "In the plan"
        )
        page = shop.store.ask(queries.draft_page, draft)
        assert [(line.amount, line.covered) for line in page.lines] == [(0, True)]
        rows = shop.store.ask(queries.minutes_proof, DAY, DAY)
        assert [(row.words, row.minutes) for row in rows] == [("Covered by plan", 60)]


def test_changing_a_reviewed_draft_takes_the_tick_off(shop: MoneyShop) -> None:
    with dates.frozen(datetime(2026, 3, 11, 21, 0)):
        draft = shop.draft(shop.kestrel, ("plan", "Gold", 85_000))
        shop.store.do(actions.mark_ready, draft)
        shop.store.do(actions.add_line, draft, "plan", "One more", 10_000, 100)
        assert not shop.store.ask(queries.draft_page, draft).row.ready
