"""What was issued is never changed, not even by raw SQL; imported history goes only as a batch."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from mspdesk.billing import actions, queries
from mspdesk.billing.models import Invoice
from mspdesk.errors import UserError
from tests.billing.moneyshop import DAY, MoneyShop

ISSUED_ROWS = (
    "UPDATE invoice SET total = 1 WHERE id = :id",
    "UPDATE invoice SET state = 'draft' WHERE id = :id",
    "UPDATE invoice SET number = '2026-9999' WHERE id = :id",
    "UPDATE invoice SET version = version + 1 WHERE id = :id",
    "DELETE FROM invoice WHERE id = :id",
    "UPDATE invoice_line SET amount = 0 WHERE invoice_id = :id",
    "UPDATE invoice_line SET invoice_id = :draft WHERE invoice_id = :id",
    "UPDATE invoice_line SET invoice_id = :id WHERE invoice_id = :draft",
    "DELETE FROM invoice_line WHERE invoice_id = :id",
    "UPDATE invoice_tax SET amount = 0 WHERE invoice_id = :id",
    "DELETE FROM invoice_tax WHERE invoice_id = :id",
    "UPDATE invoice_time SET note = 'x' WHERE invoice_id = :id",
    "DELETE FROM invoice_time WHERE invoice_id = :id",
    (
        "INSERT INTO invoice_line (invoice_id, position, kind, text, detail, quantity, unit,"
        " unit_price, amount, taxable, tax_code, tax_rate, manual, reworded, source, source_id,"
        " version) VALUES (:id, 9, 'plan', 'x', '', 10000, '', 1, 1, :no, '', 0, :no, :no, '', '',"
        " 1)"
    ),
    (
        "INSERT INTO invoice_tax (invoice_id, code, name, rate, base, amount, version)"
        " VALUES (:id, 'x', 'x', 0, 0, 0, 1)"
    ),
    (
        'INSERT INTO invoice_time (invoice_id, position, entry_id, "on", ticket, person, note,'
        " minutes, billed_minutes, rate, amount, covered, version)"
        " VALUES (:id, 9, 99, '2026-03-11', '#1', 'x', 'x', 1, 1, 1, 1, :no, 1)"
    ),
)


@pytest.fixture
def issued(shop: MoneyShop) -> Callable[[str], None]:
    """Runs raw SQL against an issued invoice with a line, tax and time, and a draft beside it."""
    shop.log(shop.ticket(shop.kestrel), DAY, "8:00-9:00")
    shop.store.do(actions.make_drafts, DAY)
    invoice = shop.store.ask(queries.draft_of, shop.kestrel)
    assert invoice is not None
    shop.store.do(actions.add_line, invoice, "hardware", "Drive", 10_000, 120_000)
    shop.store.do(actions.mark_ready, invoice)
    shop.store.do(actions.issue, [invoice])
    draft = shop.draft(shop.dunmore, ("plan", "Silver", 40_000))

    def run(statement: str) -> None:
        with shop.store.step("Raw") as session:
            values = {"id": invoice, "draft": draft, "no": False}
            session.connection().execute(text(statement), values)

    return run


def _state(shop: MoneyShop) -> list[object]:
    """Everything that stands on invoices, row by row."""
    found: list[object] = []
    with shop.store.read() as session:
        for table in ("invoice", "invoice_line", "invoice_tax", "invoice_time"):
            rows = session.connection().execute(text(f"SELECT * FROM {table} ORDER BY id"))  # noqa: S608 - our own four names
            found += [tuple(row) for row in rows]
    return found


def test_raw_sql_cannot_change_what_was_issued(
    shop: MoneyShop, issued: Callable[[str], None]
) -> None:
    before = _state(shop)
    for statement in ISSUED_ROWS:
        with pytest.raises((UserError, DBAPIError)) as refused:
            issued(statement)
        assert "never changed" in str(refused.value), statement
    assert _state(shop) == before


def test_a_replaced_row_is_refused_too(shop: MoneyShop, issued: Callable[[str], None]) -> None:
    if shop.store.dialect != "sqlite":
        return
    before = _state(shop)
    for table in ("invoice", "invoice_line", "invoice_tax", "invoice_time"):
        with pytest.raises(UserError, match="never changed"):
            issued(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")  # noqa: S608 - our own four names
    assert _state(shop) == before


def test_a_truncated_table_is_refused_too(shop: MoneyShop, issued: Callable[[str], None]) -> None:
    if shop.store.dialect == "sqlite":
        return
    for table in ("invoice", "invoice_line", "invoice_tax", "invoice_time"):
        with pytest.raises(UserError, match="never changed"):
            issued(f"TRUNCATE {table} CASCADE")


def test_a_draft_can_be_changed_by_anyone(shop: MoneyShop, issued: Callable[[str], None]) -> None:
    issued("UPDATE invoice_line SET text = 'Bronze' WHERE invoice_id = :draft")
    draft = shop.store.ask(queries.draft_of, shop.dunmore)
    assert draft is not None
    assert shop.store.ask(queries.draft_page, draft).lines[0].text == "Bronze"


def _history(shop: MoneyShop) -> tuple[int, int]:
    """An imported invoice with a line; answers its id and the batch's."""
    from mspdesk.billing.models import InvoiceLine
    from mspdesk.database.tables import Batch

    with shop.store.step("Import") as session:
        batch = Batch(kind="shop", made_at=datetime(2026, 3, 11, 9, 0))
        session.add(batch)
        session.flush()
        row = Invoice(
            key="old",
            state="issued",
            number="1042",
            client_id=shop.kestrel,
            issued_on=DAY,
            due_on=DAY,
            subtotal=500,
            tax=45,
            total=545,
            batch_id=batch.id,
        )
        session.add(row)
        session.flush()
        session.add(
            InvoiceLine(
                invoice_id=row.id,
                position=0,
                kind="service",
                text="Old work",
                amount=500,
                unit_price=500,
                batch_id=batch.id,
            )
        )
        session.flush()
        return row.id, batch.id


def test_imported_history_is_frozen_and_goes_with_its_undone_batch(shop: MoneyShop) -> None:
    invoice, batch = _history(shop)
    assert shop.store.ask(queries.ageing_row, DAY).open_total == 545
    assert shop.store.ask(queries.receivables).ageing.open_total == 545

    def run(statement: str) -> None:
        with shop.store.step("Raw") as session:
            session.connection().execute(text(statement), {"id": invoice, "batch": batch})

    for statement in (
        "UPDATE invoice SET total = 1 WHERE id = :id",
        "DELETE FROM invoice_line WHERE invoice_id = :id",
        "DELETE FROM invoice WHERE id = :id",
    ):
        with pytest.raises(UserError, match="never changed"):
            run(statement)
    run("UPDATE batch SET undone_at = '2026-03-11 10:00:00' WHERE id = :batch")
    run("DELETE FROM invoice_line WHERE invoice_id = :id")
    run("DELETE FROM invoice WHERE id = :id")
    assert shop.store.ask(queries.receivables).ageing.open_total == 0


def test_a_draft_forgotten_by_the_triggers_would_be_seen(shop: MoneyShop) -> None:
    """The checks of the books find each identity that is broken behind our back."""
    shop.invoice(shop.kestrel, 30_000)
    draft = shop.draft(shop.dunmore, ("plan", "Silver", 40_000))
    paid = shop.store.do(actions.add_payment, shop.kestrel, 40_000)

    def found(statement: str) -> list[str]:
        with shop.store.step("Raw") as session:
            session.connection().execute(text(statement), {"draft": draft, "paid": paid})
        return [words for check in queries.CHECKS for words in shop.store.ask(check)]

    assert "the total is not lines plus tax" in " ".join(
        found("UPDATE invoice SET total = total + 1 WHERE id = :draft")
    )
    assert "open amount kept is wrong" in " ".join(
        found("INSERT INTO receivable VALUES (1, 2, NULL, NULL, 1, 1)")
    )
    assert "more is applied than came in" in " ".join(
        found("UPDATE payment SET amount = 100 WHERE id = :paid")
    )
    assert "has a gap" in " ".join(
        found("UPDATE number_series SET next = 5 WHERE kind = 'invoice'")
    )
