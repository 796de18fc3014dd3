"""Campaigns in the books: audiences, mails that go out once, bounces, leads, months."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mspdesk import dates
from mspdesk.campaigns import runs
from mspdesk.campaigns.actions import campaigns, leads, members, optouts, profiles
from mspdesk.campaigns.actions.merging import queue_step
from mspdesk.campaigns.queries import optouts as out_queries
from mspdesk.campaigns.queries import profiles as profile_queries
from mspdesk.campaigns.queries.campaigns import campaign_page
from mspdesk.campaigns.queries.campaigns import campaigns as campaigns_of
from mspdesk.campaigns.queries.campaigns import leads as leads_of
from mspdesk.campaigns.queries.finding import checks
from mspdesk.campaigns.queries.members import audience_sum
from mspdesk.campaigns.queries.merging import Prepared
from mspdesk.campaigns.queries.progress import progress, unsaid
from mspdesk.campaigns.queries.steps import step, step_days
from mspdesk.campaigns.rules.bounces import Returned
from mspdesk.clients import actions as clients
from mspdesk.clients.queries import contacts
from mspdesk.errors import Cancelled, Conflict, UserError
from mspdesk.mail.actions import edit_account, retry
from mspdesk.mail.queries import account, mail_page, mails_by_id, open_mails
from mspdesk.mail.runs import passwords, send_waiting
from mspdesk.progress import Progress
from mspdesk.sales.models.pipeline import Opportunity
from tests.mail.postoffice import PASSWORD, USER, PostOffice

from .marketing import Marketing, an_offering
from .test_rules import NOTICE


def prepared(made: Marketing) -> list[Prepared]:
    """The mails as they would go out."""
    made.store.person_id = made.sample.dana
    return runs.prepare_mails(made.store, Progress(), made.mail)


def queue(made: Marketing) -> int:
    """Look through the mails and queue them."""
    mails = prepared(made)
    return runs.queue_mails(made.store, Progress(), made.mail, made.step.version, mails)


# --- audiences ------------------------------------------------------------------------------------


def test_an_audience_is_built_by_its_rule_and_opt_outs_are_counted(made: Marketing) -> None:
    made.store.do(optouts.opt_out, "BO@birch.example", "By phone")
    made.gather()
    assert made.reasons() == {
        "Alder Dental": "",
        "Birch Dental": "opted_out",
        "Cedar Law": "",
        "Dune Law": "none",
        "Old Mill Brewing": "none",
    }
    said = audience_sum(made.members()).words
    assert said == "5 in the audience, 2 get a mail, 2 without an address, 1 opted out"
    made.gather(industries=("dental",), statuses=())
    assert set(made.reasons()) == {"Alder Dental", "Birch Dental"}
    made.gather(statuses=("active",), plans=("Gold",), whom="decides")
    assert [(one.client, one.name) for one in made.members()] == [
        ("Brightwater Veterinary", "Tom Kessel")
    ]
    made.gather(statuses=("former",))
    assert set(made.reasons()) == {"Fir Books"}
    with pytest.raises(UserError, match="Choose among prospects"):
        made.gather(statuses=("declined",))


def test_who_was_chosen_by_hand_stays_whatever_the_rule_says(
    desk_made: Marketing,
) -> None:
    made = desk_made
    made.gather(industries=("Dental",))
    law = made.clients["Cedar Law"]
    made.store.do(members.add_member, made.campaign, law)
    first = made.members()[0]
    made.store.do(members.leave_out, first.id, "Our cousin")
    made.gather(industries=("Retail",), statuses=("former",))
    assert made.reasons() == {"Alder Dental": "left_out", "Cedar Law": "", "Fir Books": ""}
    made.store.do(members.leave_out, first.id, out=False)
    made.store.undo()
    assert made.members()[0].words == "Left out: Our cousin"
    with pytest.raises(UserError, match="was declined"):
        made.store.do(members.add_member, made.campaign, made.clients["Elm Books"])


def test_an_open_stage_narrows_an_audience_and_one_address_gets_one_mail(made: Marketing) -> None:
    from mspdesk.sales.actions.opportunities import open_opportunity

    made.store.do(open_opportunity, made.clients["Alder Dental"], "Backup", {"stage": "talking"})
    assert [one.client for one in made.gather(stages=("talking",))] == ["Alder Dental"]
    assert made.gather(stages=("booked",)) == []
    twin = {"first_name": "Lena", "last_name": "Two", "email": "LENA@alder.example", "main": True}
    made.store.do(clients.add_contact, made.clients["Dune Law"], twin)
    made.gather()
    assert made.reasons()["Dune Law"] == "same"


# --- mails ----------------------------------------------------------------------------------------


def test_every_mail_is_seen_before_it_is_queued_and_none_goes_twice(made: Marketing) -> None:
    made.store.do(optouts.opt_out, "bo@birch.example")
    made.gather()
    mails = prepared(made)
    assert {one.client: one.goes for one in mails} == {
        "Alder Dental": True,
        "Birch Dental": False,
        "Cedar Law": True,
        "Dune Law": False,
        "Old Mill Brewing": False,
    }
    lena = mails[0]
    assert lena.subject == "A question to Alder Dental"
    assert lena.body.startswith("Hello Lena,\n\nwhen did somebody at Alder Dental last try")
    assert "Dana Whitlock\n\nQuillfeather IT, LLC\n\n-- \nQuillfeather IT, LLC" in lena.body
    assert "612 Harbor View Ave" in lena.body
    assert "answer with the word “stop”" in lena.body
    version = made.step.version
    assert runs.queue_mails(made.store, Progress(), made.mail, version, mails) == 2
    assert (made.step.waiting, made.step.done_on) == (2, date(2026, 3, 11))
    first, second = made.store.ask(open_mails)
    assert (first.to, second.to) == ("lena@alder.example", "cy@cedar.example")
    page = made.store.ask(mail_page, first.id)
    assert (page.bulk, page.body, page.row.about) == (True, lena.body, f"campaign:{made.campaign}")
    # Taken back while they wait, and done again.
    made.store.undo()
    assert (made.store.ask(open_mails), made.step.done_on) == ([], None)
    made.store.redo()
    assert len(made.store.ask(open_mails)) == 2
    with pytest.raises(UserError, match="nobody this mail could go to"):
        made.store.do(queue_step, made.mail, made.step.version, mails)
    with pytest.raises(Conflict):
        made.store.do(queue_step, made.mail, version, mails)
    with pytest.raises(UserError, match="were queued"):
        made.store.do(
            campaigns.save_step, made.campaign, {"body": "x"}, made.mail, made.step.version
        )
    assert [one.goes for one in prepared(made)] == [False, False, False]
    assert made.store.ask(checks) == []
    made.store.do(optouts.opt_out, "Cy@Cedar.example")
    assert [one.to for one in made.store.ask(open_mails)] == ["lena@alder.example"]
    with pytest.raises(UserError, match="was cancelled"):
        made.store.do(retry, second.id)
    made.store.undo()
    assert len(made.store.ask(open_mails)) == 2
    made.store.do(campaigns.set_state, made.campaign, made.row.version, "dropped")
    assert made.store.ask(open_mails) == []
    with pytest.raises(UserError, match="was dropped"):
        made.store.do(queue_step, made.mail, made.step.version, mails)


def test_who_opts_out_while_the_mails_are_looked_through_gets_none(
    desk_made: Marketing,
) -> None:
    made = desk_made
    made.gather()
    mails = prepared(made)
    made.store.do(optouts.opt_out, "lena@alder.example")
    birch = next(one for one in made.members() if one.client == "Birch Dental")
    made.store.do(members.leave_out, birch.id, "Our cousin")
    assert runs.queue_mails(made.store, Progress(), made.mail, made.step.version, mails) == 1
    assert [one.to for one in made.store.ask(open_mails)] == ["cy@cedar.example"]


def test_queueing_that_is_stopped_leaves_nothing(
    desk_made: Marketing,
) -> None:
    made = desk_made
    made.gather()
    mails = prepared(made)

    def stop_at_two(done: int, _total: int, _words: str) -> None:
        if done == 1:
            halting.stop()

    halting = Progress(stop_at_two)
    with pytest.raises(Cancelled):
        runs.queue_mails(made.store, halting, made.mail, made.step.version, mails)
    assert made.store.ask(open_mails) == []
    assert made.step.queued_at is None
    made.store.undo()


def test_a_wrong_field_stops_the_mail_with_its_line(
    desk_made: Marketing,
) -> None:
    made = desk_made
    facts = {"on": date(2026, 3, 12), "kind": "mail", "subject": "Hi", "title": ""}
    with pytest.raises(UserError, match=r"Line 2: There is no field \{client.fist_name\}. Did you"):
        made.store.do(
            campaigns.save_step, made.campaign, {**facts, "body": "Hello\n{client.fist_name}"}
        )
    half = made.store.do(campaigns.save_step, made.campaign, {**facts, "body": ""})
    assert made.store.ask(step, half).title == "Hi"
    with pytest.raises(UserError, match="Write the text below the subject"):
        runs.prepare_mails(made.store, Progress(), half)


def test_without_a_mail_server_many_mails_cannot_leave(
    desk_made: Marketing,
) -> None:
    made = desk_made
    made.gather()
    mails = prepared(made)
    version = made.store.ask(account).version
    made.store.do(edit_account, version, {"way": "program"})
    with pytest.raises(UserError, match="needs the mail server"):
        made.store.do(queue_step, made.mail, made.step.version, mails)


@pytest.fixture
def sending(desk_made: Marketing, office: PostOffice) -> Marketing:
    """The shop, its mail through a real server of this computer."""
    store = desk_made.store
    facts = {"port": office.port, "security": "tls", "user": USER, "bulk_per_hour": 1}
    store.do(edit_account, store.ask(account).version, facts)
    passwords.keep(store, store.ask(account), PASSWORD, in_keyring=False)
    desk_made.gather()
    return desk_made


def test_mails_go_out_by_the_hour_and_a_refused_one_is_written_down(
    sending: Marketing, office: PostOffice
) -> None:
    store = sending.store
    office.manners.refuses = {"bo@birch.example"}
    assert queue(sending) == 3
    sent = []
    for hour in range(4):
        with dates.frozen(dates.now() + timedelta(minutes=61 * hour)):
            sent.append(send_waiting(store, Progress()).sent)
    assert sent == [1, 0, 1, 0]
    assert (sending.step.sent, sending.step.failed) == (2, 1)
    lena = office.taken[0].message
    assert lena["To"] == "lena@alder.example"
    assert lena["List-Unsubscribe"] == "<mailto:hello@quillfeather.example?subject=stop>"
    assert "“stop”" in lena.get_content()
    assert store.ask(out_queries.refusals_wait, date(2026, 3, 11))
    assert store.do(optouts.note_refused) == 1
    assert store.do(optouts.note_refused) == 0
    (back,) = store.ask(out_queries.bounces)
    assert (back.address, back.kind, back.client) == ("bo@birch.example", "hard", "Birch Dental")
    assert "550 5.1.1 No such user here" in back.said
    assert back.todo.startswith("There is no such mailbox")
    assert back.campaign == "Does your backup work?"
    assert back.mail_id is not None
    assert sending.reasons()["Birch Dental"] == "bounced"
    with pytest.raises(UserError, match="does not work"):
        store.do(optouts.settle_bounce, back.id, back.version, "corrected", "Bo@birch.example")
    store.do(optouts.settle_bounce, back.id, back.version, "corrected", "bo@birch-dental.example")
    assert store.ask(mails_by_id, [back.mail_id])[0].to == "bo@birch-dental.example"
    assert contacts_of(sending, "Birch Dental") == [("bo@birch-dental.example", True)]
    with dates.frozen(dates.now() + timedelta(hours=9)):
        assert send_waiting(store, Progress()).sent == 1
    assert sending.reasons()["Birch Dental"] == ""
    assert not store.ask(out_queries.refusals_wait, date(2026, 3, 11))


def contacts_of(made: Marketing, name: str) -> list[tuple[str, bool]]:
    """The addresses of a company and whether they are still there."""
    return [(one.email, one.active) for one in made.store.ask(contacts, made.clients[name])]


# --- opt-outs and bounces -------------------------------------------------------------------------


def test_opt_outs_are_pasted_once_and_only_a_reason_lets_mails_come_again(made: Marketing) -> None:
    store = made.store
    assert store.do(optouts.opt_out, "Ann <ANN@x.example>, bo@birch.example\n\nann@x.example") == 2
    assert store.do(optouts.opt_out, "ann@x.example") == 0
    ann, bo = store.ask(out_queries.opt_outs)
    assert (ann.address, ann.client, bo.client) == ("ann@x.example", "", "Birch Dental")
    assert bo.client_id is not None
    assert store.ask(out_queries.client_opted_out, bo.client_id) == "No campaign mail"
    with pytest.raises(UserError, match="“nobody” is no mail address"):
        store.do(optouts.opt_out, "nobody")
    with pytest.raises(UserError, match="Say how they asked"):
        store.do(optouts.opt_in, ann.id, "  ")
    store.do(optouts.opt_in, ann.id, "By phone")
    assert store.ask(out_queries.opted_out) == {"bo@birch.example"}


def test_a_notice_kept_as_a_file_is_written_down_with_its_mail(
    made: Marketing, tmp_path: Path
) -> None:
    made.gather()
    queue(made)
    first = made.store.ask(open_mails)[0]
    known = made.store.ask(mail_page, first.id).message_id
    file = tmp_path / "notice.eml"
    file.write_text(NOTICE.replace("<campaign.1.1@quillfeather.example>", known))
    assert runs.note_notices(made.store, Progress(), [file]) == 2
    assert runs.note_notices(made.store, Progress(), [file]) == 0
    hard = next(one for one in made.store.ask(out_queries.bounces) if one.kind == "hard")
    assert (hard.mail_id, hard.client) == (first.id, "Alder Dental")
    made.store.do(optouts.settle_bounce, hard.id, hard.version, "gone")
    assert contacts_of(made, "Alder Dental") == [("lena@alder.example", False)]
    soft = next(one for one in made.store.ask(out_queries.bounces) if one.open)
    assert (made.reasons()["Birch Dental"], soft.todo[:27]) == ("", "The server may take it late")
    with pytest.raises(UserError, match="Write a new one"):
        made.store.do(optouts.settle_bounce, soft.id, soft.version, "again")
    made.store.do(optouts.settle_bounce, soft.id, soft.version, "opted_out")
    assert "bo@birch.example" in made.store.ask(out_queries.opted_out)
    file.write_text("nothing")
    with pytest.raises(UserError, match=r"No address was found in notice\.eml"):
        runs.note_notices(made.store, Progress(), [file])
    for kind, said in (("soft", "451"), ("hard", "550"), ("soft", "452")):
        made.store.do(optouts.note_returned, [Returned("x@y.example", kind, said)])
    (held,) = made.store.ask(out_queries.bounces, open_only=True)
    assert (held.kind, held.said) == ("hard", "550")


# --- campaigns, leads, months ---------------------------------------------------------------------


def test_a_campaign_says_what_is_wrong_with_it(
    desk_made: Marketing,
) -> None:
    made = desk_made
    store = made.store
    for facts, field in (
        (("", "email", date(2026, 3, 1)), "title"),
        (("X", "smoke", date(2026, 3, 1)), "channel"),
        (("X", "email", date(2026, 3, 1), date(2026, 2, 1)), "ends_on"),
        (("X", "email", date(2026, 3, 1), date(2036, 2, 1)), "ends_on"),
        (("X", "email", date(2026, 3, 1), None, {"budget": -1}), "budget"),
    ):
        with pytest.raises(UserError) as refused:
            store.do(campaigns.open_campaign, *facts)
        assert refused.value.field == field
    found = made.row
    assert (found.ends_on, found.state, found.next_on) == (
        date(2026, 8, 1),
        "planned",
        date(2026, 3, 11),
    )
    store.do(campaigns.set_state, found.id, found.version, "dropped")
    assert store.ask(step_days, date(2026, 1, 1), date(2026, 12, 31)) == []
    store.do(campaigns.remove_campaign, found.id)
    assert store.ask(campaigns_of) == []
    store.undo()
    assert [one.title for one in store.ask(campaigns_of, 2026)] == ["Does your backup work?"]
    assert store.ask(campaigns_of, 2027) == []
    again = store.do(campaigns.plan_again, made.campaign)
    (mail,) = store.ask(campaign_page, again).steps
    assert (mail.on, mail.subject) == (date(2027, 3, 11), "A question to {client.name}")


def test_a_lead_becomes_an_opportunity_with_nothing_typed_again(made: Marketing) -> None:
    store, alder = made.store, made.clients["Alder Dental"]
    offering = an_offering(store)
    store.do(campaigns.edit_campaign, made.campaign, made.row.version, {"offering_id": offering})
    lead = store.do(leads.note_lead, made.campaign, alder, "Last restore was in 2019")
    with pytest.raises(UserError, match="was noted on Mar 11, 2026"):
        store.do(leads.note_lead, made.campaign, alder)
    with pytest.raises(UserError, match="not before"):
        store.do(leads.note_lead, made.campaign, made.clients["Cedar Law"], "", date(2026, 4, 1))
    opened = store.do(leads.open_lead_opportunity, lead)
    assert store.do(leads.open_lead_opportunity, lead) == opened
    with store.read() as session:
        row = session.get_one(Opportunity, opened)
        assert (row.client_id, row.title, row.source) == (
            alder,
            "Does your backup work?",
            "Does your backup work?",
        )
        assert (row.offering_id, row.notes) == (offering, "Last restore was in 2019")
    (found,) = store.ask(leads_of, made.campaign)
    assert (found.client, found.opportunity_id, found.stage) == ("Alder Dental", opened, "Target")
    other = store.do(leads.note_lead, made.campaign, made.clients["Cedar Law"])
    with pytest.raises(UserError, match="of this business"):
        store.do(leads.link_lead, other, opened)
    with pytest.raises(UserError, match="did something already"):
        store.do(campaigns.remove_campaign, made.campaign)
    assert store.ask(checks) == []


def test_each_month_says_what_it_cost_and_brought(made: Marketing) -> None:
    store = made.store
    for day, what, amount in ((3, "Printing", 14_250), (28, "Stamps", 5_750)):
        facts = {"on": date(2026, 3, day), "what": what, "amount": amount}
        store.do(campaigns.save_cost, made.campaign, facts)
    store.do(leads.note_lead, made.campaign, made.clients["Alder Dental"], "", date(2026, 3, 5))
    store.do(leads.note_lead, made.campaign, made.clients["Cedar Law"], "", date(2026, 3, 10))
    store.do(campaigns.write_month, made.campaign, date(2026, 3, 20), "Two asked")
    store.do(campaigns.set_state, made.campaign, made.row.version, "running")
    rows = store.ask(progress, [made.row])[made.campaign]
    assert [one.title for one in rows][:2] == ["March 2026", "April 2026"]
    assert len(rows) == 6
    march = rows[0]
    assert (march.cost, march.leads, march.lead_cost, march.words) == (
        20_000,
        2,
        10_000,
        "Two asked",
    )
    assert (made.row.cost, made.row.leads, made.row.lead_cost) == (20_000, 2, 10_000)
    june = store.ask(unsaid, [made.row], date(2026, 6, 1))
    assert june == [(made.campaign, date(2026, 4, 1)), (made.campaign, date(2026, 5, 1))]
    with pytest.raises(UserError, match="does not go on in January 2026"):
        store.do(campaigns.write_month, made.campaign, date(2026, 1, 1), "x")
    with pytest.raises(Conflict):
        store.do(
            campaigns.write_month, made.campaign, date(2026, 3, 1), "Nobody", march.version - 1
        )
    store.do(campaigns.write_month, made.campaign, date(2026, 3, 1), " ")
    assert store.ask(progress, [made.row])[made.campaign][0].words == ""


def test_profiles_are_looked_at_and_due_again(
    desk_made: Marketing,
) -> None:
    made = desk_made
    store = made.store
    assert store.do(profiles.begin_profiles) == 8
    assert store.do(profiles.begin_profiles) == 0
    first = store.ask(profile_queries.profiles)[0]
    with pytest.raises(UserError, match="Say what is wrong"):
        store.do(profiles.look, first.id, fine=False)
    store.do(profiles.look, first.id, fine=False, words="Old phone number")
    row, today = store.ask(profile_queries.profiles)[0], date(2026, 3, 11)
    assert (row.state, row.words, row.is_due(today)) == ("wrong", "Old phone number", True)
    store.do(profiles.look, first.id, fine=True)
    store.do(profiles.look, first.id, fine=False, words="Once", on=date(2026, 2, 1))
    row = store.ask(profile_queries.profiles)[0]
    assert (row.state, row.words) == ("fine", "")

    def due(day: date) -> set[int]:
        return {one.id for one in store.ask(profile_queries.profiles_due, day)}

    assert first.id not in due(today)
    assert first.id in due(date(2026, 4, 11))
    says = dict(store.ask(profile_queries.should_say))
    assert says["Address"] == "612 Harbor View Ave, Duluth, MN 55802"
