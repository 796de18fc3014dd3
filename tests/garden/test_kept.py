"""What triggers keep by client and month is what the invoices say, whatever happens to them."""

from datetime import date, datetime

from sqlalchemy import text

from mspdesk.billing import actions as billing
from mspdesk.billing.models import Invoice, InvoiceLine
from mspdesk.database.tables import Batch
from mspdesk.garden import actions
from mspdesk.garden.queries import check_money
from mspdesk.garden.queries.checks import by_month, kept_money, money_parts
from mspdesk.tickets.models import Ticket
from tests.garden.gardenshop import GardenShop


def kept(shop: GardenShop, client: int) -> dict[tuple[str, str], tuple[int, int]]:
    """Amount and cost of a client by month and kind, as they are kept."""
    found = shop.store.ask(kept_money)
    return {(month, kind): sums for (who, month, kind), sums in found.items() if who == client}


def test_lines_count_in_the_month_of_their_day_and_at_their_cost(shop: GardenShop) -> None:
    found = kept(shop, shop.sample.kestrel)
    assert found["2025-12", "plan"] == (90_000, 0)
    # 1.5 pieces at 333.33 and 222.21: half up, in the month of the invoice.
    assert found["2025-11", "hardware"] == (50_000, 33_332)
    assert found["2025-11", "discount"] == (-1_000, 0)
    assert found["2026-01", "software"] == (28_000, 21_700)
    assert found["2025-12", "project"] == (15_000, 0)
    assert found["2026-01", "project"] == (7_500, 0)
    assert found["2026-01", "time"] == (7_500, 0)
    assert not any(kind == "other" for _, kind in found)


def test_a_void_takes_everything_back_where_it_stood(shop: GardenShop) -> None:
    sample = shop.sample
    before = kept(shop, sample.kestrel)
    made = shop.bill(
        sample.kestrel,
        date(2026, 2, 20),
        ("hardware", 99_900, {"unit_cost": 70_000, "on": date(2026, 2, 1)}),
        ("plan", 90_000, {"on": date(2026, 3, 1)}),
    )
    assert kept(shop, sample.kestrel)["2026-02", "hardware"] == (99_900, 70_000)
    shop.store.do(billing.void_invoice, made, "Wrong client")
    assert kept(shop, sample.kestrel) == before
    assert shop.store.ask(check_money) == []


def test_a_credit_takes_off_and_a_write_off_does_not(shop: GardenShop) -> None:
    client = shop.sample.oldmill
    made = shop.bill(client, date(2026, 2, 20), ("plan", 40_000, {}))
    shop.store.do(billing.credit_invoice, made, "A week without help", 10_000)
    shop.store.do(billing.write_off_invoice, made, "They closed")
    found = kept(shop, client)
    assert found["2026-02", "plan"] == (40_000, 0)
    assert found["2026-03", "credit"] == (-10_000, 0)
    assert sum(amount for amount, _ in found.values()) == 30_000 + 30_000
    assert shop.store.ask(check_money) == []


def test_a_draft_counts_for_nothing(shop: GardenShop) -> None:
    before = kept(shop, shop.sample.oldmill)
    draft = shop.store.do(billing.new_draft, shop.sample.oldmill)
    shop.store.do(billing.add_line, draft, "plan", "Gold", 10_000, 50_000)
    assert kept(shop, shop.sample.oldmill) == before


def test_a_ticket_takes_its_lines_into_a_project_and_out_again(shop: GardenShop) -> None:
    before = kept(shop, shop.sample.kestrel)
    with shop.store.step("Join") as session:
        session.get_one(Ticket, shop.ticket).project = "Move"
    joined = kept(shop, shop.sample.kestrel)
    assert joined["2026-01", "project"] == (15_000, 0)
    assert ("2026-01", "time") not in joined
    with shop.store.step("Leave") as session:
        session.get_one(Ticket, shop.ticket).project = ""
    assert kept(shop, shop.sample.kestrel) == before
    assert shop.store.ask(check_money) == []


def test_history_comes_with_its_batch_and_goes_with_it(shop: GardenShop) -> None:
    before = kept(shop, shop.sample.oldmill)
    number = _bring_history(shop)
    found = kept(shop, shop.sample.oldmill)
    # The second invoice came without lines: its sum is other. The third voids the first.
    assert found["2019-05", "other"] == (7_700, 0)
    assert ("2019-04", "hardware") not in found
    assert shop.store.ask(check_money) == []
    with shop.store.step("Raw") as session:
        for statement in (
            "UPDATE batch SET undone_at = '2026-03-11 10:00:00' WHERE id = :batch",
            "DELETE FROM invoice_line WHERE batch_id = :batch AND kind = 'time'",
            "DELETE FROM invoice WHERE batch_id = :batch AND void",
        ):
            session.connection().execute(text(statement), {"batch": number})
    assert kept(shop, shop.sample.oldmill)["2019-04", "hardware"] == (8_000, 5_000)
    assert kept(shop, shop.sample.oldmill)["2019-04", "other"] == (1_000, 0)
    assert shop.store.ask(check_money) == []
    with shop.store.step("Raw") as session:
        for table in ("invoice_line", "invoice"):
            statement = f"DELETE FROM {table} WHERE batch_id = :batch"  # noqa: S608 - our own names
            session.connection().execute(text(statement), {"batch": number})
    assert kept(shop, shop.sample.oldmill) == before
    assert shop.store.ask(check_money) == []


def _bring_history(shop: GardenShop) -> int:
    """Three old invoices: one with lines, one without, and one that voids the first."""
    old = (
        (date(2019, 4, 9), 9_000, False),
        (date(2019, 5, 9), 7_700, False),
        (date(2019, 6, 1), -9_000, True),
    )
    with shop.store.step("Import") as session:
        batch = Batch(kind="shop", made_at=datetime(2026, 3, 11, 9, 0))
        session.add(batch)
        session.flush()
        rows: list[Invoice] = []
        for n, (day, subtotal, void) in enumerate(old):
            row = Invoice(
                kind="credit" if void else "invoice",
                state="issued",
                number=f"OLD-{n}",
                key=f"old-{n}",
                client_id=shop.sample.oldmill,
                applies_to_id=rows[0].id if void else None,
                void=void,
                issued_on=day,
                due_on=day,
                subtotal=subtotal,
                total=subtotal,
                batch_id=batch.id,
            )
            session.add(row)
            session.flush()
            rows.append(row)
        for position, (kind, amount, cost) in enumerate(
            (("hardware", 8_000, 5_000), ("time", 1_000, None))
        ):
            line = InvoiceLine(
                invoice_id=rows[0].id,
                position=position,
                kind=kind,
                text="From the old books",
                amount=amount,
                unit_price=amount,
                unit_cost=cost,
                batch_id=batch.id,
            )
            session.add(line)
        session.flush()
        return batch.id


def test_a_wrong_figure_is_found_and_put_right(shop: GardenShop) -> None:
    assert shop.store.ask(check_money) == []
    with shop.store.step("Raw") as session:
        wrong = "UPDATE money_by_client_month SET amount = 1 WHERE kind = 'plan'"
        session.connection().execute(text(wrong))
    assert shop.store.ask(check_money) == [
        "What Kestrel Machine & Tool was billed in 2025-12 is not the sum of its invoices.",
        "What Kestrel Machine & Tool was billed in 2026-01 is not the sum of its invoices.",
    ]
    shop.store.do(actions.rebuild_money)
    assert shop.store.ask(check_money) == []
    with shop.store.read() as session:
        assert by_month(money_parts(session)) == kept_money(session)
