"""Drafts, their lines, the review, issuing, credits and payments."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.billing import actions, queries
from mspdesk.billing.models import Invoice, InvoiceTime
from mspdesk.clients.actions import edit_client
from mspdesk.clients.models import Client
from mspdesk.errors import UserError
from mspdesk.shop.actions import save_tax_code
from mspdesk.timekeeping import actions as timekeeping
from mspdesk.timekeeping import queries as time_queries
from tests.billing.moneyshop import MoneyShop

DAY = date(2026, 3, 11)


def sound(shop: MoneyShop) -> None:
    """No check of the books finds anything."""
    for check in queries.CHECKS:
        assert shop.store.ask(check) == [], check.__name__


def lines(shop: MoneyShop, draft: int) -> list[tuple[str, int, int]]:
    """Kind, price and amount of each line."""
    page = shop.store.ask(queries.draft_page, draft)
    return [(line.kind, line.unit_price, line.amount) for line in page.lines]


def change_client(shop: MoneyShop, client_id: int, **changes: object) -> None:
    """Change a client as the form does."""
    with shop.store.read() as session:
        version = session.get_one(Client, client_id).version
    shop.store.do(edit_client, client_id, version, changes)


def test_one_draft_per_client_groups_time_by_ticket_and_price(shop: MoneyShop) -> None:
    first, second = shop.ticket(shop.kestrel), shop.ticket(shop.kestrel, "Scanner will not scan")
    for span in ("8:00-8:30", "9:00-9:20"):
        shop.log(first, DAY, span)
    shop.log(second, DAY, "10:00-11:00")
    shop.log(shop.ticket(shop.dunmore), DAY, "13:00-13:45")
    made = shop.store.do(actions.make_drafts, DAY)
    assert (made.drafts, made.changed, made.entries) == (2, 2, 4)
    draft = shop.store.ask(queries.draft_of, shop.kestrel)
    assert draft is not None
    page = shop.store.ask(queries.draft_page, draft)
    assert [(one.text, one.minutes, one.amount) for one in page.lines] == [
        ("Ticket 1, Spindle PC will not boot", 60, 15_000),
        ("Ticket 2, Scanner will not scan", 60, 15_000),
    ]
    assert [len(one.entries) for one in page.lines] == [2, 1]
    assert all(entry.why for one in page.lines for entry in one.entries)
    again = shop.store.do(actions.make_drafts, DAY)
    assert (again.drafts, again.changed, again.entries) == (2, 0, 0)
    sound(shop)


def test_new_time_joins_the_draft_and_takes_its_tick_off(shop: MoneyShop) -> None:
    ticket = shop.ticket(shop.kestrel)
    shop.log(ticket, DAY, "8:00-9:00")
    shop.store.do(actions.make_drafts, DAY)
    draft = shop.store.ask(queries.draft_of, shop.kestrel)
    assert draft is not None
    shop.store.do(actions.mark_ready, draft)
    shop.log(ticket, DAY, "9:00-9:30")
    shop.store.do(actions.make_drafts, DAY)
    assert shop.store.ask(queries.draft_of, shop.kestrel) == draft
    assert lines(shop, draft) == [("time", 15_000, 22_500)]
    assert shop.store.ask(queries.draft_page, draft).row.state == "draft"


def test_work_after_the_cut_off_waits(shop: MoneyShop) -> None:
    ticket = shop.ticket(shop.kestrel)
    shop.log(ticket, date(2026, 3, 10), "8:00-9:00")
    shop.log(ticket, DAY, "8:00-9:00")
    shop.store.do(actions.make_drafts, date(2026, 3, 10))
    with pytest.raises(UserError) as refused:
        shop.store.do(actions.make_drafts, date(2026, 3, 12))
    assert refused.value.field == "through_on"
    (waiting,) = shop.store.ask(queries.unbilled_time, DAY)
    assert (waiting.entries, waiting.minutes) == (1, 60)


def test_covered_work_is_listed_and_bills_nothing(shop: MoneyShop) -> None:
    shop.plan(shop.kestrel)
    shop.log(shop.ticket(shop.kestrel, coverage="covered"), DAY, "8:00-8:45")
    draft = shop.draft(shop.kestrel, ("plan", "Gold plan", 85_000))
    shop.store.do(actions.edit_draft, draft, {"period_from": DAY, "period_to": DAY})
    shop.store.do(actions.make_drafts, DAY)
    shop.log(shop.ticket(shop.kestrel, "Move desk"), DAY, "9:00-9:30")
    for row in shop.store.ask(time_queries.covered, DAY, DAY, shop.kestrel)[1:]:
        shop.store.do(timekeeping.set_kind, row.id, "billable")
    shop.store.do(actions.make_drafts, DAY)
    page = shop.store.ask(queries.draft_page, draft)
    listed = [line for line in page.lines if line.covered]
    assert [(one.minutes, one.amount, one.detail) for one in listed] == [
        (45, 0, "Wednesday 8:00 am to 8:45 am. Included in your Gold agreement")
    ]
    assert not [one for one in page.questions if one.kind == "zero_line"]
    for asked in page.questions:
        reply = asked.answers[0]
        shop.store.do(actions.answer_question, draft, asked.kind, asked.subject, reply)
    shop.store.do(actions.mark_ready, draft)
    shop.store.do(actions.issue, [draft])
    with shop.store.read() as session:
        kept = session.query(InvoiceTime).order_by(InvoiceTime.position).all()
        assert [(row.minutes, row.covered, row.amount) for row in kept] == [
            (45, True, 0),
            (30, False, 7_500),
        ]
    sound(shop)


def test_lines_of_every_kind_can_be_typed_changed_moved_and_removed(shop: MoneyShop) -> None:
    draft = shop.store.do(actions.new_draft, shop.kestrel)
    from mspdesk.billing.rules.words import MANUAL_KINDS

    for kind in MANUAL_KINDS:
        shop.store.do(actions.add_line, draft, kind, f"Some {kind}", 20_000, 1_000)
    page = shop.store.ask(queries.draft_page, draft)
    assert {line.kind for line in page.lines} == set(MANUAL_KINDS)
    assert {line.amount for line in page.lines if line.kind in {"discount", "prepaid_draw"}} == {
        -2_000
    }
    assert page.row.subtotal == 2_000 * (len(MANUAL_KINDS) - 2) - 4_000
    line = page.lines[0]
    shop.store.do(actions.edit_line, line.id, line.version, {"quantity": 15_000, "text": "Gold"})
    shop.store.do(actions.move_line, line.id, 1)
    page = shop.store.ask(queries.draft_page, draft)
    assert (page.lines[1].text, page.lines[1].amount) == ("Gold", 1_500)
    shop.store.do(actions.remove_line, line.id)
    page = shop.store.ask(queries.draft_page, draft)
    assert "Gold" not in [one.text for one in page.lines]
    sound(shop)


@pytest.mark.parametrize(
    ("kind", "text", "quantity", "price", "field"),
    [
        ("credit", "x", 10_000, 100, "kind"),
        ("plan", "  ", 10_000, 100, "text"),
        ("plan", "x", 0, 100, "quantity"),
        ("plan", "x", 10**10, 100, "quantity"),
        ("plan", "x", 10_000, 10**14, "unit_price"),
    ],
)
def test_a_bad_line_is_refused_by_its_field(
    shop: MoneyShop, kind: str, text: str, quantity: int, price: int, field: str
) -> None:
    draft = shop.store.do(actions.new_draft, shop.kestrel)
    with pytest.raises(UserError) as refused:
        shop.store.do(actions.add_line, draft, kind, text, quantity, price)
    assert refused.value.field == field
    assert lines(shop, draft) == []


def test_goods_are_taxed_labor_is_not_and_exempt_clients_pay_none(shop: MoneyShop) -> None:
    draft = shop.draft(shop.kestrel, ("hardware", "Drive", 120_000), ("service", "Hour", 10_000))
    assert shop.store.ask(queries.draft_page, draft).row.tax == 10_500
    change_client(shop, shop.kestrel, tax_exempt=True, tax_exempt_reason="school")
    shop.store.do(actions.make_drafts, DAY)
    page = shop.store.ask(queries.draft_page, draft)
    assert (page.row.tax, page.exempt) == (0, True)
    assert page.taxes[0].name == "Sales tax, exempt (school)"


def test_two_taxes_are_summed_apart(shop: MoneyShop) -> None:
    shop.store.do(save_tax_code, "CITY", "City tax", 10_000)
    draft = shop.draft(shop.kestrel, ("hardware", "Drive", 10_000))
    details = {"taxable": True, "tax_code": "CITY"}
    shop.store.do(actions.add_line, draft, "service", "Permit", 10_000, 5_050, details)
    page = shop.store.ask(queries.draft_page, draft)
    assert [(one.code, one.amount) for one in page.taxes] == [("CITY", 51), ("IL", 875)]


def test_time_left_off_is_written_off_and_can_be_put_back(shop: MoneyShop) -> None:
    ticket = shop.ticket(shop.kestrel)
    keep, leave = shop.log(ticket, DAY, "8:00-9:00"), shop.log(ticket, DAY, "9:00-9:30")
    shop.store.do(actions.make_drafts, DAY)
    draft = shop.store.ask(queries.draft_of, shop.kestrel)
    assert draft is not None
    shop.store.do(actions.leave_off, leave, "Our mistake")
    page = shop.store.ask(queries.draft_page, draft)
    assert [one.amount for one in page.lines] == [15_000]
    assert [(one.entry_id, one.billed_minutes) for one in page.left_off] == [(leave, 30)]
    proof = shop.store.ask(queries.minutes_proof, DAY, DAY)
    assert [(row.state, row.minutes) for row in proof] == [("on_draft", 60), ("written_off", 30)]
    shop.store.do(actions.put_back, leave)
    page = shop.store.ask(queries.draft_page, draft)
    assert ([one.amount for one in page.lines], page.left_off) == ([22_500], ())
    assert shop.store.ask(time_queries.entry, keep).state == "on_draft"
    sound(shop)


def test_removing_a_line_or_a_draft_makes_its_time_unbilled(shop: MoneyShop) -> None:
    ticket = shop.ticket(shop.kestrel)
    with dates.frozen(datetime(2026, 3, 11, 18, 0)):
        entry = shop.log(ticket, DAY, "16:30-17:30", place="on_site")
    with dates.frozen(datetime(2026, 3, 12, 9, 0)):
        shop.store.do(actions.make_drafts, DAY)
        draft = shop.store.ask(queries.draft_of, shop.kestrel)
        assert draft is not None
        page = shop.store.ask(queries.draft_page, draft)
        assert [line.kind for line in page.lines] == ["time", "time", "trip"]
        after = page.lines[1]
        shop.store.do(actions.remove_line, after.id)
        assert [line[0] for line in lines(shop, draft)] == ["trip"]
        assert shop.store.ask(time_queries.entry, entry).state == "unbilled"
        shop.store.do(actions.discard_draft, draft)
        assert shop.store.ask(queries.draft_of, shop.kestrel) is None
        assert len(shop.store.ask(time_queries.unbilled_visits, DAY)) == 1
    sound(shop)


def test_billing_at_the_plain_rate_joins_the_lines_of_a_ticket(shop: MoneyShop) -> None:
    ticket = shop.ticket(shop.kestrel)
    shop.log(ticket, date(2026, 3, 10), "10:00-11:00")
    late = shop.log(ticket, date(2026, 3, 10), "18:00-19:00")
    shop.store.do(actions.make_drafts, DAY)
    draft = shop.store.ask(queries.draft_of, shop.kestrel)
    assert draft is not None
    assert lines(shop, draft) == [("time", 15_000, 15_000), ("time", 30_000, 30_000)]
    subject = f"entry:{late}"
    shop.store.do(actions.answer_question, draft, "after_hours", subject, "single_rate")
    assert lines(shop, draft) == [("time", 15_000, 30_000)]
    assert shop.store.ask(queries.draft_page, draft).questions == ()


def test_issue_needs_a_tick_and_is_all_or_nothing(shop: MoneyShop) -> None:
    first = shop.draft(shop.kestrel, ("plan", "Gold", 85_000))
    second = shop.draft(shop.dunmore, ("plan", "Silver", 40_000))
    shop.store.do(actions.mark_ready, first)
    with pytest.raises(UserError, match="Dunmore Title & Escrow is not marked ready"):
        shop.store.do(actions.issue, [first, second])
    with shop.store.read() as session:
        assert session.get_one(Invoice, first).number is None
    shop.store.do(actions.mark_ready, second)
    issued = shop.store.do(actions.issue, [first, second])
    assert [one.number for one in issued] == ["2026-0001", "2026-0002"]
    assert shop.store.do(actions.issue, [second, first]) == list(reversed(issued))
    sound(shop)


def test_a_sum_that_moved_after_the_review_stops_the_issue(shop: MoneyShop) -> None:
    draft = shop.draft(shop.kestrel, ("hardware", "Drive", 120_000))
    shop.store.do(actions.mark_ready, draft)
    shop.store.do(save_tax_code, "IL", "Sales tax", 90_000, shop.tax)
    with pytest.raises(UserError, match="moved since it was reviewed"):
        shop.store.do(actions.issue, [draft])
    shop.store.do(actions.unready, draft)
    shop.store.do(actions.mark_ready, draft)
    assert shop.store.do(actions.issue, [draft])[0].total == 130_800


def test_what_the_law_wants_is_asked_and_stops_the_tick(shop: MoneyShop) -> None:
    draft = shop.draft(shop.kestrel, ("plan", "Gold", 85_000))
    change_client(shop, shop.kestrel, address="", city="")
    (asked,) = shop.store.ask(queries.draft_page, draft).questions
    assert (asked.kind, asked.field) == ("legal", "client.address")
    with pytest.raises(UserError) as refused:
        shop.store.do(actions.mark_ready, draft)
    assert refused.value.field == "client.address"


def test_numbers_start_anew_each_year_and_never_run_backwards(shop: MoneyShop) -> None:
    shop.invoice(shop.kestrel)
    with dates.frozen(datetime(2027, 1, 2, 9, 0)):
        newest = shop.invoice(shop.dunmore)
        assert shop.store.ask(queries.invoice_page, newest).row.number == "2027-0001"
    with pytest.raises(UserError, match="Set this computer's clock right"):
        shop.invoice(shop.kestrel, 90_000)
    sound(shop)


def test_a_void_keeps_the_number_and_its_time_bills_again(shop: MoneyShop) -> None:
    shop.log(shop.ticket(shop.kestrel), DAY, "8:00-9:00")
    shop.store.do(actions.make_drafts, DAY)
    draft = shop.store.ask(queries.draft_of, shop.kestrel)
    assert draft is not None
    shop.store.do(actions.mark_ready, draft)
    shop.store.do(actions.issue, [draft])
    paid = shop.store.do(actions.add_payment, shop.kestrel, 10_000)
    credit = shop.store.do(actions.void_invoice, draft, "Wrong client")
    page = shop.store.ask(queries.invoice_page, draft)
    assert (page.row.number, page.row.status, page.row.open) == ("2026-0001", "Void", 0)
    assert shop.store.ask(queries.invoice_page, credit).row.total == -15_000
    assert shop.store.ask(queries.available, paid) == 10_000
    assert [event.kind for event in page.events] == ["voided"]
    (waiting,) = shop.store.ask(queries.unbilled_time, DAY)
    assert waiting.minutes == 60
    with pytest.raises(UserError, match="taken off already"):
        shop.store.do(actions.void_invoice, draft, "Again")
    shop.store.do(actions.make_drafts, DAY)
    sound(shop)


def test_credits_by_line_and_by_amount_never_exceed_the_invoice(shop: MoneyShop) -> None:
    draft = shop.draft(shop.kestrel, ("plan", "Gold", 85_000), ("hardware", "Drive", 120_000))
    shop.store.do(actions.mark_ready, draft)
    shop.store.do(actions.issue, [draft])
    drive = shop.store.ask(queries.invoice_page, draft).lines[1]
    first = shop.store.do(actions.credit_invoice, draft, "Half of it", None, {drive.id: 60_000})
    assert shop.store.ask(queries.invoice_page, first).row.total == -65_250
    with pytest.raises(UserError) as refused:
        shop.store.do(actions.credit_invoice, draft, "Too much", 150_251)
    assert refused.value.field == "amount"
    shop.store.do(actions.credit_invoice, draft, "The rest")
    assert shop.store.ask(queries.invoice_page, draft).row.open == 0
    with pytest.raises(UserError):
        shop.store.do(actions.credit_invoice, draft, "")
    assert sum(row.revenue for row in shop.store.ask(queries.revenue)) == 0
    sound(shop)


def test_a_write_off_takes_what_is_open_and_leaves_revenue(shop: MoneyShop) -> None:
    invoice = shop.invoice(shop.kestrel, 85_000)
    shop.store.do(actions.add_payment, shop.kestrel, 80_000)
    with pytest.raises(UserError, match=r"At most \$50.00"):
        shop.store.do(actions.write_off_invoice, invoice, "Gone", 5_001)
    row = shop.store.do(actions.write_off_invoice, invoice, "Gone out of business")
    assert shop.store.ask(queries.invoice_page, row).row.total == -5_000
    assert shop.store.ask(queries.invoice_page, invoice).row.open == 0
    assert [one.revenue for one in shop.store.ask(queries.revenue)] == [85_000]
    sound(shop)


def test_money_pays_the_oldest_first_and_the_rest_stays_over(shop: MoneyShop) -> None:
    late = shop.invoice(shop.kestrel, 30_000, due=date(2026, 3, 20))
    early = shop.invoice(shop.kestrel, 50_000, due=date(2026, 3, 12))
    paid = shop.store.do(actions.add_payment, shop.kestrel, 60_000, "check", DAY, "4411")
    assert shop.store.ask(queries.invoice_page, early).row.status == "Paid"
    assert shop.store.ask(queries.invoice_page, late).row.status == "Part paid"
    more = shop.store.do(actions.add_payment, shop.kestrel, 30_000)
    assert shop.store.ask(queries.available, more) == 10_000
    third = shop.invoice(shop.kestrel, 4_000)
    assert shop.store.do(actions.apply_credit, more) == {third: 4_000}
    shop.store.do(actions.refund, more, 5_000)
    with pytest.raises(UserError, match=r"Only \$10.00"):
        shop.store.do(actions.refund, more, 1_001)
    pays = {one.invoice_id: one.amount for one in shop.store.ask(queries.payment_page, paid).pays}
    assert pays == {early: 50_000, late: 10_000}
    sound(shop)


def test_payments_are_refused_by_their_field(shop: MoneyShop) -> None:
    invoice = shop.invoice(shop.kestrel, 30_000)
    for amount, day, method, shares, field in (
        (0, DAY, "check", None, "amount"),
        (100, date(2026, 3, 12), "check", None, "on"),
        (100, DAY, "barter", None, "method"),
        (40_000, DAY, "check", {invoice: 30_001}, "allocations"),
        (100, DAY, "check", {invoice: 101}, "allocations"),
        (100, DAY, "check", {invoice + 99: 1}, "allocations"),
    ):
        with pytest.raises(UserError) as refused:
            shop.store.do(actions.add_payment, shop.kestrel, amount, method, day, "", shares)
        assert refused.value.field == field
    assert shop.store.ask(queries.payment_count) == 0


def test_a_bounced_check_opens_its_invoices_again(shop: MoneyShop) -> None:
    invoice = shop.invoice(shop.kestrel, 30_000)
    paid = shop.store.do(actions.add_payment, shop.kestrel, 40_000)
    shop.store.do(actions.reverse_payment, paid, DAY, "Returned")
    assert shop.store.ask(queries.invoice_page, invoice).row.open == 30_000
    assert shop.store.ask(queries.available, paid) == 0
    assert shop.store.ask(queries.ageing_row, DAY).unapplied == 0
    with pytest.raises(UserError, match="given back already"):
        shop.store.do(actions.reverse_payment, paid)
    sound(shop)


def test_recording_a_payment_can_be_undone_and_issuing_cannot(shop: MoneyShop) -> None:
    invoice = shop.invoice(shop.kestrel, 30_000)
    shop.store.do(actions.add_payment, shop.kestrel, 30_000)
    assert shop.store.undo() == "Record payment"
    assert shop.store.ask(queries.invoice_page, invoice).row.open == 30_000
    with pytest.raises(UserError, match="cannot be undone"):
        shop.store.undo()
    sound(shop)


def test_making_drafts_and_answers_can_be_undone(shop: MoneyShop) -> None:
    entry = shop.log(shop.ticket(shop.kestrel), DAY, "8:00-9:00")
    shop.store.do(actions.make_drafts, DAY)
    shop.store.undo()
    assert shop.store.ask(queries.draft_of, shop.kestrel) is None
    assert shop.store.ask(time_queries.entry, entry).state == "unbilled"
    shop.store.redo()
    assert shop.store.ask(time_queries.entry, entry).state == "on_draft"
    sound(shop)


def test_our_own_company_is_not_billed(shop: MoneyShop) -> None:
    from mspdesk.clients.queries import internal_id

    own = shop.store.ask(internal_id)
    assert own is not None
    with pytest.raises(UserError, match="billed"):
        shop.store.do(actions.new_draft, own)
