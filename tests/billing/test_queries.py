"""Lists, pages, statements, revenue, and the proof of all minutes."""

from datetime import date, datetime

import pytest

from mspdesk import dates
from mspdesk.billing import actions, queries
from mspdesk.billing.offers import calls_today, deposits_today, drafts_today, find_invoices
from mspdesk.billing.queries.monthly import revenue_by_month
from mspdesk.billing.reports import shares_of
from mspdesk.errors import UserError
from mspdesk.timekeeping import actions as timekeeping
from tests.billing.moneyshop import DAY, MoneyShop


def test_the_run_sheet_sets_questions_apart_from_ready(shop: MoneyShop) -> None:
    with dates.frozen(datetime(2026, 3, 11, 21, 0)):
        shop.log(shop.ticket(shop.kestrel), DAY, "19:00-20:30")
        ready = shop.draft(shop.dunmore, ("plan", "Silver", 40_000))
        shop.store.do(actions.mark_ready, ready)
        shop.store.do(actions.make_drafts, DAY)
    sheet = shop.store.ask(queries.run_sheet)
    assert [(row.client, row.tag) for row in sheet.with_question] == [
        ("Kestrel Machine & Tool", "After hours, no approval")
    ]
    assert [row.client for row in sheet.ready] == ["Dunmore Title & Escrow"]
    assert (sheet.to_review, sheet.sum_of(sheet.rows)) == ((), 85_000)
    assert sheet.ready[0].reviewed_by == "Priya Raman"
    assert [row.from_words for row in sheet.rows] == ["Agreement", "Hourly, 1 ticket"]
    titles = [row.title for row in shop.store.ask(drafts_today, None, DAY)]
    assert titles == ["1 draft with a question", "1 draft ready"]


def test_every_minute_is_in_the_proof_once(shop: MoneyShop) -> None:
    shop.plan(shop.kestrel)
    covered = shop.ticket(shop.kestrel, coverage="covered")
    billable = shop.ticket(shop.dunmore)
    shop.log(covered, DAY, "8:00-8:45")
    shop.log(billable, DAY, "9:00-10:00")
    off = shop.log(billable, DAY, "10:00-10:20")
    free = shop.log(billable, DAY, "11:00-11:10")
    shop.store.do(timekeeping.set_kind, free, "no_charge")
    shop.store.do(actions.make_drafts, date(2026, 3, 11))
    shop.store.do(actions.leave_off, off)
    rows = shop.store.ask(queries.minutes_proof, DAY, DAY)
    assert [(row.words, row.minutes) for row in rows] == [
        ("Billable, on a draft", 60),
        ("Billable, written off", 20),
        ("Covered by plan", 45),
        ("No charge", 10),
    ]
    assert sum(row.minutes for row in rows) == 135
    assert sum(row.share for row in shares_of(rows)) == 1_000_000


def test_lists_are_ordered_narrowed_and_paged(shop: MoneyShop) -> None:
    paid = shop.invoice(shop.dunmore, 10_000)
    late = shop.invoice(shop.kestrel, 20_000, due=DAY)
    shop.store.do(actions.add_payment, shop.dunmore, 10_000)
    credit = shop.store.do(actions.credit_invoice, late, "Agreed", 5_000)
    with dates.frozen(datetime(2026, 3, 15, 9, 0)):
        rows = shop.store.ask(queries.invoices, "client", False, 10)
        assert [(row.client[:7], row.status) for row in rows] == [
            ("Dunmore", "Paid"),
            ("Kestrel", "Overdue 4 days"),
            ("Kestrel", "Credit note"),
        ]
        for which, ids in (
            ("open", [late]),
            ("overdue", [late]),
            ("credits", [credit]),
            ("all", [paid, late, credit]),
        ):
            assert shop.store.ask(queries.invoice_count, which) == len(ids)
            found = shop.store.ask(queries.invoices, "issued", True, 10, which)
            assert sorted(row.id for row in found) == ids
            for skip in range(len(ids) + 1):
                rest = shop.store.ask(queries.invoices, "issued", True, 2, which, skip=skip)
                assert rest == found[skip : skip + 2]
        page = shop.store.ask(queries.invoices_by_id, [credit, paid])
        assert [row.id for row in page] == [credit, paid]


def test_an_invoice_tells_what_happened_to_it(shop: MoneyShop) -> None:
    invoice = shop.invoice(shop.kestrel, 30_000)
    shop.store.do(actions.note_event, [invoice], "sent", "ap@kestrel.example")
    shop.store.do(actions.add_payment, shop.kestrel, 10_000, "card", DAY, "9911")
    shop.store.do(actions.credit_invoice, invoice, "Agreed", 5_000)
    page = shop.store.ask(queries.invoice_page, invoice)
    assert [event.sentence for event in page.events] == [
        "Sent, ap@kestrel.example",
        "Credited, CR-2026-0001: Agreed",
    ]
    assert [(one.method, one.amount) for one in page.paid] == [("card", 10_000)]
    assert [one.total for one in page.credits] == [-5_000]
    assert (page.row.open, page.row.status) == (15_000, "Part paid")


def test_invoices_are_found_by_number_whatever_part_is_typed(shop: MoneyShop) -> None:
    invoice = shop.invoice(shop.kestrel, 30_000)
    for typed in ("2026-0001", "#2026-00", "0001"):
        (found,) = shop.store.ask(find_invoices, typed, 5)
        assert found.place.id == invoice
    assert shop.store.ask(find_invoices, "kestrel", 5) == []
    assert shop.store.ask(queries.find_invoice, " 2026-0001 ") == invoice
    with pytest.raises(UserError, match="There is no invoice"):
        shop.store.ask(queries.find_invoice, "2026-0002")


def test_a_statement_runs_from_the_balance_before_to_what_is_owed(shop: MoneyShop) -> None:
    with dates.frozen(datetime(2025, 11, 3, 9, 0)):
        shop.invoice(shop.kestrel, 20_000)
    with dates.frozen(datetime(2026, 2, 2, 9, 0)):
        shop.invoice(shop.kestrel, 30_000)
        shop.store.do(actions.add_payment, shop.kestrel, 25_000)
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        found = shop.store.ask(queries.statement_document, shop.kestrel)
    assert (found.first, found.opening) == (date(2026, 1, 1), 20_000)
    assert [(row.what, row.amount, row.balance) for row in found.rows] == [
        ("Invoice", 30_000, 50_000),
        ("Payment, thank you", -25_000, 25_000),
    ]
    assert (found.balance, found.amounts["1-30"]) == (25_000, 25_000)


def test_revenue_is_net_of_credits_and_without_tax(shop: MoneyShop) -> None:
    draft = shop.draft(shop.kestrel, ("hardware", "Drive", 100_000))
    shop.store.do(actions.mark_ready, draft)
    shop.store.do(actions.issue, [draft])
    shop.store.do(actions.credit_invoice, draft, "Agreed", 10_875)
    assert shop.store.ask(queries.revenue_json) == [
        {
            "client": "Kestrel Machine & Tool",
            "source_id": None,
            "year": 2026,
            "revenue": "900.00",
        }
    ]
    assert shop.store.ask(queries.revenue_json, 2027) == []


def test_a_client_s_money_in_a_few_figures(shop: MoneyShop) -> None:
    with dates.frozen(datetime(2026, 1, 5, 9, 0)):
        shop.invoice(shop.kestrel, 20_000)
    with dates.frozen(datetime(2026, 1, 15, 9, 0)):
        shop.store.do(actions.add_payment, shop.kestrel, 25_000)
    shop.invoice(shop.kestrel, 30_000)
    shop.draft(shop.kestrel, ("plan", "Gold", 1_000))
    money = shop.store.ask(queries.client_money, shop.kestrel)
    assert (money.owes, money.overdue, money.unapplied) == (30_000, 0, 5_000)
    assert (money.pays_in_days, money.last_payment_on) == (10, date(2026, 1, 15))
    assert (money.drafts_total, money.year_revenue) == (1_000, 50_000)
    earlier = shop.store.ask(queries.earlier_invoices, shop.kestrel)
    assert [one.words for one in earlier] == ["open", "paid in 10 days"]


def test_today_lists_late_steps_and_deposits(shop: MoneyShop) -> None:
    shop.invoice(shop.kestrel, 30_000, due=DAY)
    with dates.frozen(datetime(2026, 3, 12, 9, 0)):
        (row,) = shop.store.ask(calls_today, None, date(2026, 3, 12))
        assert row.title == "Kestrel Machine & Tool"
        assert row.detail.startswith("Friendly note, since Mar 12.")
        shop.store.do(actions.add_payment, shop.kestrel, 30_000)
        assert shop.store.ask(calls_today, None, date(2026, 3, 12)) == []
        (deposit,) = shop.store.ask(deposits_today, None, date(2026, 3, 12))
        assert (deposit.title, deposit.detail) == ("$300.00", "1 payment")


def test_ageing_by_client_sums_to_the_ageing_of_all(shop: MoneyShop) -> None:
    shop.invoice(shop.kestrel, 30_000, due=DAY)
    shop.invoice(shop.dunmore, 20_000)
    shop.store.do(actions.add_payment, shop.dunmore, 25_000)
    day = date(2026, 6, 1)
    whole = shop.store.ask(queries.ageing_row, day)
    rows = shop.store.ask(queries.ageing_by_client, day)
    assert sum(row.open_total for row in rows) == whole.open_total == 30_000
    assert sum(row.unapplied for row in rows) == whole.unapplied == 5_000
    assert whole.amounts["61-90"] == 30_000
    assert shop.store.ask(queries.ageing_row, date(2026, 3, 10)).open_invoices == 0


def test_revenue_by_month_is_net_of_credits_and_without_tax(shop: MoneyShop) -> None:
    with dates.frozen(datetime(2026, 1, 5, 9, 0)):
        shop.invoice(shop.kestrel, 20_000)
    draft = shop.draft(shop.kestrel, ("hardware", "Drive", 100_000))
    shop.store.do(actions.mark_ready, draft)
    shop.store.do(actions.issue, [draft])
    shop.store.do(actions.credit_invoice, draft, "Agreed", 10_875)
    day = dates.today()
    found = shop.store.ask(revenue_by_month, day, 13)
    assert len(found) == 13
    assert {one.first: one.revenue for one in found if one.revenue} == {
        date(2026, 1, 1): 20_000,
        dates.month_start(day): 90_000,
    }
    assert sum(one.revenue for one in shop.store.ask(revenue_by_month, day, 13, 99)) == 0
