"""The words of an agreement: its text from `forms/`, filled with what was agreed."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting
from ...dates import hours, today
from ...letters.queries import fields_of, text_of
from ...letters.rules.texts import Filled, fill
from ...money import Currency, multiplied, quantity, shown
from ...people.models import Person
from ...rows import dataclass
from ...shop.models import Shop
from ...shop.queries import ShopRow, shop
from ...shop.rules import COUNTRIES
from .. import rules
from ..models import Agreement, ResponseTarget
from .lines import monthly_on
from .records import AgreementRow, agreement
from .sheets import hourly_rate

AS_SOON_AS_WE_CAN = "As soon as we can, the most urgent first."
"""What stands where no response target was agreed on."""

_STATES = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut"
    "|DE Delaware|DC the District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois"
    "|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts"
    "|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada"
    "|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota"
    "|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina"
    "|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington"
    "|WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico"
)
_NAMES = {one[:2]: one[3:] for one in _STATES.split("|")}


def law_of(country: str, region: str) -> str:
    """Whose law applies: the state's in the United States, the country's elsewhere."""
    if country == "US" and region:
        return _NAMES.get(region.upper(), region)
    return COUNTRIES.get(country, country)


def body_form(kind: str, chosen: str = "") -> str:
    """The name of the text an agreement is written from: its own choice, or its kind's."""
    return chosen or f"agreements/{kind}"


def targets_of(session: Session, agreement_id: int) -> dict[int, int]:
    """How soon a ticket of each priority is answered, in minutes; only those agreed on (S057)."""
    found = select(ResponseTarget.priority, ResponseTarget.minutes).where(
        ResponseTarget.agreement_id == agreement_id
    )
    return dict(session.execute(found.order_by(ResponseTarget.priority)).all())


def target_words(minutes: int) -> str:
    """A response target as people say it: 30 minutes, 2 hours, 1.5 hours."""
    if minutes < 60:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    if minutes % 60 == 0:
        count = minutes // 60
        return f"{count} hour{'' if count == 1 else 's'}"
    return f"{hours(minutes).rstrip('0').rstrip('.')} hours"


def frozen_body(session: Session, agreement_id: int) -> str:
    """The words as they were sent; empty before that."""
    return session.scalar(select(Agreement.body).where(Agreement.id == agreement_id)) or ""


def body_text(session: Session, agreement_id: int) -> Filled:
    """The words of an agreement as they would go out today, every field filled."""
    held = agreement(session, agreement_id)
    kind = held.kind if held else ""
    text = text_of(session, body_form(kind, held.body_form if held else ""))
    return fill(text, fields(session, agreement_id))


def fields(session: Session, agreement_id: int) -> dict[str, str]:
    """What fills the fields of an agreement's text; a field nobody knows is left out."""
    held = agreement(session, agreement_id)
    if held is None:
        return {}
    house = shop(session)
    client = session.get_one(Client, held.client_id)
    found = fields_of(session, held.client_id, acting(session))
    found |= _dates(held)
    found |= _prices(session, held, client, house)
    found |= _signers(session, held, found)
    targets = targets_of(session, agreement_id)
    agreed = [
        f"{words}: within {target_words(targets[priority])}"
        for priority, words in rules.PRIORITIES.items()
        if priority in targets
    ]
    found["agreement.targets"] = "\n".join(agreed) or AS_SOON_AS_WE_CAN
    found["agreement.law"] = law_of(house.country, house.region)
    return found


def _dates(held: AgreementRow) -> dict[str, str]:
    months = held.term_months
    term = f"{months} month{'' if months == 1 else 's'}" if held.end_on else "open, without an end"
    renewal = "ends on its last day unless both sides renew it"
    if held.auto_renew:
        renewal = f"goes on for {months} months at a time unless one side gives notice"
    if held.end_on is None:
        renewal = "goes on until one side gives notice"
    return {
        "agreement.number": held.number,
        "agreement.name": held.title_words or held.title,
        "agreement.kind": rules.KINDS.get(held.kind, held.kind),
        "agreement.plan": held.plan or held.title,
        "agreement.start": _day(held.start_on),
        "agreement.end": _day(held.end_on) if held.end_on else "an open end",
        "agreement.term": term,
        "agreement.renewal": renewal,
        "agreement.notice": f"{held.notice_days} days",
    }


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _prices(session: Session, held: AgreementRow, client: Client, house: ShopRow) -> dict[str, str]:
    money = house.money
    rate = hourly_rate(session, held.id)
    factor = house.after_hours_factor if held.factor is None else held.factor
    trip = _first(held.trip_charge, client.trip_charge, house.trip_charge)
    least = max(
        _first(held.minimum_minutes, house.minimum_minutes),
        _first(held.increment_minutes, house.increment_minutes),
    )
    terms = _first(held.terms_days, client.terms_days, house.terms_days)
    on = max(held.start_on, today())
    fee = monthly_on(session, held.id, on)
    found = {
        "agreement.rate": shown(rate, money),
        "agreement.after_hours": _after_words(rate, factor, money),
        "agreement.trip_charge": shown(trip, money),
        "agreement.minimum": f"{least} minutes",
        "agreement.setup": _once(held, money),
        "agreement.setup_fee": shown(held.setup_fee, money),
        "agreement.fee": shown(fee, money),
        "agreement.period": "a month",
        "agreement.terms": f"{terms} day{'' if terms == 1 else 's'}",
        "agreement.payment": payment_words(held, client.payment_type),
    }
    bought = held.included_minutes
    found["agreement.hours"] = target_words(bought) if bought else "the hours on the invoice"
    price = held.monthly_fee if held.bucket == "block" else fee
    found["agreement.block_price"] = shown(price, money) if price else "the price on the invoice"
    return found


def _once(held: AgreementRow, money: Currency) -> str:
    """What is paid once, as a sentence."""
    project = held.kind == "project"
    if not held.setup_fee:
        return "There is no project fee." if project else "There is no setup fee."
    name = "project fee" if project else "one-time setup fee"
    return f"The {name} is {shown(held.setup_fee, money)}."


def _after_words(rate: int, factor: int, money: Currency) -> str:
    often = {10_000: "the same rate", 15_000: "one and a half times the rate"}
    often[20_000] = "twice the rate"
    words = often.get(factor, f"{quantity(factor)} times the rate")
    return f"{words}, {shown(multiplied(rate, factor), money)} an hour"


def payment_words(held: AgreementRow, usual: str) -> str:
    """How and when it is paid: by card, each month ahead."""
    by = {"card": "by card", "ach": "by bank debit (ACH)", "check": "by check"}
    how = by.get(held.payment_type or usual, "")
    return ", ".join(filter(None, (how, rhythm_words(held))))


def rhythm_words(held: AgreementRow) -> str:
    """When it is billed: each month ahead, every 2 weeks ahead, 3 months ahead at a time."""
    count = held.every * held.periods_ahead
    unit = held.every_unit
    if count == 1:
        return f"each {unit} ahead"
    if held.periods_ahead > 1:
        return f"{count} {rules.EVERY.get(unit, unit)} ahead at a time"
    return f"every {count} {rules.EVERY.get(unit, unit)} ahead"


def _signers(session: Session, held: AgreementRow, found: dict[str, str]) -> dict[str, str]:
    contact = found.get("client.contact", "")
    if contact == found.get("client.name"):
        contact = ""  # nobody is written down, and a business does not sign by itself
    signer = held.signer_theirs or contact
    title = held.signer_theirs_title
    if held.kind == "contractor" and held.person_id:
        person = session.get(Person, held.person_id)
        signer = held.signer_theirs or (person.name if person else "")
        title = title or "Contractor"
    elif not title and signer == contact:
        title = found.get("client.title", "")
    ours = held.signer_ours or found.get("person.name", "")
    said = {"agreement.signer": signer, "agreement.signer_title": title}
    return said | {"agreement.our_signer": ours}


def _first(*values: int | None) -> int:
    """The first figure that was said."""
    return next((value for value in values if value is not None), 0)


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signs an agreement, as far as it is known."""

    theirs: str
    title: str
    ours: str


def signers(session: Session, agreement_id: int) -> Signers:
    """Who is to sign: as written down, else the client's main contact."""
    found = fields(session, agreement_id)
    held = agreement(session, agreement_id)
    return Signers(
        found.get("agreement.signer", ""),
        found.get("agreement.signer_title", ""),
        held.signer_ours if held else "",
    )


def price_notice(session: Session) -> int:
    """How many days ahead the shop tells new prices (S120)."""
    return session.scalars(select(Shop.price_notice_days)).one()


@dataclass(frozen=True, slots=True)
class UsualTerms:
    """What holds where an agreement says nothing: the client's, else the shop's; minor units.

    `rate` is the one in force, the agreement's own where it has one.
    """

    rate: int
    factor: int
    increment_minutes: int
    minimum_minutes: int
    trip_charge: int
    terms_days: int
    payment_type: str


def usual_terms(session: Session, agreement_id: int) -> UsualTerms:
    """What holds for an agreement where it says nothing of its own."""
    held = session.get_one(Agreement, agreement_id)
    client, house = session.get_one(Client, held.client_id), shop(session)
    return UsualTerms(
        hourly_rate(session, agreement_id),
        house.after_hours_factor,
        house.increment_minutes,
        house.minimum_minutes,
        _first(client.trip_charge, house.trip_charge),
        _first(client.terms_days, house.terms_days),
        client.payment_type,
    )
