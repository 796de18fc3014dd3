"""A shop with prospects of several kinds, a campaign and a mail in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mspdesk.campaigns.actions import campaigns, members
from mspdesk.campaigns.queries.campaigns import CampaignRow, campaign
from mspdesk.campaigns.queries.members import MemberRow
from mspdesk.campaigns.queries.members import members as members_of
from mspdesk.campaigns.queries.steps import StepRow, step
from mspdesk.campaigns.rules.audience import Audience
from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.mail import actions as mail
from mspdesk.offerings.models import Offering
from tests.sample import Sample, furnish

BODY = """Hello {client.first_name},

when did somebody at {client.name} last try the backup?

{person.name}"""

PROSPECTS = (
    # name, industry, plan, status, contact, address
    ("Alder Dental", "Dental", "", "prospect", "Lena Ortiz", "lena@alder.example"),
    ("Birch Dental", "Dental", "", "prospect", "Bo Birch", "bo@birch.example"),
    ("Cedar Law", "Legal", "", "assessed", "Cy Cedar", "cy@cedar.example"),
    ("Dune Law", "Legal", "", "prospect", "Di Dune", ""),
    ("Elm Books", "Retail", "", "declined", "Eve Elm", "eve@elm.example"),
    ("Fir Books", "Retail", "", "former", "Flo Fir", "flo@fir.example"),
)


@dataclass(frozen=True, slots=True)
class Marketing:
    """Ids of the shop, its prospects by name, a campaign and its mail."""

    store: Store
    sample: Sample
    clients: dict[str, int]
    campaign: int
    mail: int

    @property
    def row(self) -> CampaignRow:
        """The campaign as lists show it."""
        return self.store.ask(campaign, self.campaign)

    @property
    def step(self) -> StepRow:
        """Its mail."""
        return self.store.ask(step, self.mail)

    def gather(self, **rule: Any) -> list[MemberRow]:
        """Gather an audience by a rule."""
        self.store.do(members.gather, self.campaign, self.row.version, Audience(**rule))
        return self.members()

    def members(self) -> list[MemberRow]:
        """The audience."""
        return self.store.ask(members_of, self.campaign)

    def reasons(self) -> dict[str, str]:
        """Why somebody gets no mail, by company; empty for who does."""
        return {one.client: one.reason for one in self.members()}


def furnish_marketing(store: Store) -> Marketing:
    """Fill fresh books."""
    sample = furnish(store)
    made = {}
    for name, industry, plan, status, who, address in PROSPECTS:
        details = {"industry": industry, "plan": plan, "status": status}
        made[name] = store.do(clients.add_client, name, details)
        first, _, last = who.partition(" ")
        facts = {"first_name": first, "last_name": last, "email": address, "main": True}
        store.do(clients.add_contact, made[name], facts)
    campaign_id = store.do(
        campaigns.open_campaign,
        "Does your backup work?",
        "email",
        date(2026, 3, 2),
        None,
        {"budget": 60_000, "leads_hoped": 8},
    )
    facts = {
        "on": date(2026, 3, 11),
        "kind": "mail",
        "title": "First mail",
        "subject": "A question to {client.name}",
        "body": BODY,
    }
    mail_id = store.do(campaigns.save_step, campaign_id, facts)
    store.do(
        mail.edit_account,
        0,
        {
            "way": "smtp",
            "host": "127.0.0.1",
            "security": "none",
            "from_name": "Quillfeather IT",
            "from_address": "hello@quillfeather.example",
            "signature": "Quillfeather IT, LLC",
        },
    )
    return Marketing(store, sample, made, campaign_id, mail_id)


def an_offering(store: Store) -> int:
    """Something that is offered."""
    from sqlalchemy.orm import Session

    from mspdesk.database.action import action

    @action("Add an offering for a test")
    def add(session: Session) -> int:
        row = Offering(name="Restore test", stage_on=date(2026, 1, 5))
        session.add(row)
        session.flush()
        return row.id

    return store.do(add)
