"""What people do about late money, on both kinds of books."""

from datetime import date, datetime, timedelta

import pytest

from mspdesk import dates
from mspdesk.billing import actions, queries
from mspdesk.billing.actions.common import add_event
from mspdesk.billing.models import CollectionRule
from mspdesk.errors import UserError
from mspdesk.letters import queries as letters
from mspdesk.letters.rules.texts import parts
from mspdesk.shop.queries import shop as the_shop
from tests.billing.moneyshop import MoneyShop

DUE = date(2026, 3, 11)


def at(days: int) -> datetime:
    """So many days after the due day, in the morning."""
    return datetime(2026, 3, 11, 9, 0) + timedelta(days=days)


@pytest.fixture
def late(shop: MoneyShop) -> MoneyShop:
    """Kestrel owes 2,792.50, due on March 11."""
    with dates.frozen(datetime(2026, 3, 1, 9, 0)):
        shop.invoice(shop.kestrel, 279_250, due=DUE)
    return shop


def owes(shop: MoneyShop) -> queries.OwesRow:
    return next(
        row for row in shop.store.ask(queries.receivables).clients if row.id == shop.kestrel
    )


def test_a_step_writes_its_letter_with_the_table_of_invoices(late: MoneyShop) -> None:
    with dates.frozen(at(15)):
        letter = late.store.do(actions.take_step, late.kestrel, "second_letter", "Sent by post")
        assert letter is not None
        page = late.store.ask(letters.letter_page, letter)
        (step,) = late.store.ask(queries.steps_of, late.kestrel)
        nxt = owes(late).next
    assert page.state == "draft"
    assert page.missing == []
    assert page.subject == "$2,792.50 is past due"
    assert "15 days late" in page.body
    assert "by April 5, 2026" in page.body
    (table,) = [part.rows for part in parts(page.body) if part.kind == "table"]
    assert table[1] == ("2026-0001", "Mar 1, 2026", "Mar 11, 2026", "15", "$2,792.50")
    assert table[2] == ("Total", "", "", "", "$2,792.50")
    assert (step.step, step.words, step.person) == ("Second letter", "Sent by post", "Priya Raman")
    assert (step.amount, step.letter, step.oldest_due_on) == (279_250, "L00001", DUE)
    assert nxt is not None
    assert (nxt.key, nxt.on) == ("stop", DUE + timedelta(days=30))


def test_a_step_may_be_logged_without_its_letter_and_undone(late: MoneyShop) -> None:
    with dates.frozen(at(2)):
        assert late.store.do(actions.take_step, late.kestrel, "note", letter=False) is None
        assert late.store.ask(letters.letters, late.kestrel) == []
        late.store.undo()
        assert late.store.ask(queries.steps_of, late.kestrel) == []


def test_undo_takes_the_step_and_its_letter_back_together(late: MoneyShop) -> None:
    with dates.frozen(at(2)):
        late.store.do(actions.take_step, late.kestrel, "note")
        late.store.undo()
        assert late.store.ask(letters.letters, late.kestrel) == []
        assert late.store.ask(queries.steps_of, late.kestrel) == []


def test_a_later_debt_begins_again_at_the_first_step(late: MoneyShop) -> None:
    with dates.frozen(at(0)):
        late.invoice(late.kestrel, 10_000, due=DUE + timedelta(days=20))
    with dates.frozen(at(31)):
        late.store.do(actions.take_step, late.kestrel, "stop", "", letter=False)
        assert owes(late).standing.stopped_on == DUE + timedelta(days=31)
        late.store.do(actions.add_payment, late.kestrel, 279_250)
        row = owes(late)
        assert row.standing.stopped_on is None
        assert row.next is not None
        assert (row.next.key, row.next.on) == ("note", DUE + timedelta(days=21))


def test_steps_that_an_earlier_release_logged_count_too(late: MoneyShop) -> None:
    invoice = late.store.ask(queries.late_rows, late.kestrel)
    assert invoice == []
    with dates.frozen(at(12)):
        (row,) = late.store.ask(queries.late_rows, late.kestrel)
        with late.store.step("Log as before") as session:
            add_event(session, row.id, "reminded", "note: By mail")
            add_event(session, row.id, "reminded", "call")
        nxt = owes(late).next
        steps = late.store.ask(queries.steps_of, late.kestrel)
    assert nxt is not None
    assert nxt.key == "second_letter"
    assert [(one.step, one.words) for one in steps] == [("Call", ""), ("Friendly note", "By mail")]


def test_nothing_overdue_takes_no_step(late: MoneyShop) -> None:
    with dates.frozen(at(0)), pytest.raises(UserError, match="overdue"):
        late.store.do(actions.take_step, late.kestrel, "note")
    with dates.frozen(at(1)), pytest.raises(UserError, match="Choose a step"):
        late.store.do(actions.take_step, late.kestrel, "sue")


# --- stop ---------------------------------------------------------------------------------------


def test_stopped_work_is_said_as_a_fact_and_lifted_again(late: MoneyShop) -> None:
    store = late.store
    with dates.frozen(at(30)):
        assert store.ask(queries.stopped_words, late.kestrel) == ""
        store.do(actions.take_step, late.kestrel, "stop")
        assert store.ask(queries.stopped_words, late.kestrel) == "Only critical work since Apr 10"
        assert "Critical work goes on" in store.ask(queries.stopped_note, late.kestrel)
        assert store.ask(queries.stopped_words, late.dunmore) == ""
        ticket = late.ticket(late.kestrel, "Anything at all")
        assert ticket
        store.do(actions.lift_stop, late.kestrel, "Plan agreed")
        assert store.ask(queries.stopped_words, late.kestrel) == ""
        with pytest.raises(UserError, match="not stopped"):
            store.do(actions.lift_stop, late.kestrel)


# --- promises -----------------------------------------------------------------------------------


def test_a_promise_holds_the_next_step_and_is_kept_by_the_payment(late: MoneyShop) -> None:
    store = late.store
    with dates.frozen(at(12)):
        until = DUE + timedelta(days=20)
        store.do(actions.add_promise, late.kestrel, 100_000, until, "Tom", "Half of it")
        row = owes(late)
        assert row.next is not None
        assert (row.next.on, row.next.held_until) == (until + timedelta(days=1), until)
        assert row.standing.promise is not None
        assert row.standing.promise.promise.by == "Tom"
    with dates.frozen(at(19)):
        payment = store.do(actions.add_payment, late.kestrel, 100_000)
        (fact,) = store.ask(queries.promises_of, late.kestrel)
        assert (fact.state, fact.paid_on) == ("kept", DUE + timedelta(days=19))
        nxt = owes(late).next
        assert nxt is not None
        assert nxt.held_until is None
    with dates.frozen(at(22)):
        store.do(actions.reverse_payment, payment, None, "No funds")
        (fact,) = store.ask(queries.promises_of, late.kestrel)
        assert fact.state == "broken"
        broken = owes(late).standing.broken
        assert broken is not None
        assert broken.words == "Not kept"


def test_a_promise_for_one_invoice_and_a_withdrawn_one(late: MoneyShop) -> None:
    store = late.store
    with dates.frozen(at(5)):
        (invoice,) = store.ask(queries.late_rows, late.kestrel)
        made = store.do(actions.add_promise, late.kestrel, 50_000, at(9).date(), "", "", invoice.id)
        store.do(actions.add_payment, late.kestrel, 50_000)
        assert store.ask(queries.promises_of, late.kestrel)[0].state == "kept"
        store.do(actions.withdraw_promise, made)
        assert store.ask(queries.promises_of, late.kestrel)[0].state == "withdrawn"
        assert owes(late).standing.promise is None
        with pytest.raises(UserError, match="no longer"):
            store.do(actions.withdraw_promise, made)


@pytest.mark.parametrize(
    ("amount", "days", "field"),
    [(0, 3, "amount"), (279_251, 3, "amount"), (100, -1, "promised_on"), (100, 999, "promised_on")],
)
def test_what_a_promise_needs(late: MoneyShop, amount: int, days: int, field: str) -> None:
    with dates.frozen(at(5)), pytest.raises(UserError) as caught:
        late.store.do(
            actions.add_promise, late.kestrel, amount, at(5).date() + timedelta(days=days)
        )
    assert caught.value.field == field


# --- the late fee -------------------------------------------------------------------------------


def test_the_late_fee_is_a_person_s_verb_and_comes_once_a_month(late: MoneyShop) -> None:
    store = late.store
    with dates.frozen(at(30)):
        with pytest.raises(UserError, match="no late fee"):
            store.do(actions.add_late_fee, late.kestrel)
        store.do(actions.set_late_fee, 15_000)
        assert store.ask(the_shop).id
        assert store.ask(queries.fee_now, late.kestrel) == 4_189
        store.do(actions.add_late_fee, late.kestrel)
        draft = store.ask(queries.draft_of, late.kestrel)
        assert draft is not None
        (line,) = store.ask(queries.draft_page, draft).lines
        assert (line.kind, line.amount) == ("late_fee", 4_189)
        assert line.text == "Late fee, 1.5% for a month on invoice 2026-0001"
        with pytest.raises(UserError, match="It is for a month"):
            store.do(actions.add_late_fee, late.kestrel)
    with dates.frozen(at(60)):
        store.do(actions.add_late_fee, late.kestrel)


def test_no_fee_before_a_month_and_none_on_a_fee(late: MoneyShop) -> None:
    store = late.store
    store.do(actions.set_late_fee, 15_000)
    with dates.frozen(at(29)), pytest.raises(UserError, match="30 days late"):
        store.do(actions.add_late_fee, late.kestrel)
    with dates.frozen(at(0)):
        draft = late.draft(late.dunmore, ("late_fee", "Fee", 5_000), ("service", "Visit", 10_000))
        store.do(actions.edit_draft, draft, {"due_on": DUE})
        for asked in store.ask(queries.draft_page, draft).row.questions:
            store.do(actions.answer_question, draft, asked.kind, asked.subject, asked.answers[0])
        store.do(actions.mark_ready, draft)
        store.do(actions.issue, [draft])
    with dates.frozen(at(40)):
        assert store.ask(queries.fee_now, late.dunmore) == 150
    with pytest.raises(UserError, match="0 to 10"):
        store.do(actions.set_late_fee, 200_000)


# --- the steps themselves -----------------------------------------------------------------------


def test_the_steps_are_the_shop_s_own_to_change(late: MoneyShop) -> None:
    store = late.store
    assert [rule.key for rule in store.ask(queries.late_rules)][:2] == ["note", "call"]
    store.do(actions.save_rule, "call", {"day": 7, "words": "Ring them"})
    store.do(actions.save_rule, "note", {"active": False})
    key = store.do(actions.add_rule, 60, "call", "Lawyer's letter")
    rules = {rule.key: rule for rule in store.ask(queries.late_rules)}
    assert key == "lawyer_s_letter"
    assert (rules["call"].day, rules["note"].active, len(rules)) == (7, False, 7)
    with dates.frozen(at(3)):
        nxt = owes(late).next
    assert nxt is not None
    assert (nxt.words, nxt.on) == ("Ring them", DUE + timedelta(days=7))
    store.undo()
    assert len(store.ask(queries.late_rules)) == 6
    with store.read() as session:
        assert session.query(CollectionRule).count() == 6
    with pytest.raises(UserError, match="no text called"):
        store.do(actions.save_rule, "call", {"form": "letters/nowhere"})
    with pytest.raises(UserError, match="no longer"):
        store.do(actions.save_rule, "nothing", {"day": 3})
