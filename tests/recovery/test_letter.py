"""The letter after a disaster is drawn from what was written down of it."""

from datetime import datetime

import pytest

from mspdesk.database.store import Store
from mspdesk.letters import actions as letters
from mspdesk.letters.queries import letter_page
from mspdesk.recovery.models import Event, EventStep
from mspdesk.recovery.queries.letters import after_actions
from tests.bookcase import Furnish, Standing
from tests.sample import Sample, furnish

FORM = "letters/after-action"
TIME = datetime(2026, 3, 3, 7, 40)


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    """The small shop."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> Sample:
    made: Sample = standing(store)
    return made


def happened(store: Store, client: int, **more: object) -> int:
    """A flood of eight and a half hours, one step of it done and one left."""
    told: dict[str, object] = {"kind": "flood", "declared_at": TIME, "went_well": "", "improve": ""}
    told |= {"restored_at": datetime(2026, 3, 3, 16, 10), "state": "restored"}
    with store.step("Prepare") as session:
        row = Event(number="D0001", client_id=client, **(told | more))
        session.add(row)
        session.flush()
        for at, (words, done) in enumerate((("Dried the rack", TIME), ("Never done", None)), 1):
            step = EventStep(event_id=row.id, position=at, action=words, done_at=done)
            session.add(step)
        return row.id


def test_the_letter_says_what_happened_and_what_was_done(store: Store, shop: Sample) -> None:
    lessons = {"improve": "Raise the rack\n- Check the drain", "good_backup": "March 2, 11 pm"}
    event = happened(store, shop.brightwater, what="Water in the server room", **lessons)
    (source,) = store.ask(after_actions, shop.brightwater)
    assert source.about == f"dr_event:{event}"
    letter = store.do(letters.write_letter, shop.brightwater, FORM, source.fields, source.about)
    page = store.ask(letter_page, letter)
    assert page.missing == []
    for words in (
        "Water in the server room.",
        "It began on March 3, 2026, 7:40 am.",
        "again on March 3, 2026, 4:10 pm, after 8 h 30 min.",
        "Dried the rack",
        "The copy we went back to: March 2, 11 pm.",
        "- Raise the rack\n- Check the drain",
    ):
        assert words in page.body, words
    assert "Never done" not in page.body
    assert "# What went well" not in page.body


def test_what_nobody_wrote_down_is_asked_for(store: Store, shop: Sample) -> None:
    happened(store, shop.kestrel)
    (source,) = store.ask(after_actions, shop.kestrel)
    assert "event.lessons" not in source.fields
    letter = store.do(letters.write_letter, shop.kestrel, FORM, source.fields, source.about)
    assert store.ask(letter_page, letter).missing == ["What changes now"]


def test_one_that_still_runs_has_no_letter(store: Store, shop: Sample) -> None:
    happened(store, shop.kestrel, restored_at=None, state="recovering")
    assert store.ask(after_actions, shop.kestrel) == []
