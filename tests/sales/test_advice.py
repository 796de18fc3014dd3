"""Advice and its answers, letters of understanding: field by field, on both kinds of books."""

from datetime import date, datetime
from typing import Any

import pytest

from mspdesk import dates
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.letters import actions as letters
from mspdesk.letters.queries import letter_page
from mspdesk.letters.queries import letters as letters_of
from mspdesk.sales.actions import advice as actions
from mspdesk.sales.actions import understanding as agreed
from mspdesk.sales.actions import worksheet as worksheets
from mspdesk.sales.queries import advice as queries
from mspdesk.sales.queries import understanding as agreed_queries
from mspdesk.sales.queries.parting import partings
from mspdesk.sales.queries.worksheet import worksheet_of
from tests.bookcase import Furnish, Standing
from tests.letters.conftest import Sample, furnish

TODAY = date(2026, 3, 11)
WHAT, RISK = "a second internet line.", "Nobody can open a chart while the line is down"
WORK: dict[str, Any] = {
    "title": "",
    "we_do": "replace the switch\n\n- label every cable",
    "you_do": "choose a Saturday",
    "money": "$1,180.00, half ahead",
    "start_on": date(2026, 3, 21),
}


@pytest.fixture(scope="module")
def furniture() -> Furnish:
    """A company, its owner, two clients."""
    return furnish


@pytest.fixture
def shop(store: Store, standing: Standing, clock: datetime) -> Sample:
    made: Sample = standing(store)
    return made


def give(store: Store, client: int, **details: object) -> int:
    return store.do(actions.give_advice, client, WHAT, RISK, details)


def test_advice_is_given_changed_and_dropped(store: Store, shop: Sample) -> None:
    one = give(store, shop.brightwater, price=40_000, monthly=6_500)
    (row,) = store.ask(queries.advice_of, shop.brightwater, ("open",))
    assert (row.id, row.title, row.advised_on) == (one, "A second internet line.", TODAY)
    assert (row.person, row.words) == ("Dana Whitlock", "Not answered")
    store.do(actions.edit_advice, one, row.version, {"what": "a third line", "price": None})
    changed = store.ask(queries.advice, one)
    assert changed is not None
    assert (changed.what, changed.price, changed.monthly) == ("a third line", None, 6_500)
    assert store.ask(queries.anything, shop.brightwater)
    assert not store.ask(queries.anything, shop.kestrel)
    letter = store.do(actions.decline_advice, one, "to wait")
    store.do(actions.drop_advice, one)
    assert store.ask(queries.advice, one) is None
    # Nobody finds the draft of a letter about what is gone.
    assert store.ask(letters_of) == []
    store.undo()
    assert store.ask(queries.advice, one) is not None
    assert [row.id for row in store.ask(letters_of)] == [letter]


WRONG_ADVICE: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"what": " "}, "what", "Say in a few words what you recommend."),
    ({"what": "x" * 201}, "what", "Keep it within 200 signs."),
    ({"risk": "\n"}, "risk", "Say in plain words what can happen without it."),
    ({"risk": "x" * 401}, "risk", "Keep it within 400 signs."),
    ({"advised_on": date(2026, 3, 12)}, "advised_on", "Type the day you said it"),
    ({"advised_on": None}, "advised_on", "Type the day you said it"),
    ({"price": -1}, "price", "A price is not below zero."),
    ({"monthly": -1}, "monthly", "A price is not below zero."),
    ({"opportunity_id": 99}, "opportunity_id", "This opportunity belongs to another client."),
)


def test_what_advice_needs(store: Store, shop: Sample) -> None:
    for said, field, words in WRONG_ADVICE:
        details = {"what": WHAT, "risk": RISK} | said
        with pytest.raises(UserError) as caught:
            store.do(
                actions.give_advice, shop.brightwater, details["what"], details["risk"], details
            )
        assert caught.value.field == field
        assert caught.value.text.startswith(words)
    assert not store.ask(queries.anything, shop.brightwater)


def test_a_no_without_a_choice_or_before_the_advice_is_refused(store: Store, shop: Sample) -> None:
    one = give(store, shop.brightwater)
    with pytest.raises(UserError, match="Say what they chose instead") as caught:
        store.do(actions.decline_advice, one, "  ")
    assert caught.value.field == "choice"
    for day, words in ((date(2026, 3, 12), "today or before"), (date(2026, 3, 1), "before you")):
        with pytest.raises(UserError, match=words) as caught:
            store.do(actions.decline_advice, one, "to wait", day)
        assert caught.value.field == "answered_on"
    assert store.ask(letters_of) == []
    with pytest.raises(UserError, match="declined first"):
        store.do(actions.write_denial, one)


def test_a_no_may_be_taken_back_and_given_again(store: Store, shop: Sample) -> None:
    one = give(store, shop.brightwater)
    first = store.do(actions.decline_advice, one, "to wait a year", None, "Ines")
    with pytest.raises(UserError, match="answered already"):
        store.do(actions.take_advice, one)
    row = store.ask(queries.advice, one)
    assert row is not None
    with pytest.raises(UserError, match="Take the answer back first"):
        store.do(actions.edit_advice, one, row.version, {"what": "x"})
    store.do(actions.reopen_advice, one)
    assert store.ask(queries.declined_advice, shop.brightwater) == []
    with pytest.raises(UserError, match="Nobody has answered"):
        store.do(actions.reopen_advice, one)
    second = store.do(actions.decline_advice, one, "to move first")
    assert second not in (first, None)
    assert [row.id for row in store.ask(letters_of)] == [second]  # the draft took its place
    assert "You decided: to move first." in store.ask(letter_page, second or 0).body
    store.do(actions.reopen_advice, one)
    store.do(actions.take_advice, one, None, "Ines")
    taken = store.ask(queries.advice, one)
    assert taken is not None
    assert (taken.state, taken.choice, taken.words) == ("taken", "", "Taken")


def test_a_no_without_a_letter_writes_none(store: Store, shop: Sample) -> None:
    one = give(store, shop.brightwater)
    assert store.do(actions.decline_advice, one, "to wait", letter=False) is None
    assert store.ask(letters_of) == []
    (row,) = store.ask(queries.declined_advice, shop.brightwater)
    assert (row.letter_id, row.letter) == (None, "")
    letter = store.do(actions.write_denial, one)
    store.do(letters.sign_letter, letter, TODAY, "Ines", "folder")
    with pytest.raises(UserError, match="so it stays"):
        store.do(actions.drop_advice, one)


def test_an_earlier_letter_is_not_about_a_later_no(store: Store, shop: Sample) -> None:
    with dates.frozen(datetime(2026, 2, 2, 9)):
        one = give(store, shop.brightwater)
        letter = store.do(actions.decline_advice, one, "to wait")
        store.do(letters.sign_letter, letter or 0, date(2026, 2, 2), "Ines", "folder")
        store.do(actions.reopen_advice, one)
    store.do(actions.decline_advice, one, "to wait again", letter=False)
    (row,) = store.ask(queries.declined_advice, shop.brightwater)
    assert (row.signed_on, row.letter) == (None, "")


def test_letters_may_be_drawn_from_advice_that_is_not_signed(store: Store, shop: Sample) -> None:
    one = give(store, shop.brightwater, price=40_000)
    (source,) = store.ask(queries.sources, shop.brightwater)
    assert (source.about, source.title) == (
        f"advice:{one}",
        "A second internet line. (not answered)",
    )
    assert source.fields["advice.what"] == "a second internet line"
    assert source.fields["advice.risk"].endswith("down.")
    assert source.fields["advice.price"] == "The price we named is $400.00 once."
    assert "advice.choice" not in source.fields
    letter = store.do(actions.decline_advice, one, "to wait")
    store.do(letters.sign_letter, letter or 0, TODAY, "Ines", "folder")
    assert store.ask(queries.sources, shop.brightwater) == []


WRONG_WORK: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"we_do": " \n "}, "we_do", "Say what we do, one thing a line."),
    ({"you_do": ""}, "you_do", "Say what they do, even if"),
    ({"money": None}, "money", "Say what it costs and when it is paid."),
    ({"we_do": "x\n" * 9}, "we_do", "Keep it within 8 lines"),
    ({"you_do": "x" * 161}, "you_do", "Keep each line within 160 signs."),
    ({"start_on": None}, "start_on", "Say on which day the work begins."),
    ({"opportunity_id": 99}, "opportunity_id", "This opportunity belongs to another client."),
)


def test_what_an_understanding_needs(store: Store, shop: Sample) -> None:
    for said, field, words in WRONG_WORK:
        with pytest.raises(UserError) as caught:
            store.do(agreed.begin_understanding, shop.kestrel, WORK | said)
        assert caught.value.field == field
        assert caught.value.text.startswith(words)
    assert store.ask(agreed_queries.understandings, shop.kestrel) == []


def test_a_change_before_it_goes_out_writes_the_letter_anew(store: Store, shop: Sample) -> None:
    one = store.do(agreed.begin_understanding, shop.kestrel, WORK)
    first = store.do(agreed.write_understanding, one)
    row = store.ask(agreed_queries.understanding, one)
    assert row is not None
    assert (row.title, row.state, row.letter_id) == ("replace the switch", "draft", first)
    store.do(agreed.edit_understanding, one, row.version, {"money": "$1,200.00 when it is done"})
    (letter,) = store.ask(letters_of, shop.kestrel)
    assert "$1,200.00 when it is done" in store.ask(letter_page, letter.id).body
    store.do(letters.finish_letter, letter.id)
    after = store.ask(agreed_queries.understanding, one)
    assert after is not None
    assert (after.state, after.words) == ("ready", "Final")
    for verb, more in ((agreed.edit_understanding, (after.version, {"money": "x"})),):
        with pytest.raises(UserError, match="went out with these words"):
            store.do(verb, one, *more)
    with pytest.raises(UserError, match="says it already"):
        store.do(agreed.write_understanding, one)


def test_either_side_may_step_back(store: Store, shop: Sample) -> None:
    one = store.do(agreed.begin_understanding, shop.kestrel, WORK)
    dropped = store.do(agreed.begin_understanding, shop.kestrel, WORK)
    store.do(agreed.write_understanding, dropped)
    store.do(agreed.drop_understanding, dropped)
    assert store.ask(letters_of) == []
    (source,) = store.ask(agreed_queries.sources, shop.kestrel)
    assert source.fields["work.what"] == "Replace the switch\nLabel every cable"
    for why, day, field in (("", None, "why"), ("x", date(2026, 3, 12), "ended_on")):
        with pytest.raises(UserError) as caught:
            store.do(agreed.end_understanding, one, why, day)
        assert caught.value.field == field
    store.do(agreed.end_understanding, one, "They found a cousin")
    (row,) = store.ask(agreed_queries.understandings, shop.kestrel)
    assert (row.state, row.words, row.ended_why) == (
        "ended",
        "Stepped back Mar 11",
        "They found a cousin",
    )
    with pytest.raises(UserError, match="stepped back"):
        store.do(agreed.write_understanding, one)
    assert store.ask(agreed_queries.sources, shop.kestrel) == []


def test_a_prospect_is_told_no_with_the_worksheet_and_without_our_reason(
    store: Store, shop: Sample
) -> None:
    (source,) = store.ask(partings, shop.kestrel)
    assert source.title == "A blank worksheet"
    sheet = store.do(worksheets.begin_worksheet, shop.brightwater)
    version = store.ask(worksheet_of, shop.brightwater)
    assert version is not None
    store.do(worksheets.decide, sheet, version.version, "decline", "They never pay on time")
    (filled,) = store.ask(partings, shop.brightwater)
    no = store.do(letters.write_letter, shop.brightwater, "letters/prospect-decline", filled.fields)
    words = store.ask(letter_page, no).body
    assert "never pay" not in words
    assert "Of its 15 questions 0 could be answered on March 11, 2026." in words
    assert [one.title for one in source.encloses] == ["Technology worksheet"]
    letter = store.do(letters.write_letter, shop.kestrel, "letters/prospect-decline", source.fields)
    page = store.ask(letter_page, letter)
    assert page.missing == []
    assert "We enclose our technology worksheet. It is yours." in page.body
