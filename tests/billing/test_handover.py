"""Books handed over: what goes, what went, never twice by accident, never half."""

import errno
import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from mspdesk import dates
from mspdesk.billing import actions
from mspdesk.billing.queries import handover as queries
from mspdesk.billing.rules.handover import Wanted
from mspdesk.billing.runs.handover import hand_over
from mspdesk.clients.actions import add_client
from mspdesk.errors import Cancelled, Trouble, UserError
from mspdesk.exchange.accountant import Accounts
from mspdesk.exchange.reading import open_table
from mspdesk.progress import Progress
from tests.billing.moneyshop import ADDRESS, DAY, MoneyShop
from tests.exchange.iif_reader import IifFile, read_iif
from tests.exchange.test_accountant import qbo_total, read_csv

ACCOUNTS = Accounts(services="Income:Services")


def furnished(shop: MoneyShop) -> list[int]:
    """An invoice with tax and a discount, one credited, one written off, money in and out."""
    shop.log(shop.ticket(shop.kestrel), date(2026, 3, 9), "8:00-9:35")
    shop.store.do(actions.make_drafts, DAY)
    taxed = shop.draft(
        shop.kestrel,
        ("hardware", 'Drive\t"2 TB"', 120_000),
        ("discount", "Loyal client", 5_000),
    )
    shop.store.do(actions.mark_ready, taxed)
    shop.store.do(actions.issue, [taxed])
    credited = shop.invoice(shop.dunmore, 30_000)
    shop.store.do(actions.credit_invoice, credited, "Wrong price", 10_000)
    lost = shop.invoice(shop.dunmore, 20_000)
    shop.store.do(actions.write_off_invoice, lost, "Gone")
    paid = shop.store.do(actions.add_payment, shop.dunmore, 25_000, "check", None, "1021")
    shop.store.do(actions.refund, paid, 5_000)
    return [taxed, credited, lost]


def handed(shop: MoneyShop, folder: Path, target: str = "iif", **more: object) -> Path:
    wanted = Wanted(target, DAY, **more)  # type: ignore[arg-type]  # first or again
    return hand_over(shop.store, Progress(), wanted, ACCOUNTS, folder)


def sums(found: IifFile) -> dict[str, Decimal]:
    """What each kind of transaction moves, by type."""
    moved: dict[str, Decimal] = {}
    for one in found.transactions:
        kind = one.main["TRNSTYPE"]
        moved[kind] = moved.get(kind, Decimal(0)) + one.amounts[0]
    return moved


def test_the_iif_file_holds_every_cent_of_the_books(shop: MoneyShop, tmp_path: Path) -> None:
    furnished(shop)
    before = shop.store.ask(queries.outlook, Wanted("iif", DAY))
    assert (before.customers, before.invoices, before.credits, before.payments) == (2, 3, 2, 2)
    place = handed(shop, tmp_path)
    assert place.name == "MSPDesk for QuickBooks 2026-03-11.iif"
    found = read_iif(place)
    assert [one["NAME"] for one in found.customers] == [
        "Kestrel Machine & Tool",
        "Dunmore Title & Escrow",
    ]
    assert sums(found) == {
        "INVOICE": Decimal(before.invoiced) / 100,
        "CREDIT MEMO": Decimal(before.credited) / 100,
        "PAYMENT": Decimal("250.00"),
        "GENERAL JOURNAL": Decimal("50.00"),
    }
    first = found.transactions[0]
    # 1.75 h at $150 and a drive of $1,200.00 taxed at 8.75 %, less $50.00.
    assert first.main["AMOUNT"] == "1517.50"
    assert [(one["ACCNT"], one["AMOUNT"], one["MEMO"]) for one in first.splits[1:]] == [
        ("Product Sales", "-1200.00", "Drive 2 TB"),
        ("Income:Services", "50.00", "Loyal client"),
        ("Sales Tax Payable", "-105.00", "Sales tax"),
    ]
    lost = next(one for one in found.transactions if one.main["AMOUNT"] == "-200.00")
    assert lost.splits[0]["ACCNT"] == "Bad Debt"


def test_nothing_goes_twice_by_accident(shop: MoneyShop, tmp_path: Path) -> None:
    furnished(shop)
    handed(shop, tmp_path)
    after = shop.store.ask(queries.outlook, Wanted("iif", DAY))
    assert after.empty
    assert shop.store.ask(queries.last_day, "iif") == DAY
    with pytest.raises(UserError, match="nothing to hand over"):
        handed(shop, tmp_path)
    assert not shop.store.ask(queries.outlook, Wanted("qbo", DAY)).empty
    shop.invoice(shop.kestrel, 7_700)
    place = handed(shop, tmp_path)
    assert place.name == "MSPDesk for QuickBooks 2026-03-11 (2).iif"
    found = read_iif(place)
    assert (found.customers, sums(found)) == ([], {"INVOICE": Decimal("77.00")})
    newest, oldest = shop.store.ask(queries.handovers)
    assert (newest.invoices, newest.payments, oldest.invoices, oldest.payments) == (1, 0, 5, 2)
    assert shop.store.ask(queries.accounts) == ACCOUNTS


def test_again_is_on_purpose_and_says_what_went(shop: MoneyShop, tmp_path: Path) -> None:
    furnished(shop)
    handed(shop, tmp_path)
    wanted = Wanted("iif", DAY, again=True)
    found = shop.store.ask(queries.outlook, wanted)
    assert (found.invoices + found.credits + found.payments, found.before) == (7, 7)
    named = shop.store.ask(queries.went_before, wanted)
    assert "2026-0001 on Mar 11, 2026" in named
    handed(shop, tmp_path, again=True)
    assert shop.store.ask(queries.outlook, Wanted("iif", DAY)).empty


def test_a_withdrawn_hand_over_is_offered_again(shop: MoneyShop, tmp_path: Path) -> None:
    furnished(shop)
    handed(shop, tmp_path)
    (made,) = shop.store.ask(queries.handovers)
    shop.store.do(actions.withdraw_handover, made.id)
    (made,) = shop.store.ask(queries.handovers)
    assert made.withdrawn_at is not None
    assert shop.store.ask(queries.outlook, Wanted("iif", DAY)).invoices == 3
    with pytest.raises(UserError, match="withdrawn already"):
        shop.store.do(actions.withdraw_handover, made.id)


def test_a_full_disk_hands_nothing_over(
    shop: MoneyShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnished(shop)
    folder = tmp_path / "accountant"
    folder.mkdir()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for target in ("iif", "qbo", "csv", "xlsx"):
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(Trouble, match="no room left"):
                handed(shop, folder, target)
        assert list(folder.iterdir()) == []
        assert shop.store.ask(queries.handovers) == []


@pytest.mark.parametrize("words", ["Gathering", "Remembering"])
def test_stopped_at_any_point_nothing_is_left(shop: MoneyShop, tmp_path: Path, words: str) -> None:
    furnished(shop)
    folder = tmp_path / "accountant"
    folder.mkdir()
    for target in ("iif", "qbo"):
        with pytest.raises(Cancelled):
            hand_over(shop.store, _Late(words), Wanted(target, DAY), ACCOUNTS, folder)
        assert list(folder.iterdir()) == []
        assert shop.store.ask(queries.handovers) == []


class _Late(Progress):
    """Somebody who presses Stop at one step."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def step(self, done: int, total: int, words: str = "") -> None:
        """Stop when the step is reached."""
        if words == self._words:
            self.stop()
        super().step(done, total, words)


def test_what_cannot_be_remembered_leaves_no_file(
    shop: MoneyShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else hands the same over while the file is being written."""
    from mspdesk.billing.runs import handover as runs

    furnished(shop)
    written = runs.write_parcel
    (tmp_path / "theirs").mkdir()
    (tmp_path / "ours").mkdir()

    def meanwhile(*said: object) -> Path:
        monkeypatch.setattr(runs, "write_parcel", written)
        handed(shop, tmp_path / "theirs")
        return written(*said)  # type: ignore[arg-type]  # what hand_over gave

    monkeypatch.setattr(runs, "write_parcel", meanwhile)
    with pytest.raises(UserError, match="Somebody handed some of this over meanwhile"):
        handed(shop, tmp_path / "ours")
    assert list((tmp_path / "ours").iterdir()) == []
    assert len(shop.store.ask(queries.handovers)) == 1


def test_a_time_is_kept_to_and_names_are_warned_about(shop: MoneyShop, tmp_path: Path) -> None:
    with dates.frozen(datetime(2026, 2, 2, 9, 0)):
        shop.invoice(shop.kestrel, 11_100)
    long = "Northern Lights Dental and Orthodontic Center of Duluth"
    client = shop.store.do(add_client, long, ADDRESS)
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        shop.invoice(client, 22_200)
    march = Wanted("iif", DAY, date(2026, 3, 1))
    found = shop.store.ask(queries.outlook, march)
    assert (found.invoices, found.invoiced, found.first) == (1, 22_200, DAY)
    assert len(found.warnings) == 1
    assert "longer than 41 letters" in found.warnings[0]
    assert shop.store.ask(queries.outlook, Wanted("qbo", DAY)).warnings == ()
    february = Wanted("iif", date(2026, 2, 28))
    assert shop.store.ask(queries.outlook, february).invoiced == 11_100


def test_quickbooks_online_lists_and_workbook_say_the_same(shop: MoneyShop, tmp_path: Path) -> None:
    furnished(shop)
    found = shop.store.ask(queries.outlook, Wanted("qbo", DAY))
    online = handed(shop, tmp_path, "qbo")
    assert qbo_total(read_csv(online / "Invoices.csv")) == found.invoiced
    assert qbo_total(read_csv(online / "Credit notes.csv")) == found.credited
    lists = handed(shop, tmp_path, "csv")
    book = handed(shop, tmp_path, "xlsx")
    for table in (open_table(lists / "Invoices.csv"), open_table(book, sheet="Invoices")):
        rows = [row.cells for row in table.rows()]
        total = sum(Decimal(row["Total"]) for row in rows)
        assert total * 100 == found.invoiced + found.credited
        assert {row["Kind"] for row in rows} == {"Invoice", "Credit note"}
    lines = open_table(lists / "Lines.csv").rows()
    cells = [row.cells for row in lines]
    assert sum(Decimal(row["Net"]) + Decimal(row["Tax"]) for row in cells) * 100 == (
        found.invoiced + found.credited
    )
