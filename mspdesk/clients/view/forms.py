"""The forms of clients, sites, contacts and talks; each keeps what was typed until it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ...dates import today
from ...desk.desk import Desk
from ...exchange.zones import zone_of
from ...money import percent
from ...people import queries as people_queries
from ...shop import queries as shop_queries
from ...shop import rules as shop_rules
from ...widgets.entry import (
    CheckEntry,
    ChoiceEntry,
    DateEntry,
    MoneyEntry,
    NoteEntry,
    NumberEntry,
    TextEntry,
)
from ...widgets.form import Field, Form, Heading
from ...widgets.layout import stack
from .. import actions, queries, rules
from ..queries import ClientDetail, ContactRow, SiteRow
from ..rules import Status

Done = Callable[[int], None]
Back = Callable[[], None]

_BLANK_TEXT = "legal_name industry address city region postal_code phone website".split()
_NEW = ((Status.ACTIVE, "A client we work for"), (Status.PROSPECT, "A prospect"))


class ClientForm(QWidget):
    """A client's own facts; without an id it adds one."""

    def __init__(
        self, desk: Desk, *, on_done: Done, on_cancel: Back, client_id: int | None = None
    ) -> None:
        super().__init__()
        self._desk, self._on_done, self._client_id = desk, on_done, client_id
        shop = desk.ask(shop_queries.shop)
        countries = sorted(shop_rules.COUNTRIES.items(), key=lambda pair: pair[1])
        taxes = [(t.id, f"{t.code}, {percent(t.rate)}") for t in desk.ask(shop_queries.tax_codes)]
        techs = [(p.id, p.name) for p in desk.ask(people_queries.people)]
        first: list[Field | Heading] = [
            Field("name", "Name", TextEntry(), required=True),
            Field("legal_name", "Legal name", TextEntry(), help="If it is another one."),
        ]
        if client_id is None:
            first.append(Field("status", "This is", ChoiceEntry(list(_NEW)), required=True))
        self.form = Form(
            [
                *first,
                Field("industry", "Industry", TextEntry()),
                Field("phone", "Phone", TextEntry()),
                Field("website", "Web site", TextEntry()),
                Field("address", "Street address", TextEntry()),
                Field("city", "City", TextEntry()),
                Field("region", "State or region", TextEntry()),
                Field("postal_code", "Postal code", TextEntry()),
                Field("country", "Country", ChoiceEntry(countries)),
                Field("people_count", "People", NumberEntry(0, 100_000, "")),
                Field("since_on", "Client since", DateEntry()),
                Heading("Billing", f"empty means the shop's: {shop.terms_days} days"),
                Field("billing_name", "Bill to", TextEntry(), help="If it is another name."),
                Field("billing_email", "E-mail for invoices", TextEntry()),
                Field("billing_address", "Billing address", TextEntry()),
                Field("payment_type", "Pays by", ChoiceEntry(list(rules.PAYMENT_TYPES.items()))),
                Field("terms_days", "Due after", NumberEntry(0, 365, "days")),
                Field("rate", "Hourly rate", MoneyEntry(shop.money)),
                Field("trip_charge", "Trip charge", MoneyEntry(shop.money)),
                Field("tax_code_id", "Tax", ChoiceEntry([(None, "The usual one"), *taxes])),
                Field("tax_number", "Tax number", TextEntry()),
                Field("tax_exempt", "Exempt", CheckEntry("Pays no tax")),
                Field("tax_exempt_reason", "Why no tax", TextEntry(), help="Printed on invoices."),
                Field("hourly_terms_on", "Hourly terms accepted", DateEntry()),
                Field("needs_order", "Order", CheckEntry("Needs a purchase order number")),
                Field("order_number", "Order number", TextEntry()),
                Heading("Us and them"),
                Field(
                    "primary_person_id",
                    "Usual technician",
                    ChoiceEntry([(None, "Take turns"), *techs]),
                ),
                Field("rmm_level", "Monitoring", ChoiceEntry(list(rules.RMM_LEVELS.items()))),
                Field("plan", "Plan", TextEntry()),
                Field("referred_by", "Referred by", TextEntry()),
                Field("notes", "Notes", NoteEntry(lines=3), span=2),
            ],
            columns=3,
            on_save=self._save,
            save="Save client",
            on_cancel=on_cancel,
        )
        self._detail: ClientDetail | None = None
        stack(self, self.form)
        self._fill(shop.country)

    def _fill(self, country: str) -> None:
        detail = self._desk.ask(queries.client, self._client_id) if self._client_id else None
        self._detail = detail
        if detail is None:
            self.form.set_values(
                {
                    "status": Status.ACTIVE,
                    "country": country,
                    "payment_type": "check",
                    "since_on": today(),
                }
            )
            return
        names = ClientDetail.__dataclass_fields__
        self.form.set_values({name: getattr(detail, name) for name in names})

    def focus_first(self) -> None:
        """Put the keyboard into the name."""
        self.form.focus_first()

    def _save(self, values: dict[str, Any]) -> None:
        kept = without_none(values, ClientDetail)
        if self._detail is None:
            done = self._desk.do(actions.add_client, str(kept.pop("name")), kept)
        else:
            done = self._detail.id
            self._desk.do(actions.edit_client, done, self._detail.version, kept)
        self.form.mark_clean()
        self._on_done(done)


def without_none(values: dict[str, Any], kind: type) -> dict[str, Any]:
    """Form values with "" for text columns that were left empty."""
    text = {name for name, f in kind.__dataclass_fields__.items() if f.type in ("str", str)}  # type: ignore[attr-defined]  # a dataclass
    return {k: "" if v is None and k in text else v for k, v in values.items()}


def _zone_fault(name: Any) -> str | None:
    """What is wrong with a time zone as typed: calendar files know them by such names alone."""
    known = not name or zone_of(str(name)) is not None
    return None if known else "Name it as calendars do: America/Denver, Europe/Berlin."


class SiteForm(QWidget):
    """A place where a client works; without a row it adds one."""

    def __init__(
        self, desk: Desk, client_id: int, row: SiteRow | None, *, on_done: Done, on_cancel: Back
    ) -> None:
        super().__init__()
        self._desk, self._client_id, self._row, self._on_done = desk, client_id, row, on_done
        self.form = Form(
            [
                Field("name", "Name", TextEntry(), required=True),
                Field("phone", "Phone", TextEntry()),
                Field("hours", "Open", TextEntry()),
                Field("address", "Street address", TextEntry()),
                Field("city", "City", TextEntry()),
                Field("region", "State or region", TextEntry()),
                Field("postal_code", "Postal code", TextEntry()),
                Field(
                    "time_zone",
                    "Time zone",
                    TextEntry("America/Denver"),
                    help="If it is not ours.",
                    check=_zone_fault,
                ),
                Heading("The building", "no codes here: they belong into the vault"),
                Field("landlord", "Landlord", TextEntry()),
                Field("landlord_phone", "Landlord's phone", TextEntry()),
                Field("alarm", "Alarm", TextEntry(), help="Whose it is, where the code lies."),
                Field("parking", "Parking", TextEntry()),
                Field("equipment_room", "Equipment room", TextEntry()),
                Field("binder_place", "The binder lies", TextEntry(), help="Printed on its cover."),
                Field("access", "How to get in", NoteEntry(lines=3), span=3),
                Field("notes", "Notes", NoteEntry(lines=2), span=3),
            ],
            columns=3,
            on_save=self._save,
            save="Save site",
            on_cancel=on_cancel,
        )
        if row is not None:
            names = SiteRow.__dataclass_fields__
            self.form.set_values({name: getattr(row, name) for name in names})
        stack(self, self.form)

    def _save(self, values: dict[str, Any]) -> None:
        kept = without_none(values, SiteRow)
        if self._row is None:
            done = self._desk.do(actions.add_site, self._client_id, kept)
        else:
            done = self._row.id
            self._desk.do(actions.edit_site, done, self._row.version, kept)
        self._on_done(done)


class ContactForm(QWidget):
    """A person at a client; without a row it adds one."""

    def __init__(
        self, desk: Desk, client_id: int, row: ContactRow | None, *, on_done: Done, on_cancel: Back
    ) -> None:
        super().__init__()
        self._desk, self._client_id, self._row, self._on_done = desk, client_id, row, on_done
        sites = desk.ask(queries.sites_of, client_id)
        money = desk.ask(shop_queries.shop).money
        orders = [(None, "Not called"), (1, "First"), (2, "Second"), (3, "Third")]
        self.form = Form(
            [
                Field("first_name", "First name", TextEntry()),
                Field("last_name", "Last name", TextEntry()),
                Field("title", "Title", TextEntry()),
                Field("phone", "Phone", TextEntry()),
                Field("mobile", "Mobile", TextEntry()),
                Field("email", "E-mail", TextEntry()),
                Field("site_id", "Works at", ChoiceEntry([(None, "Any site"), *sites])),
                Field("emergency", "In an emergency", ChoiceEntry(orders)),
                Field("may_spend", "May approve up to", MoneyEntry(money)),
                Field("main", "Main", CheckEntry("The main contact")),
                Field("billing", "Billing", CheckEntry("Gets the invoices")),
                Field("decides", "Decides", CheckEntry("Makes the decisions")),
                Field("technical", "Technical", CheckEntry("Knows the technology")),
                Field(
                    "may_approve_after_hours",
                    "After hours",
                    CheckEntry("May approve after-hours work"),
                ),
                Field("active", "Still there", CheckEntry("Works there today")),
                Field("notes", "Notes", NoteEntry(lines=2), span=3),
            ],
            columns=3,
            on_save=self._save,
            save="Save contact",
            on_cancel=on_cancel,
        )
        self.form.set_values({"active": True})
        if row is not None:
            names = ContactRow.__dataclass_fields__
            self.form.set_values({name: getattr(row, name) for name in names})
        stack(self, self.form)

    def _save(self, values: dict[str, Any]) -> None:
        kept = without_none(values, ContactRow)
        if self._row is None:
            done = self._desk.do(actions.add_contact, self._client_id, kept)
        else:
            done = self._row.id
            self._desk.do(actions.edit_contact, done, self._row.version, kept)
        self._on_done(done)


class TalkForm(QWidget):
    """What was talked about, with whom, and when to talk next (S145)."""

    def __init__(self, desk: Desk, client_id: int, *, on_done: Done, on_cancel: Back) -> None:
        super().__init__()
        self._desk, self._client_id, self._on_done = desk, client_id, on_done
        with_whom = [(c.id, c.name) for c in desk.ask(queries.contacts_of, client_id)]
        self.form = Form(
            [
                Field("on", "Day", DateEntry(), required=True),
                Field("contact_id", "With", ChoiceEntry([(None, "Nobody named"), *with_whom])),
                Field("next_on", "Talk again on", DateEntry()),
                Field("text", "What was said", NoteEntry(lines=3), required=True, span=3),
            ],
            columns=3,
            on_save=self._save,
            save="Note the talk",
            on_cancel=on_cancel,
        )
        self.form.set_values({"on": today()})
        stack(self, self.form)

    def _save(self, values: dict[str, Any]) -> None:
        done = self._desk.do(
            actions.add_talk,
            self._client_id,
            values["on"],
            str(values["text"]),
            values["next_on"],
            values["contact_id"],
        )
        self._on_done(done)
