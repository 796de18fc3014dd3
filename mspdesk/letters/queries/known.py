"""What the books know by themselves of whoever writes a letter and whoever gets it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ...clients.models import Client
from ...clients.queries import client as client_of
from ...clients.queries import contacts
from ...database import blobs
from ...dates import clock_time, today
from ...errors import Trouble, UserError
from ...money import multiplied, quantity, shown
from ...people.queries import person as person_of
from ...printing.page import Letterhead
from ...shop.queries import ShopRow, address_lines, calendar
from ...shop.queries import shop as the_shop
from ..rules.texts import letter_day


def letterhead(session: Session) -> Letterhead:
    """The shop's letterhead as it is today, with its logo where there is one."""
    shop = the_shop(session)
    try:
        logo = blobs.get(session, shop.logo) if shop.logo else None
    except Trouble:
        logo = None
    return Letterhead(
        name=shop.legal_name or shop.name,
        address=_shop_lines(shop),
        phone=shop.phone,
        after_hours_phone=shop.after_hours_phone,
        email=shop.email,
        website=shop.website,
        logo=logo,
    )


def _shop_lines(shop: ShopRow) -> tuple[str, ...]:
    if not shop.address.strip() and not shop.city:
        return ()
    return shop.address_lines


def addressee(session: Session, client_id: int) -> tuple[str, ...]:
    """Whom a letter to a client is addressed to: name, who it is for, and the postal address."""
    client = session.get_one(Client, client_id)
    shop = the_shop(session)
    main = next((one for one in contacts(session, client_id, all_of_them=False) if one.main), None)
    name = client.legal_name or client.name
    return addressed(name, main.name if main else "", _client_lines(client, shop.country))


def addressed(name: str, person: str, place: Sequence[str]) -> tuple[str, ...]:
    """The lines in the window of an envelope: the business, who it is for, the postal address."""
    return (name, *((f"Attn: {person}",) if person else ()), *place)


def _client_lines(client: Client, home: str) -> tuple[str, ...]:
    if not client.address.strip() and not client.city:
        return ()
    return address_lines(
        client.address, client.city, client.region, client.postal_code, client.country, home
    )


def fields_of(
    session: Session, client_id: int | None, person_id: int | None = None
) -> dict[str, str]:
    """The fields the books know by themselves: the shop's, the writer's, and the client's."""
    shop = the_shop(session)
    found = {
        "shop.name": shop.name,
        "shop.legal_name": shop.legal_name or shop.name,
        "shop.address": "\n".join(_shop_lines(shop)),
        "shop.phone": shop.phone,
        "shop.after_hours_phone": shop.after_hours_phone or shop.phone,
        "shop.email": shop.email,
        "shop.website": shop.website,
        "shop.hours": _hours_words(session),
        "shop.rate": shown(shop.rate, shop.money),
        "shop.after_hours": _factor_words(shop),
        "shop.terms": _days_words(shop.terms_days),
        "shop.how_to_pay": shop.how_to_pay,
        "today": letter_day(today(), day_first=shop.day_first),
    }
    writer = person_of(session, person_id) if person_id else None
    found["person.name"] = writer.name if writer else shop.name
    found["person.title"] = writer.title if writer else ""
    return found | (client_fields(session, client_id, shop) if client_id else {})


def client_fields(session: Session, client_id: int, shop: ShopRow) -> dict[str, str]:
    """The fields of a client alone, for who writes to many of them and knows the shop already."""
    client = client_of(session, client_id)
    if client is None:
        raise UserError("This client is no longer there.", "client")
    row = session.get_one(Client, client_id)
    known = contacts(session, client_id, all_of_them=False)
    main = next((one for one in known if one.main), None)
    since = letter_day(client.since_on, day_first=shop.day_first) if client.since_on else ""
    rate = shop.rate if client.rate is None else client.rate
    return {
        "client.name": client.name,
        "client.legal_name": client.legal_name or client.name,
        "client.number": client.number,
        "client.address": "\n".join(_client_lines(row, shop.country)),
        "client.phone": client.phone,
        "client.contact": main.name if main else client.name,
        "client.first_name": (main.first_name or main.name) if main else client.name,
        "client.title": main.title if main else "",
        "client.since": since,
        "client.plan": client.plan.capitalize(),
        "client.rate": shown(rate, shop.money),
        "client.terms": _days_words(
            shop.terms_days if client.terms_days is None else client.terms_days
        ),
    }


def _days_words(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


def _factor_words(shop: ShopRow) -> str:
    """What time after hours costs: twice the usual rate, $300.00 an hour."""
    often = {10_000: "the usual rate", 15_000: "one and a half times the usual rate"}
    often[20_000] = "twice the usual rate"
    words = often.get(shop.after_hours_factor)
    words = words or f"{quantity(shop.after_hours_factor)} times the usual rate"
    return f"{words}, {shown(multiplied(shop.rate, shop.after_hours_factor), shop.money)} an hour"


def _hours_words(session: Session) -> str:
    """When the shop is open: Monday to Friday, 8:00 am to 5:00 pm."""
    opened = calendar(session, today().year).hours
    runs: list[tuple[int, int, tuple[int, int]]] = []
    for weekday in sorted(opened):
        if runs and runs[-1][1] == weekday - 1 and runs[-1][2] == opened[weekday]:
            runs[-1] = (runs[-1][0], weekday, opened[weekday])
        else:
            runs.append((weekday, weekday, opened[weekday]))
    return "; ".join(_run_words(*run) for run in runs)


def _run_words(first: int, last: int, span: tuple[int, int]) -> str:
    monday = datetime(2001, 1, 1)
    days = f"{monday + timedelta(days=first):%A}"
    if last != first:
        days += f" to {monday + timedelta(days=last):%A}"
    start, end = (clock_time(monday + timedelta(minutes=minute)) for minute in span)
    return f"{days}, {start} to {end}"
