"""The walk past the Campaigns room: the year, a campaign and its forms, mails, bounces, places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mspdesk.campaigns.actions import campaigns as actions
from mspdesk.campaigns.actions import members, optouts, profiles
from mspdesk.campaigns.queries.campaigns import CampaignRow, campaign
from mspdesk.campaigns.queries.campaigns import campaigns as campaigns_of
from mspdesk.campaigns.rules.audience import Audience
from mspdesk.campaigns.rules.bounces import Returned
from mspdesk.dates import today
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk

if TYPE_CHECKING:
    from .tour import Walker

Stop = tuple[str, Callable[[], object]]


def campaigns(walker: Walker) -> Iterator[Stop]:
    """Every screen of it; ask for the next one only when the last was looked at."""
    desk = walker.window.desk
    assert desk is not None
    one = _one(desk)

    def show(record: int | None = None, **about: Any) -> Any:
        walker.go(Place("clients", record, "campaigns", about))
        return walker.part("_rooms")["campaigns"].part()

    yield "campaigns", partial(show, part="year")
    part = show(one.id)
    for key in ("plan", "audience", "leads", "months"):
        yield f"campaign-{key}", partial(part.page.turn, key)
    forms = (
        ("new", part.new),
        ("edit", part.edit),
        ("mail", partial(part.days.add_step, "mail")),
        ("day", partial(part.days.add_step, "task")),
        ("cost", part.days.add_cost),
        ("whom", part.people.choose_audience),
        ("lead", part.people.note_lead),
    )
    for name, lay in forms:
        yield f"campaign-{name}", lay
        part.laid.back()
    mail = next(step for step in part.page.shown.steps if step.is_mail)
    part.open_step(mail)
    walker.until(lambda: part.merge.mails, "the mails of a campaign")
    yield "campaign-mails", lambda: None
    part.leave_merge()
    part.open_step(next(step for step in part.page.shown.steps if step.is_letter))
    walker.until(lambda: part.letters.letters, "the letters of a campaign")
    yield "campaign-letters", lambda: None
    part.leave_merge()
    part.page.turn("plan")
    out = show(part="optouts")
    yield "campaign-optouts", lambda: None
    yield "campaign-optout", out.opt_out
    out.laid.back()
    yield "campaign-bounce", out.note_bounce
    out.laid.back()
    places = show(part="profiles")
    yield "campaign-profiles", lambda: None
    yield "campaign-profile", places.new
    places.laid.back()
    show(part="year")
    walker.go(Place("clients", do="clients"))


def _one(desk: Desk) -> CampaignRow:
    """A campaign with a mail and a letter; written down where the books have none."""
    if not desk.ask(campaigns_of):
        title = "A question about the backup that nobody has tried for as long as anybody knows"
        made = desk.do(actions.open_campaign, title, "email", today())
        mail = {"on": today(), "kind": "mail", "title": "First mail", "subject": "A question"}
        desk.do(actions.save_step, made, mail | {"body": "Hello {client.first_name}"})
        letter = mail | {"kind": "letter", "title": "First letter"}
        desk.do(actions.save_step, made, letter | {"body": "Dear {client.first_name},"})
        whom = Audience(("prospect", "active"))
        desk.do(members.gather, made, desk.ask(campaign, made).version, whom)
        desk.do(optouts.note_returned, [Returned("a@b.example", "hard", "550 no such user")])
        desk.do(profiles.begin_profiles)
    mailed = [row for row in desk.ask(campaigns_of) if row.channel == "email"]
    return mailed[0]
