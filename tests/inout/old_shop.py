"""A small shop of other books as the eleven files of a whole-shop folder, and its control sums.

`write_shop` makes eight months of work for five businesses: tickets, time, invoices in two
rates, credits, a short payment, one too large, one that bounced. `control` sums the finished files
without the program, so that both can be compared.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

HEADERS = {
    "staff": ("staff_id name role hired_on left_on pay_per_hour load_factor target_billable_pct"),
    "clients": (
        "client_id name kind since_on until_on terms_days tax_rate_pct tax_exempt labor_taxable"
        " address1 city region postal country email_domain"
    ),
    "contacts": "contact_id client_id first_name last_name email phone role active",
    "devices": (
        "device_id client_id kind name make model serial mac ip os purchased_on warranty_until"
        " retired_on"
    ),
    "agreements": (
        "agreement_id client_id kind start_on end_on monthly_fee included_hours hourly_rate"
        " after_hours_multiplier increment_minutes minimum_minutes"
    ),
    "tickets": (
        "ticket_id client_id contact_id device_id opened_at first_response_at closed_at"
        " reopened_count priority status category title estimate_minutes assigned_to"
    ),
    "invoices": (
        "invoice_id number kind client_id issued_on due_on subtotal tax total applies_to_invoice_id"
    ),
    "invoice_lines": (
        "line_id invoice_id position kind description ticket_id quantity unit_price amount"
        " taxable unit_cost"
    ),
    "payments": "payment_id client_id received_on kind method reference amount",
    "allocations": "payment_id invoice_id amount",
    "time_entries": (
        "entry_id ticket_id client_id staff_id started_at minutes work_type billing after_hours"
        " billed_minutes invoice_id note"
    ),
}
FIRST, LAST = date(2024, 9, 1), date(2025, 4, 30)
DATES = (date(2024, 11, 30), date(2024, 12, 31), date(2025, 3, 15), LAST)
"""Days at which the control sums say how old open invoices are."""

RATES = {2: 15_000, 3: 13_250, 4: 12_500}
"""Hourly rates in cents by client."""

BILLINGS = {2: "billable", 3: "covered", 4: "billable"}
Row = tuple[Any, ...]


def plain(cents: int) -> str:
    """Cents as a plain decimal."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def cents(text: str) -> int:
    """A plain decimal as cents."""
    sign = -1 if text.startswith("-") else 1
    whole, rest = text.lstrip("-").split(".")
    return sign * (int(whole) * 100 + int(rest))


def half_up(top: int, bottom: int) -> int:
    """A quotient with halves away from zero."""
    found = (2 * abs(top) + bottom) // (2 * bottom)
    return found if top >= 0 else -found


def write_shop(folder: Path, seed: int = 7, last: date = LAST) -> Path:
    """Write the eleven files of a shop that worked until a day, and answer the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in _Shop(random.Random(seed), last).files().items():
        write_file(folder, name, rows)
    return folder


def write_file(folder: Path, name: str, rows: Sequence[Row]) -> None:
    """Write one file of the folder."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADERS[name].split())
        writer.writerows(rows)


class _Shop:
    """A shop that is made once, file by file."""

    def __init__(self, dice: random.Random, last: date) -> None:
        self._dice = dice
        self._last = last
        self.tickets: list[Row] = []
        self.entries: list[list[Any]] = []
        self.invoices: list[Row] = []
        self.lines: list[Row] = []
        self.payments: list[Row] = []
        self.allocations: list[Row] = []
        self._work()
        self._bill()
        self._credit_and_pay()

    def files(self) -> dict[str, Sequence[Row]]:
        """The rows of every file."""
        moments = [
            (n, *row[1:4], row[4].isoformat("T", "minutes"), *row[5:])
            for n, row in enumerate(sorted(self.entries, key=lambda row: row[4]), 1)
        ]
        return {
            "staff": (
                (1, "Zoë O’Rourke, Jr.", "owner", "2024-01-01", "", "45.00", "1.25", 30),
                (2, "王 小明", "tech II", "2024-05-01", "2025-05-31", "24.75", "1.30", 65),
            ),
            "clients": _CLIENTS,
            "contacts": _CONTACTS,
            "devices": _DEVICES,
            "agreements": _AGREEMENTS,
            "tickets": self.tickets,
            "invoices": self.invoices,
            "invoice_lines": self.lines,
            "payments": self.payments,
            "allocations": self.allocations,
            "time_entries": moments,
        }

    def _work(self) -> None:
        day = FIRST
        while day <= self._last:
            if self._dice.random() < 0.35:
                self._ticket(day)
            if day.day == 15:
                at = datetime.combine(day, datetime.min.time()) + timedelta(hours=9)
                self.entries.append(
                    [0, "", 1, 1, at, 30, "internal", "nonbillable", 0, 0, "", "Mail"]
                )
            day += timedelta(days=1)

    def _ticket(self, day: date) -> None:
        dice, number = self._dice, len(self.tickets) + 1
        client = dice.choice((2, 2, 3, 4))
        opened = datetime.combine(day, datetime.min.time()) + timedelta(
            minutes=dice.randrange(1300)
        )
        closed = opened + timedelta(minutes=dice.randrange(60, 9000))
        stays = number % 23 == 0 or closed.date() > self._last
        who = 2 if date(2024, 5, 1) <= day <= date(2025, 5, 1) and number % 2 else 1
        status = dice.choice(("new", "scheduled", "in progress", "waiting on vendor"))
        self.tickets.append(
            (
                number,
                client,
                client if number % 3 else "",
                client if number % 5 else "",
                opened.isoformat("T", "minutes"),
                (opened + timedelta(minutes=20)).isoformat("T", "minutes"),
                "" if stays else closed.isoformat("T", "minutes"),
                number % 2,
                1 + number % 4,
                status if stays else "closed",
                "Printer",
                f'Tray {number} jams, "again"',
                15 * dice.randrange(1, 9) if number % 11 else "",
                who,
            )
        )
        for step in range(dice.randrange(1, 4)):
            self._entry(number, client, who, opened + timedelta(minutes=90 * step))

    def _entry(self, ticket: int, client: int, who: int, at: datetime) -> None:
        minutes = self._dice.randrange(1, 130)
        late = at.weekday() > 4 or not 8 <= at.hour < 18
        billing = "billable" if late else BILLINGS[client]
        if self._dice.random() < 0.1:
            billing = "nonbillable"
        if client == 4 and billing == "billable" and self._dice.random() < 0.3:
            billing = "block"
        billed = -(-minutes // 15) * 15 if billing in ("billable", "block") else 0
        place = self._dice.choice(("remote", "onsite"))
        note = self._dice.choice(("Reset, tested", "Called back; “works”\nsays Ann", "=SUM(1)"))
        row = [0, ticket, client, who, at, minutes, place, billing, int(late), billed, "", note]
        self.entries.append(row)

    def _bill(self) -> None:
        """On the first of each month: a fee, last month's labor, some goods."""
        for issued in _firsts(self._last):
            for client in (2, 3, 4):
                begin = (issued - timedelta(days=1)).replace(day=1)
                mine = [
                    row
                    for row in self.entries
                    if row[2] == client and begin <= row[4].date() < issued
                ]
                self._invoice(client, issued, [row for row in mine if row[7] == "billable"])

    def _invoice(self, client: int, issued: date, entries: list[list[Any]]) -> None:
        number = len(self.invoices) + 1
        lines: list[Row] = []
        if client == 3:
            lines.append(("recurring", f"Care, {issued:%Y-%m}", "", 10_000, 49_900, 49_900, 0, ""))
        minutes: dict[tuple[int, int], int] = {}
        for row in entries:
            row[10] = number
            minutes[row[1], row[8]] = minutes.get((row[1], row[8]), 0) + row[9]
        for (ticket, late), billed in sorted(minutes.items()):
            price = half_up(RATES[client] * 150, 100) if late else RATES[client]
            words = f"Ticket {ticket}{' (after hours)' if late else ''}"
            quantity = half_up(billed * 10_000, 60)
            amount = half_up(billed * price, 60)
            lines.append(("labor", words, ticket, quantity, price, amount, int(client == 4), ""))
        if issued.month % 3 == 0:
            lines.append(("goods", 'Laptop 14"', "", 20_000, 99_900, 199_800, 1, "910.00"))
        if not lines:
            for row in entries:
                row[10] = ""
            return
        subtotal = sum(line[5] for line in lines)
        tax = half_up(sum(line[5] for line in lines if line[6]) * _TAX[client], 100_000)
        for position, line in enumerate(lines, 1):
            kind, words, ticket, quantity, price, amount, taxed, cost = line
            figures = f"{quantity // 10_000}.{quantity % 10_000:04d}", plain(price), plain(amount)
            line_id = len(self.lines) + 1
            self.lines.append(
                (line_id, number, position, kind, words, ticket, *figures, taxed, cost)
            )
        due = issued + timedelta(days=_TERMS[client])
        sums = plain(subtotal), plain(tax), plain(subtotal + tax)
        name = f"INV-{issued.year}-{number:06d}"
        self.invoices.append((number, name, "invoice", client, issued, due, *sums, ""))

    def _credit_and_pay(self) -> None:
        for invoice in list(self.invoices):
            number, _, _, client, issued, due, subtotal, _, total, _ = invoice
            rest = cents(total)
            if number % 9 == 0:
                rest -= self._credit(number, client, issued, cents(subtotal) // 4)
            match number % 7:
                case 0:
                    continue
                case 1:
                    self._pay(client, due + timedelta(days=3), number, rest, over=1_250)
                case 2:
                    self._pay(client, due + timedelta(days=40), number, rest - 1_99)
                case 3:
                    self._pay(client, due, number, rest)
                    self._pay(client, due + timedelta(days=4), number, -rest)
                    self._pay(client, due + timedelta(days=70), number, rest)
                case _:
                    self._pay(client, max(issued, due - timedelta(days=2)), number, rest)

    def _credit(self, applies: int, client: int, issued: date, amount: int) -> int:
        on = issued + timedelta(days=5)
        number = len(self.invoices) + 1
        sums = plain(-amount), "0.00", plain(-amount)
        self.invoices.append((number, f"CR-{number:06d}", "credit", client, on, on, *sums, applies))
        figures = "1.0000", plain(-amount), plain(-amount)
        words = f"Credit for invoice {applies}"
        self.lines.append((len(self.lines) + 1, number, 1, "credit", words, "", *figures, 0, ""))
        return amount

    def _pay(self, client: int, on: date, invoice: int, amount: int, over: int = 0) -> None:
        if on > self._last or not amount:
            return
        number = len(self.payments) + 1
        kind = "payment" if amount > 0 else "reversal"
        self.payments.append(
            (number, client, on, kind, "check", f"R{number}", plain(amount + over))
        )
        self.allocations.append((number, invoice, plain(amount)))


def _firsts(last: date) -> Iterator[date]:
    day = date(2024, 10, 1)
    while day <= last:
        yield day
        day = (day + timedelta(days=32)).replace(day=1)


_TAX = {2: 7750, 3: 0, 4: 8875}
_TERMS = {2: 30, 3: 0, 4: 15}
_PLACE = ("5 Oak St", "Folsom", "CA", "95630", "US", "x.example")
_CLIENTS: tuple[Row, ...] = (
    (1, "(ourselves)", "internal", "2024-01-01", "", 30, "0.000", 0, 0, *_PLACE),
    (2, "Golden Oak, Inc.", "client", "2024-01-01", "", 30, "7.750", 0, 0, *_PLACE),
    (3, 'Bay "Best" Café', "client", "2024-01-01", "", 0, "0.000", 1, 0, *_PLACE),
    (4, "Copper & Sons", "former", "2024-01-01", "2025-06-30", 15, "8.875", 0, 1, *_PLACE),
    (5, "Maybe Later", "prospect", "2025-02-03", "", 45, "10.350", 0, 0, *_PLACE),
)
_CONTACTS: tuple[Row, ...] = (
    (1, 1, "Ann", "Lee", "a@x.example", "+1 916 555 0101", "decision maker", 1),
    (2, 2, "Łukasz", "Żółkiewski", "l@x.example", "+1 916 555 0102", "billing", 1),
    (3, 3, "Madonna", "", "", "", "user", 0),
    (4, 4, "محمد", "الأحمد", "m@x.example", "+1 916 555 0104", "user", 1),
)
_BOUGHT = ("2024-02-29", "2027-02-28", "")
_DEVICES: tuple[Row, ...] = (
    (1, 1, "ups", "UPS-1", "APC", "SMT", "SN1", "02:00", "10.0.1.2", "", *_BOUGHT),
    (2, 2, "server", "SRV-2", "Dell", "T340", "SN2", "02:01", "10.0.2.2", "Server", *_BOUGHT),
    (3, 3, "access point", "AP-3", "", "", "", "", "", "", "", "", "2025-01-01"),
    (4, 4, "laptop", "LAP-4", "HP", "x", "SN4", "02:03", "10.0.4.2", "11 Pro", *_BOUGHT),
)
_AGREEMENTS: tuple[Row, ...] = (
    (1, 2, "break-fix", "2024-01-01", "", "0.00", 0, "150.00", "1.50", 15, 0),
    (2, 3, "managed", "2024-01-01", "", "499.00", 0, "132.50", "1.50", 15, 0),
    (3, 4, "block", "2024-01-01", "2025-06-30", "600.00", 5, "125.00", "1.50", 15, 0),
)


def cells(folder: Path, name: str) -> list[tuple[str, ...]]:
    """Every line of a file as its cells, the header first."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)]


# --- what the files sum to, counted without the program -----------------------------------------


def read(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one file."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def minutes_by_month(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Minutes of each month: all, billable, after hours."""
    found: dict[str, tuple[int, int, int]] = {}
    for row in read(folder, "time_entries"):
        all_, billable, late = found.get(row["started_at"][:7], (0, 0, 0))
        minutes = int(row["minutes"])
        found[row["started_at"][:7]] = (
            all_ + minutes,
            billable + minutes * (row["billing"] == "billable"),
            late + minutes * (row["after_hours"] == "1"),
        )
    return {month: sums for month, sums in found.items() if any(sums)}


def revenue(folder: Path) -> dict[tuple[str, int], str]:
    """Net of credits and without tax, by client number and year of issue."""
    found: dict[tuple[str, int], int] = {}
    for row in read(folder, "invoices"):
        key = row["client_id"], int(row["issued_on"][:4])
        found[key] = found.get(key, 0) + cents(row["subtotal"])
    return {key: plain(amount) for key, amount in found.items()}


def ageing(folder: Path, as_of: date) -> dict[str, Any]:
    """Open invoices by days past due on a day, and what was paid but not applied."""
    opened: dict[str, int] = {}
    due: dict[str, date] = {}
    for row in read(folder, "invoices"):
        if date.fromisoformat(row["issued_on"]) <= as_of:
            key = row["applies_to_invoice_id"] or row["invoice_id"]
            opened[key] = opened.get(key, 0) + cents(row["total"])
        due[row["invoice_id"]] = date.fromisoformat(row["due_on"])
    came = {row["payment_id"]: row for row in read(folder, "payments")}
    paid = {k: cents(r["amount"]) for k, r in came.items() if r["received_on"] <= str(as_of)}
    unapplied = sum(paid.values())
    for row in read(folder, "allocations"):
        if row["payment_id"] in paid:
            amount = cents(row["amount"])
            opened[row["invoice_id"]] = opened.get(row["invoice_id"], 0) - amount
            unapplied -= amount
    buckets = dict.fromkeys(("current", "1-30", "31-60", "61-90", "over-90"), 0)
    for key, amount in opened.items():
        late = (as_of - due[key]).days
        edges = zip((0, 30, 60, 90), buckets, strict=False)
        name = next((name for edge, name in edges if late <= edge), "over-90")
        buckets[name] += amount
    total = sum(buckets.values())
    return {
        "as_of": as_of.isoformat(),
        **{name: plain(amount) for name, amount in buckets.items()},
        "unapplied": plain(unapplied),
        "open_total": plain(total),
        "net": plain(total - unapplied),
        "open_invoices": sum(amount != 0 for amount in opened.values()),
    }


def backlog(folder: Path) -> tuple[int, int, int]:
    """Open tickets, minutes estimated for them, and how many nobody estimated."""
    found = [row for row in read(folder, "tickets") if row["status"] != "closed"]
    estimates = [row["estimate_minutes"] for row in found]
    return len(found), sum(int(one or 0) for one in estimates), estimates.count("")
