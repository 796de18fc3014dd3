"""Who bills whom, and which tax applies: what a draft shows today and issuing freezes."""

import json
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client, Site
from ...rows import dataclass
from ...shop.models import TaxCode
from ...shop.queries import ShopRow, address_lines
from ...shop.queries import shop as the_shop
from ..models import InvoiceLine
from ..rules.legal import Party
from ..rules.totals import EXEMPT, Sum
from ..rules.words import GOODS, UNTAXED, LineKind


@dataclass(frozen=True, slots=True)
class TaxChoice:
    """The taxes a client's lines may bear: the usual code, and name and rate of each code."""

    usual: str | None
    codes: dict[str, tuple[str, int]]
    exempt: bool
    exempt_name: str
    labor: bool

    def taxable(self, kind: str) -> bool:
        """Whether a new line of this kind starts taxable."""
        if kind in GOODS:
            return True
        return self.labor and LineKind(kind) not in UNTAXED

    def sum_of(self, line: InvoiceLine) -> Sum:
        """What the totals need of a draft's line, at the rates of today."""
        return self.sum_for(line.amount, line.tax_code, taxable=line.taxable)

    def sum_for(self, amount: int, tax_code: str, *, taxable: bool) -> Sum:
        """What the totals need of an amount that may be taxed by a code."""
        code = tax_code if tax_code in self.codes else self.usual
        if not taxable or (code is None and not self.exempt):
            return Sum(amount, taxable=False)
        if self.exempt:
            return Sum(amount, True, EXEMPT, 0, self.exempt_name)
        name, rate = self.codes[code or ""]
        return Sum(amount, True, code or "", rate, name)


Codes = Sequence[tuple[int, str, str, int]]
"""Tax codes in use: id, code, name, rate in millionths."""


def active_codes(session: Session) -> Codes:
    """The tax codes in use, for who asks about many clients."""
    columns = (TaxCode.id, TaxCode.code, TaxCode.name, TaxCode.rate)
    rows = session.execute(select(*columns).where(TaxCode.active))
    return [(id_, code, name, rate) for id_, code, name, rate in rows]


def tax_choice(
    session: Session, client: Client, shop: ShopRow, known: Codes | None = None
) -> TaxChoice:
    """Which taxes apply to a client: its own rate, its code, the shop's code, or none."""
    codes = active_codes(session) if known is None else known
    return tax_choice_of(taxed_of(client), shop, codes)


@dataclass(frozen=True, slots=True)
class Taxed:
    """What of a client decides its taxes."""

    tax_code_id: int | None
    tax_rate: int | None
    tax_exempt: bool
    tax_exempt_reason: str
    labor_taxable: bool | None


def taxed_of(client: Client) -> Taxed:
    """What of a client decides its taxes."""
    return Taxed(**{name: getattr(client, name) for name in Taxed.__dataclass_fields__})


def tax_choice_of(client: Taxed, shop: ShopRow, rows: Codes) -> TaxChoice:
    """Which taxes apply to whoever is taxed so, from the codes in use."""
    word = "VAT" if shop.profile == "EU" else "Sales tax"
    codes = {code: (name, rate) for _, code, name, rate in rows}
    by_id = {id_: code for id_, code, _, _ in rows}
    usual = by_id.get(client.tax_code_id or shop.tax_code_id or 0)
    if client.tax_rate is not None:
        usual = usual or "TAX"
        codes[usual] = (codes.get(usual, (word, 0))[0], client.tax_rate)
    reason = client.tax_exempt_reason or ("certificate on file" if shop.profile != "EU" else "")
    labor = shop.labor_taxable if client.labor_taxable is None else client.labor_taxable
    exempt_name = f"{word}, exempt ({reason})" if reason else f"{word}, exempt"
    return TaxChoice(usual, codes, client.tax_exempt, exempt_name, labor)


def seller_of(shop: ShopRow) -> Party:
    """The shop as it stands on paper today."""
    return Party(
        name=shop.legal_name or shop.name,
        address=_letterhead_lines(shop),
        tax_number=shop.tax_number,
        phone=shop.phone,
        after_hours_phone=shop.after_hours_phone,
        email=shop.email,
        website=shop.website,
        logo=shop.logo,
        how_to_pay=shop.how_to_pay,
        closing=shop.invoice_note,
        profile=shop.profile,
        day_first=shop.day_first,
        country=shop.country,
    )


def _letterhead_lines(shop: ShopRow) -> tuple[str, ...]:
    if not shop.address.strip() and not shop.city:
        return ()
    return address_lines(
        shop.address, shop.city, shop.region, shop.postal_code, shop.country, shop.country
    )


def main_sites(session: Session, client_ids: Sequence[int]) -> dict[int, Site]:
    """The main site of each client that has one, by client."""
    found = select(Site).where(Site.client_id.in_(client_ids), Site.main).order_by(Site.id.desc())
    return {site.client_id: site for site in session.scalars(found)}


def buyer_of(session: Session, client: Client, shop: ShopRow) -> Party:
    """The client as it stands on paper today; the site only where work is done elsewhere."""
    return buyer_at(client, main_sites(session, [client.id]).get(client.id), shop)


def buyer_at(client: Client, site: Site | None, shop: ShopRow) -> Party:
    """The client on paper where its main site is known already."""
    lines = _billing_lines(client, shop)
    name = client.legal_name or client.name
    attention = client.billing_name if client.billing_name != name else ""
    there: tuple[str, ...] = ()
    if site is not None:
        there = address_lines(
            site.address, site.city, site.region, site.postal_code, site.country, shop.country
        )
    return Party(
        name=name,
        address=lines,
        tax_number=client.tax_number,
        email=client.billing_email,
        number=client.number,
        attention=attention,
        site=() if there == lines else there,
        exempt_reason=client.tax_exempt_reason if client.tax_exempt else "",
        country=client.country,
    )


def _billing_lines(client: Client, shop: ShopRow) -> tuple[str, ...]:
    if client.billing_address.strip():
        return tuple(one.strip() for one in client.billing_address.splitlines() if one.strip())
    if not client.address.strip() and not client.city:
        return ()
    return address_lines(
        client.address,
        client.city,
        client.region,
        client.postal_code,
        client.country,
        shop.country,
    )


def read_party(kept: str) -> Party | None:
    """A party as it was frozen; None for imported history, which froze none."""
    return Party.of(json.loads(kept)) if kept else None


def terms_days(client: Client, shop: ShopRow) -> int:
    """How many days a client has to pay."""
    return shop.terms_days if client.terms_days is None else client.terms_days


def shop_and_client(session: Session, client_id: int) -> tuple[ShopRow, Client]:
    """The company and a client, for whoever needs both."""
    return the_shop(session), session.get_one(Client, client_id)
