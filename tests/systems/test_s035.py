"""S035: a meeting holds for each member what changed, a challenge, ideas and a follow-up date."""

from datetime import date

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.goals.actions.meetings import (
    add_meeting,
    add_voice,
    edit_meeting,
    edit_voice,
    remove_meeting,
    remove_voice,
)
from mspdesk.goals.queries.meetings import follow_ups, meeting, meetings
from tests.bookcase import Furnish, Standing
from tests.goals.furnish import Goals, furnish_goals

pytestmark = [pytest.mark.system(35), pytest.mark.usefixtures("clock")]
DAY = date(2026, 3, 6)


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The shop with goals."""
    return furnish_goals


def test_a_round_holds_change_challenge_ideas_and_follow_up_of_each(
    store: Store, standing: Standing
) -> None:
    made: Goals = standing(store)
    store.person_id = made.dana
    held = store.do(add_meeting, "mastermind", DAY, {"title": "Friday round"}, ["Ruth Amsel"])
    said = {
        "member": "Otis Grant",
        "changed": "Hired a second technician",
        "challenge": "Nobody reads the price letter",
        "ideas": "Say the new price first",
        "follow_up_on": date(2026, 4, 3),
    }
    store.do(add_voice, held, said)
    found = store.ask(meeting, held)
    assert found.who == "Dana Whitlock, Ruth Amsel, Otis Grant"
    third = found.voices[2]
    assert {name: getattr(third, name) for name in said if name != "member"} == {
        name: value for name, value in said.items() if name != "member"
    }
    mine = found.voices[0]
    store.do(edit_voice, mine.id, mine.version, {"ideas": "Ask twice", "follow_up_on": DAY})
    assert [voice.name for _, voice in store.ask(follow_ups, date(2026, 3, 11))] == [
        "Dana Whitlock"
    ]
    mine = store.ask(meeting, held).voices[0]
    store.do(edit_voice, mine.id, mine.version, {"done": True})
    assert store.ask(follow_ups, date(2026, 3, 11)) == []


def test_a_talk_is_for_those_who_were_there(store: Store, standing: Standing) -> None:
    made: Goals = standing(store)
    store.person_id = made.ana
    talk = store.do(add_meeting, "mentoring", DAY, None, [made.marcus])
    for person, count in ((made.marcus, 1), (made.ana, 1), (made.dana, 0), (made.priya, 0)):
        store.person_id = person
        assert len(store.ask(meetings)) == count
    with pytest.raises(UserError, match="those who were there"):
        store.ask(meeting, talk)


def test_what_is_missing_is_said(store: Store, standing: Standing) -> None:
    standing(store)
    with pytest.raises(UserError) as refused:
        store.do(add_meeting, "party", DAY)
    assert refused.value.field == "kind"
    with pytest.raises(UserError) as refused:
        store.do(add_meeting, "mastermind", DAY, None, [""])
    assert refused.value.field == "member"
    held = store.do(add_meeting, "mastermind", DAY)
    version = store.ask(meeting, held).version
    with pytest.raises(UserError) as refused:
        store.do(edit_meeting, held, version, {"next_on": DAY})
    assert refused.value.field == "next_on"
    with pytest.raises(UserError) as refused:
        store.do(add_voice, held, {"member": "Otis", "follow_up_on": date(2026, 1, 1)})
    assert refused.value.field == "follow_up_on"


def test_who_wrote_it_down_takes_it_away_or_the_owner(store: Store, standing: Standing) -> None:
    made: Goals = standing(store)
    store.person_id = made.ana
    members: list[int | str] = [made.marcus, made.dana, "Otis Grant"]
    talk, other = (store.do(add_meeting, "mastermind", DAY, None, members) for _ in range(2))
    store.person_id = made.marcus
    found = store.ask(meeting, talk)
    assert not found.may_remove
    with pytest.raises(UserError, match="Whoever wrote it down"):
        store.do(remove_meeting, talk)
    ana, marcus = found.voices[:2]
    with pytest.raises(UserError, match="by who wrote it down"):
        store.do(remove_voice, ana.id)
    store.do(remove_voice, marcus.id)
    store.person_id = made.ana
    assert store.ask(meeting, talk).may_remove
    store.do(remove_meeting, talk)
    store.person_id = made.dana
    store.do(remove_meeting, other)
    assert store.ask(meetings) == []
