"""The list that goes to the bank, statements for all, and overdue letters on paper."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from mspdesk import dates
from mspdesk.billing import actions, queries, runs
from mspdesk.billing.printables import PAPERS, STATEMENT
from mspdesk.billing.printables.slips import DEPOSIT
from mspdesk.errors import Cancelled, UserError
from mspdesk.letters.printables import LETTER
from mspdesk.printing.document import Printable, prepare
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from tests.billing.moneyshop import DAY, MoneyShop
from tests.printing.pdftext import pages_of, text_of
from tests.snapshots.compare import compare_snapshot


def paper(shop: MoneyShop, printable: Printable[Any], key: int, size: Paper = Paper.LETTER) -> str:
    return text_of(prepare(printable, shop.store.ask(printable.gather, key), size).pdf)


def deposit(shop: MoneyShop) -> int:
    """Two checks and some cash, taken to the bank on the day."""
    store = shop.store
    ids = [
        store.do(actions.add_payment, client, amount, method, None, reference)
        for client, amount, method, reference in (
            (shop.kestrel, 231_000, "check", "1021"),
            (shop.dunmore, 41_200, "check", "4410"),
            (shop.kestrel, 5_000, "cash", ""),
        )
    ]
    return store.do(actions.make_deposit, ids, DAY, "First Bank 0117", "Taken by Priya")


def test_the_deposit_list_names_every_payment_and_adds_up(shop: MoneyShop) -> None:
    words = paper(shop, DEPOSIT, deposit(shop))
    for said in ("D0001", "First Bank 0117", "$2,722.00", "Cash, 1", "$50.00", "4410"):
        assert said in words
    assert "$2,772.00" in words
    compare_snapshot(words, "billing/deposit")


def test_the_deposit_list_fits_both_sizes_and_many_payments(shop: MoneyShop) -> None:
    ids = [
        shop.store.do(actions.add_payment, shop.kestrel, 1_000 + n, "check", None, f"{n:04d}")
        for n in range(60)
    ]
    made = shop.store.do(actions.make_deposit, ids)
    for size in Paper:
        document = shop.store.ask(DEPOSIT.gather, made)
        pages = pages_of(prepare(DEPOSIT, document, size).pdf)
        assert len(pages) in {2, 3}
        assert all(f"{n:04d}" in " ".join(pages) for n in range(60))


def test_the_deposit_list_is_found_by_its_number(shop: MoneyShop) -> None:
    made = deposit(shop)
    (found,) = [one for one in PAPERS if one.key == "deposit"]
    assert shop.store.ask(found.find, "d0001") == made


def test_a_statement_carries_the_part_to_send_back(shop: MoneyShop) -> None:
    shop.invoice(shop.kestrel, 85_000)
    words = paper(shop, STATEMENT, shop.kestrel)
    assert "Please return this part with your check" in words
    assert "Amount enclosed" in words
    assert "Amount enclosed" not in paper(shop, STATEMENT, shop.dunmore)


def test_everybody_who_owes_is_found_by_one_word(shop: MoneyShop) -> None:
    store = shop.store
    (found,) = [one for one in PAPERS if one.key == "statements"]
    with pytest.raises(UserError, match="Nobody owes"):
        store.ask(found.find, "all")
    for client in (shop.kestrel, shop.dunmore):
        shop.invoice(client, 85_000)
    assert store.ask(found.find, "all") == (shop.dunmore, shop.kestrel)
    with pytest.raises(UserError, match="one client has a statement"):
        store.ask(found.find, "Kestrel")


def test_statements_of_all_are_saved_one_by_one(shop: MoneyShop, tmp_path: Path) -> None:
    for client in (shop.kestrel, shop.dunmore):
        shop.invoice(client, 85_000)
    ids = [row.id for row in shop.store.ask(queries.receivables).clients]
    files = runs.save_statements(shop.store, Progress(), ids, tmp_path)
    assert sorted(file.name for file in files) == [
        "Statement C0002 Kestrel Machine - Tool.pdf",
        "Statement C0003 Dunmore Title - Escrow.pdf",
    ]
    stopped = Progress()
    stopped.stop()
    with pytest.raises(Cancelled):
        runs.save_statements(shop.store, stopped, ids, tmp_path / "none")


def test_the_three_overdue_letters_print_from_the_books(shop: MoneyShop) -> None:
    store = shop.store
    with dates.frozen(datetime(2026, 2, 1, 9, 0)):
        shop.invoice(shop.kestrel, 279_250, due=date(2026, 2, 9))
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        for key, said in (
            ("note", "A friendly note about your account"),
            ("second_letter", "$2,792.50 is past due"),
            ("stop", "Your account needs a decision by March 21, 2026"),
        ):
            letter = store.do(actions.take_step, shop.kestrel, key)
            assert letter is not None
            words = paper(shop, LETTER, letter, Paper.A4)
            assert said in words
            assert "2026-0001" in words
            assert "30" in words
            assert "[" not in words
