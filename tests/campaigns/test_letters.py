"""A letter to everybody in a campaign: looked through, printed in stacks, none twice unasked."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from mspdesk.campaigns.actions import campaigns, members, optouts, posting
from mspdesk.campaigns.queries import optouts as out_queries
from mspdesk.campaigns.queries import posting as queries
from mspdesk.campaigns.queries.campaigns import campaign
from mspdesk.campaigns.queries.members import MemberRow, audience_sum
from mspdesk.campaigns.queries.members import members as members_of
from mspdesk.campaigns.queries.merging import Prepared
from mspdesk.campaigns.queries.progress import progress
from mspdesk.campaigns.queries.steps import step
from mspdesk.campaigns.rules.audience import Audience
from mspdesk.campaigns.rules.merge import BODY_MOST
from mspdesk.campaigns.runs import prepare_letters, set_letters
from mspdesk.campaigns.view.room import CampaignsRoom
from mspdesk.clients.models import Client, Contact
from mspdesk.database.action import action
from mspdesk.database.check import check_books
from mspdesk.dates import frozen, now
from mspdesk.desk.area import Place
from mspdesk.desk.desk import Desk
from mspdesk.errors import Cancelled, UserError
from mspdesk.progress import Progress
from mspdesk.widgets import dialogs
from tests.printing.pdftext import text_of

from .marketing import Marketing

BODY = """Dear {client.first_name},

# Two questions

- does the backup of {client.name} work
- who would notice

Sincerely,

{person.name}"""


@action("Write addresses for a test")
def _addresses(session: Session, clients: dict[str, int]) -> None:
    for name, street in (
        ("Alder Dental", "88 Alder St"),
        ("Birch Dental", "2 Birch Ave"),
        ("Cedar Law", "7 Cedar Ct"),
        ("Dune Law", "7 Cedar Ct"),
        ("Fir Books", ""),
    ):
        row = session.get_one(Client, clients[name])
        row.address, row.city, row.region, row.postal_code = street, "Duluth", "MN", "55802"


def a_letter(made: Marketing, body: str = BODY) -> int:
    """A letter of the campaign to everybody, all but one with a street."""
    made.store.do(_addresses, made.clients)
    row = made.row
    made.store.do(campaigns.edit_campaign, row.id, row.version, {"channel": "letter"})
    facts = {"on": date(2026, 3, 11), "kind": "letter", "title": "Spring", "body": body}
    made_id = made.store.do(
        campaigns.save_step, made.campaign, {**facts, "subject": "An hour for {client.name}"}
    )
    made.gather(statuses=("prospect", "assessed", "former"))
    return made_id


def post(made: Marketing) -> list[MemberRow]:
    return made.store.ask(members_of, made.campaign, post=True)


def of(letters: list[Prepared], name: str) -> Prepared:
    return next(one for one in letters if one.client == name)


def test_a_letter_goes_to_who_has_a_postal_address_and_did_not_opt_out(made: Marketing) -> None:
    letter = a_letter(made)
    made.store.do(optouts.opt_out, "bo@birch.example")
    people = post(made)
    assert {one.client: one.reason for one in people} == {
        "Alder Dental": "",
        "Birch Dental": "opted_out",
        "Cedar Law": "",
        # No mail address, but a street: a letter comes there.
        "Dune Law": "",
        "Fir Books": "no_post",
        "Old Mill Brewing": "no_post",
    }
    said = "6 in the audience, 3 get a letter, 2 without a postal address, 1 opted out"
    assert audience_sum(people, "letter").words == said
    letters = prepare_letters(made.store, Progress(), letter)
    first = of(letters, "Alder Dental")
    where = ["Alder Dental", "Attn: Lena Ortiz", "88 Alder St", "Duluth, MN 55802"]
    assert first.address.split("\n") == where
    assert first.subject == "An hour for Alder Dental"
    assert first.body.startswith("Dear Lena,\n\n# Two questions\n\n- does the backup of Alder")
    left_out = of(letters, "Fir Books")
    assert (left_out.goes, left_out.words) == (False, "No postal address")


def test_what_was_printed_is_asked_for_once_more_only_by_choice(made: Marketing) -> None:
    letter, store = a_letter(made), made.store
    letters = [one for one in prepare_letters(store, Progress(), letter) if one.goes]
    some = [(one.member_id, one.address) for one in letters[:3]]
    assert store.do(posting.note_printed, letter, some) == 3
    held = store.ask(step, letter)
    assert (held.printed, held.done_on, held.settled) == (3, None, True)
    assert store.ask(queries.unprinted, letter) == 1
    for verb in (
        lambda: store.do(
            campaigns.save_step, made.campaign, {"body": "Else"}, letter, held.version
        ),
        lambda: store.do(campaigns.remove_step, letter),
        lambda: store.do(campaigns.remove_campaign, made.campaign),
    ):
        with pytest.raises(UserError):
            verb()
    # Whoever has a letter stays in the audience, whatever the rule says by now.
    made.gather(statuses=("assessed",))
    assert len(made.members()) == 3
    store.do(members.gather, made.campaign, made.row.version, Audience(statuses=("prospect",)))
    days = store.ask(queries.printed_days, letter)
    assert set(days.values()) == {date(2026, 3, 11)}
    with frozen(now().replace(month=4)):
        store.do(posting.note_printed, letter, some[:1])
        assert store.ask(queries.printed_days, letter)[some[0][0]] == date(2026, 4, 11)
        (row,) = store.ask(progress, [made.row]).values()
        assert [(one.month.month, one.letters) for one in row if one.letters] == [(3, 2), (4, 1)]
        store.undo()
    assert store.ask(queries.printed_days, letter) == days
    again = {one.member_id: one for one in prepare_letters(store, Progress(), letter)}
    assert [again[one].printed_on for one, _ in some] == [date(2026, 3, 11)] * 3
    rest = [(one.member_id, one.address) for one in again.values() if one.goes]
    store.do(posting.note_printed, letter, rest)
    assert store.ask(step, letter).done_on == date(2026, 3, 11)
    assert store.ask(campaign, made.campaign).letters == len({*dict(some), *dict(rest)})
    assert check_books(store, ()) == []


def test_letters_are_set_out_as_they_were_seen(desk_made: Marketing) -> None:
    letter, store = a_letter(desk_made), desk_made.store
    letters = [one for one in prepare_letters(store, Progress(), letter) if one.goes]
    made = set_letters(store, Progress(), letter, letters)
    assert made.rendered.pages == len(letters) == 4
    text = text_of(made.rendered.pdf)
    assert text.index("Attn: Lena Ortiz") < text.index("An hour for Alder Dental")
    assert text.count("March 11, 2026") == 4
    assert "# Two questions" not in text
    # Who opts out, or moves, between looking and printing is left out.
    store.do(optouts.opt_out, "bo@birch.example")
    assert [one.client for one in set_letters(store, Progress(), letter, letters).letters] == [
        "Alder Dental",
        "Cedar Law",
        "Dune Law",
    ]
    with pytest.raises(UserError, match="nobody left"):
        set_letters(store, Progress(), letter, [of(letters, "Birch Dental")])
    with pytest.raises(UserError, match="At most 250"):
        set_letters(store, Progress(), letter, letters * 63)
    stopped = Progress()
    stopped.stop()
    with pytest.raises(Cancelled):
        set_letters(store, stopped, letter, letters)


def test_a_wrong_field_is_named_with_its_line_before_anything_prints(desk_made: Marketing) -> None:
    letter, store = a_letter(desk_made), desk_made.store
    held = store.ask(step, letter)

    def saved(body: str) -> None:
        store.do(campaigns.save_step, desk_made.campaign, {"body": body}, letter, held.version)

    with pytest.raises(UserError, match=r"^Line 3: There is no field {client.nmae}\."):
        saved("Dear {client.first_name},\n\nhow is {client.nmae}?")
    with pytest.raises(UserError, match=r"^Line 1: .* is not known of everybody"):
        saved("It costs {invoice.total}.")
    with pytest.raises(UserError, match="longer than 20,000 signs"):
        saved("a" * (BODY_MOST + 1))


def test_an_address_with_an_umlaut_opts_out_however_it_is_written(made: Marketing) -> None:
    @action("Write an address for a test")
    def write(session: Session) -> None:
        for row in session.query(Contact).filter_by(client_id=made.clients["Alder Dental"]):
            row.email = "Lena@MÜLLER.example"

    made.store.do(write)
    made.gather()
    assert made.reasons()["Alder Dental"] == ""
    made.store.do(optouts.opt_out, "lena@müller.example")
    assert made.reasons()["Alder Dental"] == "opted_out"
    assert made.store.ask(out_queries.client_opted_out, made.clients["Alder Dental"])
    (row,) = made.store.ask(out_queries.opt_outs)
    assert row.client_id == made.clients["Alder Dental"]

    @action("Write an industry for a test")
    def industry(session: Session) -> None:
        session.get_one(Client, made.clients["Birch Dental"]).industry = "Ärzte"

    made.store.do(industry)
    assert [one.client for one in made.gather(industries=("ÄRZTE",))] == ["Birch Dental"]


def test_letters_are_printed_by_keys(
    desk: Desk, desk_made: Marketing, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = a_letter(desk_made)
    desk_made.store.do(optouts.opt_out, "bo@birch.example")
    monkeypatch.setattr(queries, "STACK", 2)
    saved = iter([tmp_path / "one.pdf", None, tmp_path / "two.pdf"])
    monkeypatch.setattr(dialogs, "save_file", lambda *_: next(saved))
    room = CampaignsRoom(desk)
    room.resize(1200, 760)
    room.show()
    try:
        about = {"step": letter}
        room.show_place(Place("clients", desk_made.campaign, "campaigns", about))
        part = room.part()
        page = part.letters
        qtbot.waitUntil(lambda: bool(page.letters))
        said = "3 get this letter. Left out: 2 without a postal address, 1 opted out"
        assert page.said.text() == said
        assert page.table.groups() == ["To print, 3", "Get none, 3"]
        assert page.body.text().startswith("Dear Lena,\n\nTwo questions\n\n- does")
        assert page.print_button.words() == "Print 2 letters"
        assert page.sum.text() == "1 more after these"
        QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(page.looks_at_pages)
        assert page.preview.page_count() == 2
        page.preview.save_button.click()
        assert not page.looks_at_pages()
        assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")
        assert page.table.groups() == ["To print, 1", "Printed, 2", "Get none, 3"]
        assert not page.edit_button.isVisible()
        part.print_shown()
        qtbot.waitUntil(page.looks_at_pages)
        # Nothing is noted where no place was chosen, and Esc goes back to the letters.
        page.preview.save_button.click()
        QTest.keyClick(page.preview.view, Qt.Key.Key_Escape)
        assert page.print_button.words() == "Print 1 letter"
        desk.undo()
        assert page.table.groups() == ["To print, 3", "Get none, 3"]
        desk_made.store.redo()
        page.again_button.click()
        assert page.print_button.words() == "Print 2 letters"
        QTest.keyClick(page.table, Qt.Key.Key_Escape)
        assert part._faces.currentWidget() is part.page
        far = {one.id: one.printed for one in part.page.plan.steps.rows()}
        assert far == {desk_made.mail: 0, letter: 2}
        assert "Print letters" in [words for words, _ in part._more()]
    finally:
        room.close()
        room.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
