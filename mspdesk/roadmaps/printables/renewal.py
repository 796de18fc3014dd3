"""The packet before an agreement is renewed: a year of service and money, and what they said."""

from ...dates import full_date, hours
from ...money import shown, shown_whole
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank, Column
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.papers import RenewalDocument, renewal_document
from .parts import section


def renewal(document: RenewalDocument) -> Layout:
    """The term, service and money beside the year before, what they said, and what we decide."""
    held, client = document.held, document.renewal.client
    found: list[Block] = [
        blocks.title("Before the renewal", client),
        blocks.facts(_term(document), 3),
        blocks.section("1  What we did", "twelve months, and the twelve before", bar=True),
        _service(document),
        blocks.section("2  What it brings", "without goods and tax", bar=True),
        _money(document),
    ]
    if document.renewal.plans:
        found.append(
            blocks.keep(blocks.section("3  What each plan would be", bar=True), _plans(document))
        )
    first = 4 if document.renewal.plans else 3
    for number, one in enumerate(document.sections, first):
        found += section(one, number)
    found += [
        blocks.space(6),
        blocks.keep(
            blocks.section("What we do", document.late_words, bar=True),
            blocks.ticks("As it is", "With the raise", "Another plan", "Let it end"),
            blocks.write_on(
                Blank("Price a month from then on", 1.0),
                Blank("Who talks to them", 1.0),
                Blank("By", 0.6),
            ),
        ),
        blocks.rest("Notes", "for us; nothing here is sent"),
    ]
    return Layout(
        title=f"Renewal packet {client} {held.number}",
        author=document.shop.name,
        head=Head(client, f"Renewal packet of {held.number}, for us", full_date(document.on)),
        foot=Foot.of(document.shop),
        blocks=found,
    )


def _term(document: RenewalDocument) -> list[tuple[str, str]]:
    held = document.held
    term = held.term_on(document.on)
    return [
        ("Agreement", f"{held.number}, {held.title}"),
        ("Its term ends", full_date(term.last) if term else "Open end"),
        ("Notice by", full_date(term.notice_by) if term else ""),
        ("After that", "It goes on by itself" if held.goes_on else "It ends unless renewed"),
        ("Last met", full_date(document.last_met) if document.last_met else "Never"),
        ("Letter", document.money.letter or "None written"),
    ]


def _columns() -> list[Column]:
    return [
        Column("", share=1.5, bold=True),
        Column("Last 12 months", share=1, align="right"),
        Column("The 12 before", share=1, align="right"),
    ]


def _service(document: RenewalDocument) -> Block:
    one, year, before = document.service, document.renewal.year, document.before
    answered = document.renewal.answered
    there = bool(document.tickets_before or before.minutes or before.revenue)
    restored = str(one.restores)
    if one.restored_on is not None:
        restored += f", last {full_date(one.restored_on)}"
    rows = [
        ("Tickets", str(one.tickets), str(document.tickets_before) if there else ""),
        ("Hours", hours(year.minutes), hours(before.minutes) if there else ""),
        ("Of them under the plan", hours(year.covered), hours(before.covered) if there else ""),
        ("Answered in time", _share(answered), ""),
        ("Devices", str(one.devices), ""),
        ("Written down", f"{one.documented}%", ""),
        ("DR copy on paper", one.dr_copy or "None", ""),
        ("Restore tests", restored, ""),
    ]
    return blocks.table(_columns(), rows, close=True)


def _share(answered: object) -> str:
    met, tickets = getattr(answered, "met", None), getattr(answered, "tickets", None)
    return f"{met} of {tickets}" if tickets else "no tickets"


def _money(document: RenewalDocument) -> Block:
    money, facts = document.currency, document.money
    year, before = document.renewal.year, document.before

    def whole(value: int | None) -> str:
        return shown_whole(value, money) if value is not None else ""

    def earlier(value: int | None) -> str:
        return whole(value) if before.minutes or before.revenue else ""

    rows = [
        ("Revenue", whole(year.revenue), earlier(before.revenue)),
        ("An hour brought in", whole(year.hourly), earlier(before.hourly)),
        (
            "What the plan's hours would cost",
            whole(year.covered_worth),
            earlier(before.covered_worth),
        ),
    ]
    if facts.profit is not None:
        rows.append(("Profit after goods and paid hours", whole(facts.profit), ""))
    paid = f"in {facts.pays_in} days" if facts.pays_in is not None else "nothing paid yet"
    rows += [
        ("They pay", paid, ""),
        ("Open, of that overdue", f"{whole(document.owing)}, {whole(facts.overdue)}", ""),
        ("Advice they said no to", str(facts.declined) if facts.declined else "none", ""),
        ("A month now", shown(document.renewal.monthly, money), ""),
        ("A month proposed", shown(document.renewal.proposed, money), ""),
    ]
    return blocks.table(_columns(), rows, close=True)


def _plans(document: RenewalDocument) -> Block:
    money = document.currency
    rows = [
        (
            f"{one.name}, as now" if one.here else one.name,
            shown(one.monthly, money),
            shown(one.raised, money) if one.here else "",
            shown_whole(one.hourly, money) if one.hourly else "",
        )
        for one in document.renewal.plans
    ]
    return blocks.table(
        [
            Column("Plan", share=1.3, bold=True),
            Column("A month", share=1, align="right"),
            Column("With the raise", share=1, align="right"),
            Column("By the hour beside it", share=1.2, align="right"),
        ],
        rows,
        close=True,
    )


RENEWAL: Printable[RenewalDocument] = Printable(
    "renewal-packet", "Renewal packet", renewal_document, renewal
)
