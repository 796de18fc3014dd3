"""The run that hands books over: gather, write whole files, then remember what went."""

from pathlib import Path
from typing import Any

from ...database.store import Store
from ...dates import today
from ...errors import UserError
from ...exchange import csv_files, workbook
from ...exchange.accountant import Accounts, Customer, Parcel, Receipt, Sale, SaleLine
from ...exchange.columns import DATE, QUANTITY, TEXT, OutColumn, money_in
from ...exchange.iif import write_iif
from ...exchange.qbo import write_qbo
from ...exchange.whole_folder import free_name, remove, whole_folder
from ...progress import Progress
from ..actions.handover import record_handover
from ..queries import handover as queries
from ..rules.handover import CSV, IIF, QBO, XLSX, Wanted

NAMES = {
    IIF: "MSPDesk for QuickBooks",
    QBO: "MSPDesk for QuickBooks Online",
    CSV: "MSPDesk books",
    XLSX: "MSPDesk books",
}


def hand_over(
    store: Store, progress: Progress, wanted: Wanted, accounts: Accounts, folder: Path
) -> Path:
    """Write the files of a hand-over into a folder, then remember what went; answers the place.

    Stopped, or on a full disk, nothing is left and nothing is remembered. Raises UserError where
    there is nothing to hand over.
    """
    progress.step(0, 1, "Gathering")
    packed = store.ask(queries.packed, wanted, accounts)
    if not packed.invoices and not packed.payments:
        raise UserError("There is nothing to hand over in this time.")
    place = write_parcel(wanted.target, packed.parcel, folder, progress)
    try:
        progress.step(1, 1, "Remembering")
        store.do(record_handover, wanted, packed, place.name, accounts)
    except BaseException:
        remove(place)
        raise
    return place


def write_parcel(target: str, parcel: Parcel, folder: Path, progress: Progress) -> Path:
    """Write everything in the form of a target; one file, or a folder of files."""
    name = f"{NAMES[target]} {today().isoformat()}"
    if target == IIF:
        place = free_name(folder, name, ".iif")
        write_iif(place, parcel, progress)
    elif target == XLSX:
        place = free_name(folder, name, ".xlsx")
        workbook.write_xlsx(place, [workbook.Sheet(*sheet) for sheet in _lists(parcel)], progress)
    else:
        place = free_name(folder, name)
        with whole_folder(place) as part:
            if target == QBO:
                write_qbo(part, parcel, progress)
            else:
                for title, columns, rows in _lists(parcel):
                    csv_files.write(part / f"{title}.csv", columns, rows, progress, len(rows))
    return place


def _lists(parcel: Parcel) -> list[tuple[str, tuple[OutColumn[Any], ...], list[Any]]]:
    """The plain lists: customers, documents, their lines, payments."""
    money = money_in(parcel.currency)
    customers = (
        OutColumn[Customer]("Customer", TEXT, lambda r: r.name),
        OutColumn[Customer]("Company", TEXT, lambda r: r.company),
        OutColumn[Customer]("Address", TEXT, lambda r: ", ".join(r.address)),
        OutColumn[Customer]("E-mail", TEXT, lambda r: r.email),
        OutColumn[Customer]("Phone", TEXT, lambda r: r.phone),
    )
    documents = (
        OutColumn[Sale]("Number", TEXT, lambda r: r.number),
        OutColumn[Sale]("Kind", TEXT, lambda r: "Credit note" if r.credit else "Invoice"),
        OutColumn[Sale]("Customer", TEXT, lambda r: r.customer),
        OutColumn[Sale]("Date", DATE, lambda r: r.on),
        OutColumn[Sale]("Due", DATE, lambda r: r.due_on),
        OutColumn[Sale]("Net", money, lambda r: sum(line.amount for line in r.lines)),
        OutColumn[Sale]("Tax", money, lambda r: sum(tax.amount for tax in r.taxes)),
        OutColumn[Sale]("Total", money, lambda r: r.total),
    )
    lines = (
        OutColumn[tuple[Sale, SaleLine]]("Number", TEXT, lambda r: r[0].number),
        OutColumn[tuple[Sale, SaleLine]]("Customer", TEXT, lambda r: r[0].customer),
        OutColumn[tuple[Sale, SaleLine]]("Account", TEXT, lambda r: r[1].account),
        OutColumn[tuple[Sale, SaleLine]]("Date", DATE, lambda r: r[1].on or r[0].on),
        OutColumn[tuple[Sale, SaleLine]]("What", TEXT, lambda r: r[1].text),
        OutColumn[tuple[Sale, SaleLine]]("Quantity", QUANTITY, lambda r: r[1].quantity),
        OutColumn[tuple[Sale, SaleLine]]("Price", money, lambda r: r[1].price),
        OutColumn[tuple[Sale, SaleLine]]("Net", money, lambda r: r[1].amount),
        OutColumn[tuple[Sale, SaleLine]]("Tax code", TEXT, lambda r: r[1].tax_code),
        OutColumn[tuple[Sale, SaleLine]]("Tax", money, lambda r: r[1].tax),
    )
    receipts = (
        OutColumn[Receipt]("Number", TEXT, lambda r: r.number),
        OutColumn[Receipt]("Customer", TEXT, lambda r: r.customer),
        OutColumn[Receipt]("Date", DATE, lambda r: r.on),
        OutColumn[Receipt]("Method", TEXT, lambda r: r.method),
        OutColumn[Receipt]("Reference", TEXT, lambda r: r.reference),
        OutColumn[Receipt]("Amount", money, lambda r: r.amount),
    )
    return [
        ("Customers", customers, list(parcel.customers)),
        ("Invoices", documents, list(parcel.sales)),
        ("Lines", lines, [(sale, line) for sale in parcel.sales for line in sale.lines]),
        ("Payments", receipts, list(parcel.receipts)),
    ]
