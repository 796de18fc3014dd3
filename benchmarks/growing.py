"""B22: what a person asks and does, at full size against a tenth of the history.

A question that takes longer in the larger shop reads history that it should not read.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import text

from mspdesk import dates
from mspdesk.agreements import queries as agreements
from mspdesk.app import day, reporting
from mspdesk.app.areas import AREAS
from mspdesk.billing import actions as billing_deeds
from mspdesk.billing import queries as billing
from mspdesk.clients import queries as clients
from mspdesk.database.books import open_books
from mspdesk.database.store import Store
from mspdesk.documentation import queries as documentation
from mspdesk.documentation.queries.completeness import completeness, completeness_of_all
from mspdesk.documentation.queries.overview import device_lines, site_words
from mspdesk.documentation.queries.services import services
from mspdesk.people import queries as people
from mspdesk.tickets import actions as ticket_deeds
from mspdesk.tickets import queries as tickets
from mspdesk.timekeeping import actions as time_deeds
from mspdesk.timekeeping import queries as time

from .measure import Bench, Ratio, Work, in_turn
from .shops import EMPTY_DAYS, NOW, shop_of

BUDGET = 1.5
FEW = 20
TYPED = ("printer", "backup ro", "Birch", "#12", "C0100")


@dataclass(frozen=True, slots=True)
class Shop:
    """An open shop and the ids that questions are asked about; the same ones in both."""

    store: Store
    person: int
    client: int
    open_ticket: int
    ended_ticket: int
    draft: int
    invoice: int
    entry: int


def shop(store: Store) -> Shop:
    """An open shop, and somebody and something in its middle."""

    def one(question: str) -> int:
        with store.read() as session:
            return int(session.execute(text(question)).scalar_one())

    client = one("SELECT id FROM client ORDER BY id LIMIT 1 OFFSET 5")
    of_client = f"WHERE client_id = {client}"
    return Shop(
        store,
        one("SELECT min(id) FROM person WHERE name LIKE 'Ben%'"),
        client,
        one(f"SELECT id FROM ticket {of_client} AND status = 'scheduled' LIMIT 1")
        if client % 6 == 5
        else one(f"SELECT max(id) FROM ticket {of_client}"),
        one(f"SELECT max(id) FROM ticket {of_client} AND status = 'closed'"),
        one(f"SELECT id FROM invoice {of_client} AND state = 'draft' LIMIT 1"),
        one(f"SELECT max(id) FROM invoice {of_client} AND state = 'issued'"),
        one("SELECT max(id) FROM time_entry WHERE state = 'on_draft'"),
    )


Asked = Callable[[Shop], object]


def questions() -> dict[str, Asked]:
    """Everything the rooms ask as they are shown, by what a person would call it."""
    found: dict[str, Asked] = {}

    def ask(name: str, query: Callable[..., Any], *said: Callable[[Shop], Any]) -> None:
        found[name] = lambda at: at.store.ask(query, *(one(at) for one in said))

    def this(value: Any) -> Callable[[Shop], Any]:
        return lambda _at: value

    who, client = (lambda at: at.person), (lambda at: at.client)
    today = this(NOW.date())
    for name, query in (
        ("board", tickets.open_tickets),
        ("backlog", tickets.backlog),
        ("run sheet", billing.run_sheet),
        ("receivables", billing.receivables),
        ("client names", clients.client_names),
        ("people", people.people),
        ("rings of all clients", completeness_of_all),
    ):
        ask(name, query)
    ask("my next ticket", tickets.my_next_ticket, who)
    ask("open ticket page", tickets.ticket_page, lambda at: at.open_ticket)
    ask("closed ticket page", tickets.ticket_page, lambda at: at.ended_ticket)
    ask("time of a ticket", time.ticket_entries, lambda at: at.ended_ticket)
    past = this(tickets.Past())
    down, top = this(True), this(0)
    for sort in ("opened", "title", "status", "assigned", "priority", "number"):
        ask(f"history by {sort}", tickets.past_rows, past, this(sort), down, top, this(200))
    # As many rows as the client has in the smaller shop too: reading more takes longer anywhere.
    ask("history of a client", tickets.past_rows,
        lambda at: tickets.Past(at.client), this("opened"), down, top, this(FEW))  # fmt: skip
    ask("how much history", tickets.past_count, past)
    for name, of_client in (
        ("client", clients.client),
        ("client's contacts", clients.contacts),
        ("client's sites", clients.sites),
        ("client's open tickets", tickets.open_count),
        ("client's money", billing.client_money),
        ("client's invoices", billing.earlier_invoices),
        ("client's open invoices", billing.open_rows),
        ("client's devices", documentation.devices_of),
        ("client's devices worked on last", tickets.recent_devices),
        ("client's few devices", device_lines),
        ("client's services", services),
        ("client's sites in words", site_words),
        ("client's documentation", completeness),
        ("client's agreements", agreements.agreements_of),
        ("choices of a new ticket", tickets.client_choices),
    ):
        ask(name, of_client, client)
    ask("client's tickets", tickets.tickets_of_client, client, this(FEW))
    ask("day page", time.day, who, today)
    ask("week page", time.week, who, today)
    ask("day's facts", time.facts, who, today)
    ask("unbilled time", time.unbilled, today)
    ask("choices of time", time.time_choices, who, this(""))
    ask("draft page", billing.draft_page, lambda at: at.draft)
    ask("invoice page", billing.invoice_page, lambda at: at.invoice)
    ask("invoice on paper", billing.invoice_document, lambda at: at.invoice)
    ask("invoice list", billing.invoices)
    ask("payment list", billing.payments)
    ask("aging of a chosen day", billing.ageing, today)
    ask("aging a month back", billing.ageing, this(NOW.date() - timedelta(days=30)))
    ask("Today's tickets", day.todays_tickets, this(None))
    ask("Today's hats", day.hats, who)
    ask("who is where", day.who_is_where, today)
    ask("rest of the week", day.rest_of_week, today)
    for words in TYPED:
        found[f"search {words}"] = partial(_search, words)
    for area in AREAS:
        for one in area.today():
            ask(f"due: {one.title}", one.rows, who, today)
    for report in reporting.reports(AREAS):
        period = reporting.usual_period(report, NOW.date())
        ask(f"report {report.key}", report.rows, this(period), this({}))
    return found


def _search(words: str, at: Shop) -> None:
    """What the palette asks for one keystroke."""
    for area in AREAS:
        for finder in area.finders():
            at.store.ask(finder.find, words, 5)


def deeds() -> dict[str, Asked]:
    """What a person does all day."""
    days, again = count(), count()

    def undo(at: Shop) -> None:
        at.store.do(ticket_deeds.add_note, at.open_ticket, "On the wrong ticket.")
        at.store.undo()

    def time_the_work(at: Shop) -> None:
        at.store.do(time_deeds.start_timer, at.open_ticket, at.person)
        at.store.do(time_deeds.drop_timer, at.person)

    return {
        "log time": lambda at: at.store.do(
            time_deeds.log_time,
            at.open_ticket,
            EMPTY_DAYS - timedelta(days=next(days)),
            15,
            "Mended it.",
            person_id=at.person,
        ),
        "change time": lambda at: at.store.do(
            time_deeds.edit_entry, at.entry, None, {"note": f"Mended it, look {next(again)}."}
        ),
        "start and drop the timer": time_the_work,
        "write a note": lambda at: at.store.do(
            ticket_deeds.add_note, at.open_ticket, "Called back, nobody there."
        ),
        "write a note and undo it": undo,
        "open a ticket": lambda at: at.store.do(
            ticket_deeds.open_ticket, at.client, "Printer is silent"
        ),
        "edit a draft": lambda at: at.store.do(
            billing_deeds.edit_draft, at.draft, {"note": f"Thank you, {next(again)} times."}
        ),
        "take a payment": lambda at: at.store.do(
            billing_deeds.add_payment, at.client, 100, allocations={}
        ),
    }


def _pairs(
    full: Shop, tenth: Shop, works: dict[str, Asked], rounds: int
) -> Iterator[tuple[str, float, float]]:
    for name, work in works.items():
        both: dict[str, Work] = {"full": partial(work, full), "tenth": partial(work, tenth)}
        took = in_turn(both, rounds, enough=0.01)
        yield name, took["full"], took["tenth"]


def grow(bench: Bench) -> list[Ratio]:
    """B22 for every question and deed, the worst first."""
    with ExitStack() as stack:
        stack.enter_context(dates.frozen(NOW))
        place = Path(stack.enter_context(TemporaryDirectory(dir=bench.work)))
        shops = []
        for size in (bench.size, bench.size.tenth()):
            copy = place / size.name
            shutil.copytree(
                shop_of(size, bench.work), copy, ignore=shutil.ignore_patterns("*.lock")
            )
            store = open_books(copy)
            stack.callback(store.close)
            shops.append(shop(store))
        found = list(_pairs(shops[0], shops[1], questions(), bench.rounds))
        found += _pairs(shops[0], shops[1], deeds(), bench.rounds)
    found.sort(key=lambda one: one[1] / one[2], reverse=True)
    return [
        Ratio("B22", name, "a tenth of the history", full, tenth, BUDGET)
        for name, full, tenth in found
    ]
