"""The papers of roadmaps: their pages, their words, and a packet of a client with 5,000 devices."""

from datetime import date

import pytest

from mspdesk.agreements.queries import in_force
from mspdesk.database.action import action
from mspdesk.database.store import Store
from mspdesk.documentation.models.device import Device
from mspdesk.errors import UserError
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from mspdesk.roadmaps.actions import meetings, minutes, places
from mspdesk.roadmaps.printables.meeting import AGENDA, MINUTES
from mspdesk.roadmaps.printables.packet import PACKET
from mspdesk.roadmaps.printables.renewal import RENEWAL
from mspdesk.roadmaps.queries.meetings import meeting_page
from mspdesk.roadmaps.queries.papers import client_of, find_meeting, find_renewal
from mspdesk.sales.actions.advice import decline_advice, give_advice
from tests.printing.pdftext import text_of
from tests.roadmaps.conftest import Around
from tests.snapshots.compare import compare_snapshot

DAY = date(2026, 3, 11)
HOSTILE = "AT&T <b>bold</b> =1+1 {{7*7}} Łódź"


@action("Buy many machines", batch=True)
def _many(session: object, client_id: int, count: int) -> None:
    session.add_all(  # type: ignore[attr-defined]  # a session
        Device(
            client_id=client_id,
            kind="workstation",
            name=f"PC-{number:04}",
            used_by="Somebody with a rather long name",
            purchased_on=date(2018, 1, 1 + number % 28) if number % 3 else None,
        )
        for number in range(count)
    )


def test_agenda_and_minutes(sqlite_store: Store, desk_around: Around) -> None:
    store, client = sqlite_store, desk_around.brightwater
    store.person_id = desk_around.shop.dana
    made = store.do(meetings.plan_meeting, client, DAY, {"at": 840, "place": "Clinic"})
    assert store.ask(find_meeting, "brightwater") == made
    agenda = prepare(AGENDA, store.ask(AGENDA.gather, made), Paper.LETTER)
    assert agenda.pages == 1
    compare_snapshot(text_of(agenda.pdf), "roadmaps/agenda")
    empty = prepare(MINUTES, store.ask(MINUTES.gather, made), Paper.A4)
    assert empty.pages == 2
    assert "You say" in text_of(empty.pdf)
    page = store.ask(meeting_page, made)
    assert page is not None
    first = page.items[0]
    store.do(minutes.edit_item, first.id, first.version, {"said": HOSTILE})
    store.do(minutes.write_answer, made, "people", "Two more vets")
    ours = {"due_on": date(2026, 4, 1), "amount": 240_000, "person_id": desk_around.shop.marcus}
    store.do(minutes.decide, made, "Offer two machines", ours)
    store.do(minutes.decide, made, "Ask the vendor", {"kind": "theirs", "who": "Ines Varga"})
    store.do(minutes.decide, made, "A new rack", {"kind": "no"})
    page = store.ask(meeting_page, made)
    assert page is not None
    store.do(meetings.hold_meeting, made, page.row.version, date(2026, 6, 10))
    written = prepare(MINUTES, store.ask(MINUTES.gather, made), Paper.LETTER)
    compare_snapshot(text_of(written.pdf), "roadmaps/minutes")


def test_an_agenda_is_one_page_whatever_is_on_it(sqlite_store: Store, desk_around: Around) -> None:
    store = sqlite_store
    guests = [f"A guest with a long name, number {number}" for number in range(30)]
    made = store.do(
        meetings.plan_meeting, desk_around.brightwater, DAY, {"place": "x" * 190}, guests
    )
    for _ in range(20):
        store.do(minutes.add_item, made, "A long point " * 40)
    found = [prepare(AGENDA, store.ask(AGENDA.gather, made), paper) for paper in Paper]
    assert [one.pages for one in found] == [1, 1]
    assert "more in the minutes" in text_of(found[0].pdf)


def test_a_packet_is_four_pages_at_most(sqlite_store: Store, desk_around: Around) -> None:
    store, client = sqlite_store, desk_around.brightwater
    store.do(_many, client, 5_000)
    long = "A long sentence about what may happen when nothing is done. " * 6
    for number in range(30):
        said = store.do(give_advice, client, f"Advice number {number}", long, {"price": 100_000})
        if number % 2:
            store.do(decline_advice, said, long[:190], letter=False)
    meaning = {"meaning": long, "rise_on": DAY, "rise_words": long[:190], "category": "goods"}
    store.do(places.record_place, client, meaning)
    made = store.do(meetings.plan_meeting, client, DAY)
    for number in range(30):
        store.do(minutes.decide, made, f"Decision {number}: {long}"[:400])
        theirs = {"kind": "theirs", "who": "Ines Varga"}
        store.do(minutes.decide, made, f"Theirs {number}: {long}", theirs)
    for key in ("people", "dependence", "places", "software", "equipment", "worries"):
        store.do(minutes.write_answer, made, key, long)
    found = [prepare(PACKET, store.ask(PACKET.gather, client), paper) for paper in Paper]
    assert max(one.pages for one in found) <= 4
    words = text_of(found[0].pdf)
    assert "And 3,322 more" in words
    assert "Ask about their budget first" in words


def test_the_packet_of_a_client_word_for_word(sqlite_store: Store, desk_around: Around) -> None:
    key = sqlite_store.ask(client_of, "Brightwater")
    found = prepare(PACKET, sqlite_store.ask(PACKET.gather, key), Paper.LETTER)
    compare_snapshot(text_of(found.pdf), "roadmaps/packet")
    with pytest.raises(UserError, match="Type the client's number"):
        sqlite_store.ask(client_of, "i")
    with pytest.raises(UserError, match="No roadmap meeting"):
        sqlite_store.ask(find_meeting, "Brightwater")


def test_before_a_renewal_all_is_said(sqlite_store: Store, desk_around: Around) -> None:
    store, client = sqlite_store, desk_around.brightwater
    store.person_id = desk_around.shop.dana
    store.do(places.record_place, client, {"category": "operations", "renew": "yes"})
    agreement = store.ask(find_renewal, "Brightwater")
    held = store.ask(in_force, client)
    assert held is not None
    assert agreement == held.id == store.ask(find_renewal, held.number.lower())
    found = prepare(RENEWAL, store.ask(RENEWAL.gather, agreement), Paper.LETTER)
    compare_snapshot(text_of(found.pdf), "roadmaps/renewal")
    with pytest.raises(UserError, match="no agreement"):
        store.ask(find_renewal, "Old Mill")
