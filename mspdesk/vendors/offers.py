"""What vendors and stock offer the desk: the search, verbs, and what runs short."""

from datetime import date

from sqlalchemy.orm import Session

from ..desk.area import Finder, Found, Place, TodayList, TodayRow, Verb
from . import queries


def find_vendors(session: Session, text: str, limit: int) -> list[Found]:
    """Vendors for the palette, by name, number, account or what they sell."""
    return [
        Found(
            row.name,
            ", ".join(filter(None, (row.kind_words, row.support_phone or row.phone))),
            Place("clients", do="vendors", about={"vendor_id": row.id}),
            icon="store",
        )
        for row in queries.search_vendors(session, text, limit)
    ]


def find_stock(session: Session, text: str, limit: int) -> list[Found]:
    """Things in stock for the palette, by code, name or a whole serial."""
    return [
        Found(
            row.name,
            ", ".join(filter(None, (row.code, f"{row.on_hand:,} on hand", row.place))),
            Place("clients", do="stock", about={"item_id": row.id}),
            icon="archive-restore",
        )
        for row in queries.search_items(session, text, limit)
    ]


def short_today(session: Session, _person_id: int | None, _day: date) -> list[TodayRow]:
    """What there are fewer of than there should be (S115)."""
    return [
        TodayRow(
            row.name,
            f"{row.on_hand:,} on hand, at least {row.least:,}",
            "Open",
            Place("clients", do="stock", about={"item_id": row.id}),
            icon="archive-restore",
            color="amber",
        )
        for row in queries.below_least(session)
    ]


FINDERS = (
    Finder("Vendors", find_vendors, order=50),
    Finder("Stock", find_stock, order=55),
)

VERBS = (
    Verb(
        "Show vendors",
        Place("clients", do="vendors", about={"all": True}),
        "store",
        words="go distributors suppliers channel stack",
    ),
    Verb(
        "New vendor",
        Place("clients", do="vendors", about={"new_vendor": True}),
        "plus",
        needs="clients",
        words="distributor supplier",
    ),
    Verb(
        "Add an account at a vendor for {client}",
        Place("clients", do="accounts", about={"new": True}),
        "plus",
        needs="clients",
        for_client=True,
    ),
    Verb(
        "Show stock",
        Place("clients", do="stock", about={"all": True}),
        "archive-restore",
        words="go inventory parts",
    ),
    Verb(
        "New stock item",
        Place("clients", do="stock", about={"new_item": True}),
        "plus",
        needs="clients",
        words="inventory part",
    ),
    Verb(
        "Print the stock count sheet",
        Place("clients", do="stock", about={"sheet": True}),
        "printer",
        words="inventory count",
    ),
)

TODAY = (TodayList("Stock to buy", short_today, 75, needs="clients", of="stock_item", quiet=True),)
