"""Files for the accountant's program, read back by a reader that shares nothing with the writer."""

import csv
import errno
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from mspdesk.errors import Trouble, UserError
from mspdesk.exchange.accountant import (
    Accounts,
    Customer,
    Parcel,
    Receipt,
    Sale,
    SaleLine,
    SaleTax,
    customer_names,
)
from mspdesk.exchange.iif import write_iif
from mspdesk.exchange.qbo import write_qbo
from mspdesk.exchange.whole_folder import free_name, whole_folder
from mspdesk.money import Currency
from tests.exchange.hostile import HOSTILE
from tests.exchange.iif_reader import read_iif

DAY = date(2026, 12, 1)


def line(amount: int, text: str = "Gold plan", tax: int = 0, quantity: int = 10_000) -> SaleLine:
    return SaleLine("Service Income", text, quantity, amount, amount, DAY, "IL" if tax else "", tax)


def sale(number: str, *lines: SaleLine, tax: int = 0, credit: bool = False) -> Sale:
    total = sum(one.amount for one in lines) + tax
    taxes = (SaleTax("Sales tax", tax),) if tax else ()
    due = date(2026, 12, 16)
    return Sale(number, "Kestrel", DAY, due, total, lines, taxes, "Net 15", credit=credit)


def worked() -> Sale:
    """The invoice of B6: 2,687.50 and 105.00 tax."""
    lines = (
        line(85_000),
        SaleLine("Service Income", "Labor", 17_500, 15_000, 26_250, DAY),
        line(30_000, "After hours"),
        line(7_500, "Trip charge"),
        SaleLine("Product Sales", "Drive", 10_000, 120_000, 120_000, DAY, "IL", 10_500),
    )
    return sale("2026-0001", *lines, tax=10_500)


def parcel(*sales: Sale, receipts: tuple[Receipt, ...] = (), money: str = "USD") -> Parcel:
    return Parcel((Customer("Kestrel"),), sales, receipts, Accounts(), Currency(money))


def test_the_worked_invoice_is_one_block_that_sums_to_zero(tmp_path: Path) -> None:
    file = tmp_path / "books.iif"
    assert write_iif(file, parcel(worked())) == 1
    (block,) = read_iif(file).transactions
    assert (block.main["TRNSTYPE"], block.main["ACCNT"]) == ("INVOICE", "Accounts Receivable")
    assert (block.main["AMOUNT"], block.on) == ("2792.50", DAY)
    assert (block.main["DUEDATE"], block.main["TERMS"]) == ("12/16/2026", "Net 15")
    assert [(one["ACCNT"], one["AMOUNT"], one["QNTY"], one["PRICE"]) for one in block.splits] == [
        ("Service Income", "-850.00", "-1", "850.00"),
        ("Service Income", "-262.50", "-1.75", "150.00"),
        ("Service Income", "-300.00", "-1", "300.00"),
        ("Service Income", "-75.00", "-1", "75.00"),
        ("Product Sales", "-1200.00", "-1", "1200.00"),
        ("Sales Tax Payable", "-105.00", "", ""),
    ]


def test_credits_discounts_payments_and_refunds_balance(tmp_path: Path) -> None:
    file = tmp_path / "books.iif"
    credit = sale("CN-2026-0001", line(-10_000, "Credit"), tax=-875, credit=True)
    less = sale("2026-0002", line(50_000), line(-5_000, "Discount"))
    receipts = (
        Receipt("P0001", "Kestrel", DAY, 45_000, "Check", "1021"),
        Receipt("P0002", "Kestrel", DAY, -5_000, "Check"),
    )
    write_iif(file, parcel(credit, less, receipts=receipts))
    note, invoice, paid, back = read_iif(file).transactions
    assert (note.main["TRNSTYPE"], note.main["AMOUNT"]) == ("CREDIT MEMO", "-108.75")
    assert (note.splits[0]["QNTY"], note.splits[0]["PRICE"]) == ("1", "100.00")
    assert note.main["DOCNUM"] == "N-2026-0001"
    assert invoice.splits[1]["AMOUNT"] == "50.00"
    assert (paid.main["TRNSTYPE"], paid.main["ACCNT"]) == ("PAYMENT", "Undeposited Funds")
    assert (paid.main["DOCNUM"], paid.splits[0]["ACCNT"]) == ("1021", "Accounts Receivable")
    assert (back.main["TRNSTYPE"], back.main["ACCNT"]) == ("GENERAL JOURNAL", "Accounts Receivable")


def test_what_does_not_add_up_is_not_written_at_all(tmp_path: Path) -> None:
    wrong = Sale("2026-0009", "Kestrel", DAY, DAY, 100, (line(99),))
    for write in (
        lambda: write_iif(tmp_path / "books.iif", parcel(worked(), wrong)),
        lambda: write_qbo(tmp_path, parcel(wrong)),
    ):
        with pytest.raises(UserError, match="2026-0009 does not add up"):
            write()
    assert not list(tmp_path.glob("*.iif*"))
    assert not list(tmp_path.glob("Invoices*"))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_in_their_cell(words: str, tmp_path: Path) -> None:
    naming = customer_names([(1, words, "C0001")], 41, code_page=True)
    name = naming.names[1]
    odd = Sale(
        "2026-0001", name, DAY, DAY, 100, (line(100, words),), (), words, words, (words, words)
    )
    odd_customer = Customer(name, words, (words,), words, words, words, "", words, words)
    file = tmp_path / "books.iif"
    whole = Parcel((odd_customer,), (odd,), (Receipt(words, name, DAY, 5, words, words, words),))
    write_iif(file, whole)
    assert len(read_iif(file).transactions) == 2
    write_qbo(tmp_path, whole)
    for csv_file in tmp_path.glob("*.csv"):
        rows = read_csv(csv_file)
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows[1:] for cell in row if cell[:1] in set("=@\t\r") and cell]


@given(
    some.lists(
        some.tuples(some.integers(-(10**9), 10**9), some.integers(0, 10**7)), min_size=1, max_size=6
    ),
    some.sampled_from(["USD", "JPY", "KWD"]),
)
@settings(max_examples=40)
def test_every_block_sums_to_zero_in_every_currency(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[tuple[int, int]], money: str
) -> None:
    folder = tmp_path_factory.mktemp("books")
    lines = [line(amount, tax=tax) for amount, tax in amounts]
    one = sale("1", *lines, tax=sum(tax for _, tax in amounts))
    write_iif(folder / "a.iif", parcel(one, money=money))
    (block,) = read_iif(folder / "a.iif").transactions
    digits = Currency(money).digits
    assert int(block.amounts[0].scaleb(digits)) == one.total
    assert all(-part.as_tuple().exponent == digits for part in block.amounts)  # type: ignore[operator]  # no infinity here
    write_qbo(folder, parcel(one, money=money))
    assert qbo_total(read_csv(folder / "Invoices.csv"), digits) == one.total


# --- QuickBooks Online ---------------------------------------------------------------------------


def read_csv(file: Path) -> list[list[str]]:
    """A CSV file as any other program reads it."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, strict=True))


def qbo_total(rows: Sequence[Sequence[str]], digits: int = 2) -> int:
    """The sum of amounts and taxes of a file of invoices, in minor units."""
    from decimal import Decimal

    amount, tax = rows[0].index("*ItemAmount"), rows[0].index("Item Tax Amount")
    whole = sum(Decimal(row[amount]) + Decimal(row[tax]) for row in rows[1:])
    return int(whole.scaleb(digits)) if whole else 0


def test_invoices_go_a_hundred_to_a_file(tmp_path: Path) -> None:
    sales = [sale(f"2026-{n:04d}", line(100), line(200)) for n in range(1, 202)]
    names = write_qbo(tmp_path, parcel(*sales))
    assert names == ["Customers.csv", *(f"Invoices {n} of 3.csv" for n in (1, 2, 3))]
    files = [read_csv(tmp_path / name) for name in names[1:]]
    assert [len({row[0] for row in rows[1:]}) for rows in files] == [100, 100, 1]
    assert sum(qbo_total(rows) for rows in files) == 201 * 300
    first, second = files[0][1:3]
    assert first[:4] == ["2026-0001", "Kestrel", "12/01/2026", "12/16/2026"]
    assert second[:4] == ["2026-0001", "", "", ""]


def test_credits_and_payments_are_lists_of_their_own(tmp_path: Path) -> None:
    note = sale("CN-1", line(-100), credit=True)
    names = write_qbo(tmp_path, parcel(note, receipts=(Receipt("P1", "Kestrel", DAY, -5),)))
    assert names == ["Customers.csv", "Credit notes.csv", "Payments.csv"]
    assert read_csv(tmp_path / "Payments.csv")[1][3] == "-0.05"


# --- names ---------------------------------------------------------------------------------------


def test_names_are_cut_and_told_apart() -> None:
    long = "Northern Lights Dental and Orthodontic Center of Duluth"
    people = [
        (3, f"{long} East", "C0003"),
        (1, long, "C0001"),
        (2, 'Ann:"s\tShop', "C0002"),
        (4, "ann s shop", "C0004"),
        (5, "Łódź Café", "C0005"),
        (6, "Plain", "C0006"),
    ]
    naming = customer_names(people, 41, code_page=True)
    assert naming.names == {
        1: "Northern Lights Dental and Orthodontic Ce",
        2: "Ann s Shop",
        3: "Northern Lights Dental and Orthod (C0003)",
        4: "ann s shop (C0004)",
        5: "?ódz Café",
        6: "Plain",
    }
    assert all(len(name) <= 41 for name in naming.names.values())
    assert sorted(naming.warnings) == [1, 2, 3, 4, 5]
    assert (
        naming.warnings[4] == 'ann s shop would meet Ann:"s\tShop and goes as ann s shop (C0004).'
    )


# --- whole or not at all -------------------------------------------------------------------------


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Trouble, match="no room left on the disk"):
        write_iif(tmp_path / "books.iif", parcel(worked()))
    with pytest.raises(Trouble, match="no room left"), whole_folder(tmp_path / "books") as part:
        write_qbo(part, parcel(worked()))
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_is_not_written_over(tmp_path: Path) -> None:
    assert free_name(tmp_path, "a", ".iif").name == "a.iif"
    (tmp_path / "a.iif").touch()
    (tmp_path / "a (2).iif").touch()
    assert free_name(tmp_path, "a", ".iif").name == "a (3).iif"


def test_a_folder_appears_whole(tmp_path: Path) -> None:
    def broken() -> Any:
        raise UserError("no")

    with pytest.raises(UserError), whole_folder(tmp_path / "x") as part:
        (part / "one.csv").touch()
        broken()
    assert list(tmp_path.iterdir()) == []
