"""The papers of goals, word for word."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.goals.actions.goals import edit_goal, share_goal
from mspdesk.goals.actions.meetings import add_meeting, add_voice
from mspdesk.goals.actions.reviews import open_review, write_review
from mspdesk.goals.printables.letter import GOAL_LETTER
from mspdesk.goals.printables.meeting import MEETING
from mspdesk.goals.printables.review import REVIEW
from mspdesk.goals.printables.sheets import SHARED, SHEET
from mspdesk.goals.queries.known import every_goal
from mspdesk.goals.queries.papers import find_review, find_shared, find_sheet
from mspdesk.goals.queries.reviews import review_page
from mspdesk.printing.document import prepare
from mspdesk.printing.page import Paper
from tests.goals.furnish import Goals
from tests.printing.pdftext import text_of
from tests.snapshots.compare import compare_snapshot

HOSTILE = "AT&T <b>bold</b> =1+1 {{7*7}} Łódź"


def test_a_sheet_of_ones_own_goals(sqlite_store: Store, desk_goals: Goals) -> None:
    sqlite_store.person_id = desk_goals.dana
    version = sqlite_store.ask(every_goal)[desk_goals.notes].version
    changes = {"why": HOSTILE, "affects": [desk_goals.priya]}
    sqlite_store.do(edit_goal, desk_goals.notes, version, changes)
    assert sqlite_store.ask(find_sheet, "marcus") == (desk_goals.marcus, 2026, 1)
    key = (desk_goals.marcus, 2026, 1)
    printed = prepare(SHEET, sqlite_store.ask(SHEET.gather, *key), Paper.LETTER)
    assert printed.pages == 1
    compare_snapshot(text_of(printed.pdf), "goals/sheet")
    with pytest.raises(UserError, match="Name one of us"):
        sqlite_store.ask(find_sheet, "nobody")


def test_a_private_goal_is_on_nobody_elses_paper(sqlite_store: Store, desk_goals: Goals) -> None:
    words = "Notes on the ticket the same day"
    for reader, may in ((desk_goals.marcus, True), (desk_goals.ana, False), (None, False)):
        sqlite_store.person_id = reader
        found = sqlite_store.ask(SHEET.gather, desk_goals.marcus, 2026, 1)
        text = text_of(prepare(SHEET, found, Paper.A4).pdf)
        assert (words in text) == may
        if not may:
            assert "No goal is written down" in text
    sqlite_store.person_id = desk_goals.dana
    shared = prepare(SHARED, sqlite_store.ask(SHARED.gather, 2026, 1), Paper.LETTER)
    assert words not in text_of(shared.pdf)


def test_goals_agreed_on_are_put_into_a_letter(sqlite_store: Store, desk_goals: Goals) -> None:
    sqlite_store.person_id = desk_goals.marcus
    key = (desk_goals.marcus, 2026, 1)
    printed = prepare(GOAL_LETTER, sqlite_store.ask(GOAL_LETTER.gather, *key), Paper.LETTER)
    assert printed.pages == 1
    said = " ".join(text_of(printed.pdf).split())
    for words in ("Dear Marcus,", "Notes on the ticket the same day", "Read and agreed, Marcus"):
        assert words in said, words
    assert "the week of March 23, 2026" in said
    for reader in (desk_goals.ana, None):  # a private one is on nobody else's letter
        sqlite_store.person_id = reader
        with pytest.raises(UserError, match="No goal of Marcus"):
            sqlite_store.ask(GOAL_LETTER.gather, *key)


def test_the_sheet_for_the_wall(sqlite_store: Store, desk_goals: Goals) -> None:
    for goal in (desk_goals.sales, desk_goals.agreements):
        version = sqlite_store.ask(every_goal)[goal].version
        sqlite_store.do(share_goal, goal, version, "company")
    assert sqlite_store.ask(find_shared, "") == (2026, 1)
    for typed in ("spring", "2026-²"):
        with pytest.raises(UserError, match="2026-1"):
            sqlite_store.ask(find_shared, typed)
    assert sqlite_store.ask(find_shared, "2025-3") == (2025, 3)
    printed = prepare(SHARED, sqlite_store.ask(SHARED.gather, 2026, 1), Paper.LETTER)
    assert printed.pages == 1
    compare_snapshot(text_of(printed.pdf), "goals/shared")
    empty = prepare(SHARED, sqlite_store.ask(SHARED.gather, 2031, 2), Paper.A4)
    assert "shared with everybody yet" in text_of(empty.pdf)


def test_the_form_of_a_review(sqlite_store: Store, desk_goals: Goals) -> None:
    sqlite_store.person_id = desk_goals.dana
    review = sqlite_store.do(open_review, desk_goals.priya, 2026, 1)
    version = sqlite_store.ask(review_page, review).version
    said = {desk_goals.paperwork: {"lead_words": HOSTILE}}
    sqlite_store.do(write_review, review, version, {"next_steps": "The bank course."}, said)
    assert sqlite_store.ask(find_review, "priya") == review
    printed = prepare(REVIEW, sqlite_store.ask(REVIEW.gather, review), Paper.LETTER)
    assert printed.pages == 1
    compare_snapshot(text_of(printed.pdf), "goals/review")
    for reader in (desk_goals.ana, None):
        sqlite_store.person_id = reader
        with pytest.raises(UserError):
            sqlite_store.ask(REVIEW.gather, review)


def test_a_round_on_one_sheet(sqlite_store: Store, desk_goals: Goals) -> None:
    sqlite_store.person_id = desk_goals.dana
    held = sqlite_store.do(add_meeting, "mastermind", date(2026, 3, 6), {"title": "Friday"})
    said = {"member": "Ruth Amsel", "challenge": HOSTILE, "follow_up_on": date(2026, 4, 3)}
    sqlite_store.do(add_voice, held, said)
    printed = prepare(MEETING, sqlite_store.ask(MEETING.gather, held), Paper.LETTER)
    assert printed.pages == 1
    compare_snapshot(text_of(printed.pdf), "goals/meeting")
    blank = prepare(MEETING, sqlite_store.ask(MEETING.gather, 0), Paper.A4)
    assert blank.pages == 1
    assert "Follow up by" in text_of(blank.pdf)
