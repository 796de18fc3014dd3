"""All of a binder, asked for in one reading: the leaves of its outline with their facts."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients import queries as clients
from ...clients.models import Site
from ...clients.rules import address_line
from ...database.reading import once
from ...documentation.queries.editions import KINDS
from ...errors import UserError
from ...printing.page import Letterhead
from ...recovery.queries import leaves as plans
from ...recovery.queries.plan import systems
from ...rows import dataclass
from ...shop.queries import shop
from ..rules import forms
from ..rules.content import Page, Prose
from ..rules.facts import Fact, facts_of
from ..rules.kept import Kept
from ..rules.labels import FRONT
from ..rules.leaf_forms import LeafForm, form_of
from ..rules.outline import Outline, OwnPage
from . import network, recovering
from .outlines import outline

Ask = Callable[[Session, int], Any]
Asked = list[tuple[str, str, Any]]


@dataclass(frozen=True, slots=True)
class CoverDocument:
    """Whose binder it is, where they are, and whom to call."""

    client: str
    places: tuple[str, ...]
    provider: str
    day_phone: str
    night_phone: str


@dataclass(frozen=True, slots=True)
class LeafDocument:
    """One leaf: its name in the outline, a key of its own, its title, what it says.

    `tab` is the number of its tab, 0 in front of the first. A document of None has no facts: the
    page is about the paper itself, or blank.
    """

    name: str
    key: str
    title: str
    tab: int
    document: Any = None


@dataclass(frozen=True, slots=True)
class Binder:
    """A client's binder of a kind: its title, the words on its tabs, its leaves in order."""

    kind: str
    title: str
    client_id: int
    client: str
    tabs: tuple[str, ...]
    leaves: tuple[LeafDocument, ...]
    letterhead: Letterhead

    def facts(self) -> tuple[Fact, ...]:
        """Everything its leaves say."""
        return self.said().facts

    def said(self) -> Kept:
        """What its leaves say, as an edition without pages."""
        facts: list[Fact] = []
        forms = []
        for leaf in self.leaves:
            own = facts_of(leaf.document, leaf.title) if leaf.document is not None else []
            forms.append(LeafForm(leaf.key, form_of(leaf.key), len(own)))
            facts += own
        return Kept((), {}, tuple(facts), leaves=tuple(forms))


def cover(session: Session, client_id: int) -> CoverDocument:
    """The facts of a cover."""
    client, us = clients.client(session, client_id), shop(session)
    rows = session.execute(
        select(Site.name, Site.address, Site.city, Site.region, Site.postal_code)
        .where(Site.client_id == client_id)
        .order_by(Site.main.desc(), Site.name)
    )
    places = tuple(
        ", ".join(filter(None, (name, address_line(address, city, region, postal))))
        for name, address, city, region, postal in rows
    )
    return CoverDocument(
        client.name if client else "",
        places or ((client.address_line,) if client and client.address_line else ()),
        us.name,
        us.phone,
        us.after_hours_phone,
    )


def _systems(session: Session, client_id: int) -> Asked:
    """A leaf for each system of the plan, known by its row; an empty one without any."""
    ids = [row.id for row in systems(session, client_id)]
    found = plans.system_documents(session, client_id)
    if not found:
        return [("blank", "A system", None)]
    return [(str(id_), page.name, page) for id_, page in zip(ids, found, strict=True)]


def _nothing(_session: Session, _client_id: int) -> None:
    return None


def _form(page: Page) -> Ask:
    return lambda _session, _client_id: page


LEAVES: dict[str, tuple[str, Ask]] = {
    "cover": ("Cover", cover),
    "register": ("Approval, copies, editions", recovering.approval),
    "contents": ("Contents", _nothing),
    "first-hour": ("The first hour", recovering.first_hour),
    "calls": ("Who to call, in this order", plans.calls_document),
    "contacts": ("Contacts", recovering.contacts_page),
    "scope": ("What this plan is for", recovering.scope_page),
    "systems": ("What comes back, in this order", plans.systems_document),
    "system-pages": ("", _systems),
    "backups": ("Backups", plans.backups_document),
    "continuity": ("Work on meanwhile", plans.continuity_document),
    "return": ("Back to normal", recovering.return_page),
    "event-plan": ("The plan for this disaster", _form(forms.EVENT)),
    "tsr-1": ("TSR log", _nothing),
    "tsr-2": ("TSR log, second", _nothing),
    "call-log": ("Third-party call log", _nothing),
    "map": ("Network map", network.map_page),
    "gear": ("Addresses and gear", network.network_summary),
    "internet": ("Internet and domains", network.internet_page),
    "firewall": ("Firewall", network.firewall_page),
    "shopping": ("What to buy", plans.shopping_document),
    "programs": ("Applications, licenses, media", recovering.programs_page),
    "workarounds": ("Work on paper", plans.workarounds_document),
    "exercises": ("Tests and exercises", plans.exercises_document),
    "after-action": ("After the disaster", _form(forms.AFTER)),
    "notes": ("Notes", _form(forms.NOTES)),
    "client": ("Client, sites, people", network.client_page),
    "addresses": ("Addresses", network.addresses_page),
    "servers": ("", network.server_pages),
    "machines": ("Machines", network.machines_page),
    "warranties": ("Warranties", network.warranties_page),
    "users": ("Users and groups", network.users_page),
    "shares": ("Shares and data", network.shares_page),
    "mail": ("Mail", network.mail_page),
    "printers": ("Printers", network.printers_page),
    "policies": ("Group policies", network.policies_page),
    "licenses": ("Software and license keys", network.licenses_page),
    "applications": ("Applications and vendors", network.applications_page),
    "remote": ("Remote access, Wi-Fi, cloud", network.remote_page),
    "passwords": ("Key passwords", network.passwords_page),
    "changes": ("Change log", _nothing),
}
"""Every page an outline may name: its title, and the question its facts answer.

Those without a title become several leaves, each with its own.
"""


@once
def binder(session: Session, client_id: int, kind: str) -> Binder:
    """All leaves of a client's binder; raises UserError for no such client or a bad outline."""
    client = clients.client(session, client_id)
    if client is None or kind not in KINDS:
        raise UserError("Choose the client and the binder.", "client_id")
    order, us = outline(session, kind, LEAVES), shop(session)
    return Binder(
        kind,
        order.title,
        client_id,
        client.name,
        tuple(tab.word for tab in order.tabs),
        tuple(_leaves(session, client_id, order)),
        Letterhead(us.name, us.address_lines, us.phone, us.after_hours_phone, us.email),
    )


def _leaves(session: Session, client_id: int, order: Outline) -> Iterator[LeafDocument]:
    for tab, names in enumerate([order.front, *(one.pages for one in order.tabs)], FRONT):
        for name in names:
            if name in order.own:
                yield _own(order.own[name], tab)
                continue
            title, ask = LEAVES[name]
            found = ask(session, client_id)
            if title:
                yield LeafDocument(name, name, title, tab, found)
            else:
                for key, called, document in found:
                    yield LeafDocument(name, f"{name}/{key}", called, tab, document)


def _own(page: OwnPage, tab: int) -> LeafDocument:
    """A page of the shop's own."""
    text = Page(page.title, (Prose("", page.text, 12),))
    return LeafDocument("own", f"own/{page.name}", page.title, tab, text)
