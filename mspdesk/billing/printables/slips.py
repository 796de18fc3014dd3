"""The list that goes to the bank with a deposit."""

from collections import Counter
from collections.abc import Sequence

from ...desk.area import Paper
from ...money import Currency, shown
from ...printing import blocks
from ...printing.blocks import Blank, Column
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from .. import queries
from ..queries import DepositDocument, WaitingRow
from ..rules.words import method_words


def _day(document: DepositDocument, row: WaitingRow) -> str:
    day = row.received_on
    return f"{day.day} {day:%b}" if document.day_first else f"{day:%b} {day.day}"


def _by_method(rows: Sequence[WaitingRow], currency: Currency) -> list[tuple[str, str]]:
    """The sum and count of each way of paying: 3 checks, $1,250.00."""
    sums: Counter[str] = Counter()
    many: Counter[str] = Counter()
    for row in rows:
        sums[row.method] += row.amount
        many[row.method] += 1
    return [
        (f"{method_words(method)}, {many[method]}", shown(sums[method], currency))
        for method in sums
    ]


def deposit_slip(document: DepositDocument) -> Layout:
    """One deposit: every payment in it, the sum of each kind, room for the bank's hand."""
    shop, currency = document.letterhead, document.currency
    on = document.on
    day = f"{on.day} {on:%b} {on.year}" if document.day_first else f"{on:%b} {on.day}, {on.year}"
    facts = [("Date", day), ("Account", document.account or "not named")]
    facts += [("By", document.person)] if document.person else []
    facts.append(("Total", shown(document.total, currency)))
    rows = [
        (
            str(at),
            row.client,
            method_words(row.method),
            row.reference,
            _day(document, row),
            row.number,
            shown(row.amount, currency),
        )
        for at, row in enumerate(document.rows, 1)
    ]
    return Layout(
        title=f"Deposit {document.number}",
        author=shop.name,
        head_on_first=False,
        head=Head(shop.name, f"Deposit {document.number}", day),
        foot=Foot.of(shop),
        blocks=[
            blocks.letterhead(shop),
            blocks.heading("Deposit", document.number),
            blocks.fact_list(facts, bold=("Total",), label_width=80, values_right=False),
            blocks.space(10),
            blocks.table(
                [
                    Column("", 22, align="right"),
                    Column("From", share=2, wrap=True),
                    Column("By", 62, wrap=True),
                    Column("Reference", wrap=True),
                    Column("Came in", 48),
                    Column("Payment", 52),
                    Column("Amount", 84, align="right"),
                ],
                rows,
            ),
            blocks.sums(
                _by_method(document.rows, currency),
                final=("Deposit", shown(document.total, currency)),
            ),
            *([blocks.paragraph(document.words)] if document.words else []),
            blocks.space(18),
            blocks.signatures(Blank("Received for the bank", 2), Blank("Date", 1)),
        ],
    )


DEPOSIT = Printable("deposit", "Deposit", queries.deposit_document, deposit_slip)
PAPER = Paper("deposit", "Deposit list", DEPOSIT, queries.find_deposit, "bill")
