"""Checked fields: a wrong one is named with its line, an empty one keeps a letter back."""

import pytest

from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.letters import actions, queries
from mspdesk.letters.rules.checks import gaps, left_over, still_open
from mspdesk.letters.rules.fields import FIELDS, help_words, written_at
from mspdesk.letters.rules.texts import Text, fields_in, fill, filled, parts, signs
from tests.letters.conftest import Sample

DENIAL = "letters/denial-of-services"
DENIED = {
    "advice.what": "a second internet line",
    "advice.on": "March 2, 2026",
    "advice.risk": "A day without internet.",
    "advice.choice": "to wait a year",
}
OF_C13 = {
    "denial-of-services",
    "understanding",
    "rate-rise",
    "welcome",
    "whats-next",
    "overdue-1",
    "overdue-2",
    "overdue-3",
    "prospect-decline",
    "vendor-authorization",
    "after-action",
    "roadmap-invitation",
    "goal-letter",
    "contractor-terms",
    "reference-request",
}
"""C13 without the hand-over receipt, which is a paper of the binders."""


def test_every_letter_of_the_list_ships() -> None:
    names = queries.shipped_names()
    assert {f"letters/{name}" for name in OF_C13} <= set(names)


def test_a_hole_is_what_would_leave_half_a_sentence() -> None:
    words = (
        "Subject: To {client.name}\n\nCall {shop.phone} or {shop.email}.\n\n"
        "{person.title}\n\nHow to pay:\n{shop.how_to_pay}\n\n{advice.risk}\n\n{advice.price}"
    )
    empty = dict.fromkeys(fields_in(words), "")
    assert gaps(words, empty) == {
        "client.name",
        "shop.phone",
        "shop.email",
        "shop.how_to_pay",
        "advice.risk",
    }
    assert gaps(words, empty | {"shop.phone": "218", "shop.email": "a@b.example"}) == {
        "client.name",
        "shop.how_to_pay",
        "advice.risk",
    }


def test_a_letter_with_an_empty_required_field_is_not_finished(
    store: Store, sample: Sample
) -> None:
    given = DENIED | {"advice.risk": "   "}
    letter = store.do(actions.write_letter, sample.brightwater, DENIAL, given)
    page = store.ask(queries.letter_page, letter)
    assert page.missing == ["The risk, in plain words"]
    with pytest.raises(UserError) as caught:
        store.do(actions.finish_letter, letter)
    assert caught.value.text == "Fill in [The risk, in plain words] first."
    assert caught.value.field == "body"
    assert store.ask(queries.letter_page, letter).state == "draft"


def test_a_field_there_is_not_is_named_with_what_was_meant(store: Store, sample: Sample) -> None:
    with pytest.raises(UserError) as caught:
        store.do(actions.write_letter, sample.brightwater, DENIAL, DENIED | {"advice.wat": "x"})
    assert caught.value.text == ("There is no field {advice.wat}. Did you mean {advice.what}?")
    with pytest.raises(UserError, match="Choose one from the list of fields"):
        store.do(actions.write_letter, sample.brightwater, DENIAL, {"zzz.qqq": "x"})


def test_a_field_typed_into_a_draft_does_not_go_out_as_it_is_written(
    store: Store, sample: Sample
) -> None:
    letter = store.do(actions.write_letter, sample.brightwater, "letters/welcome")
    page = store.ask(queries.letter_page, letter)
    body = f"Dear Ines,\n\nCall {{shop.fone}} today.\n\n{page.body}"
    store.do(actions.edit_letter, letter, page.version, {"body": body})
    with pytest.raises(UserError) as caught:
        store.do(actions.finish_letter, letter)
    assert caught.value.text == (
        "Line 3: Write what {shop.fone} stands for: your phone number by day."
    )
    version = store.ask(queries.letter_page, letter).version
    changes = {"body": page.body, "subject": "Hello {client.name}"}
    store.do(actions.edit_letter, letter, version, changes)
    with pytest.raises(UserError, match=r"^Write what \{client.name\} stands for") as caught:
        store.do(actions.finish_letter, letter)
    assert caught.value.field == "subject"


def test_words_in_braces_that_are_no_field_may_stand() -> None:
    assert left_over("Use {braces} and { x } and {1.2} in a script.") == []
    assert still_open("Hi", "All said.") is None


def test_optional_fields_leave_no_heading_behind() -> None:
    words = (
        "Subject: A\n\nDear you,\n\n# Soon\n\n{welcome.targets}\n\n# Work\n\n"
        "We did it.\n\n# Nothing here\n\n{event.well}"
    )
    values = {"welcome.targets": "", "event.well": ""}
    assert filled(words, values).body == "Dear you,\n\n# Work\n\nWe did it."
    said = filled(words, values | {"welcome.targets": "Critical: 1 h\nHigh: 2 h"})
    assert [(one.kind, one.items) for one in parts(said.body)][2] == (
        "list",
        ("Critical: 1 h", "High: 2 h"),
    )


def test_what_falls_out_of_a_sentence_leaves_one_space() -> None:
    words = "Subject: A\n\nIt is enclosed. {worksheet.words} It is yours."
    assert filled(words, {"worksheet.words": ""}).body == "It is enclosed. It is yours."


def test_items_never_become_marks_of_their_own() -> None:
    text = Text("letters/test", "Subject: A\n\n{work.what}\n\nBye")
    for value in ("# one\n| two |", "- one\n____ two"):
        (found,) = [one for one in parts(fill(text, {"work.what": value}).body) if one.items]
        assert (found.kind, len(found.items)) == ("list", 2)


def test_what_is_asked_says_how_to_type_it() -> None:
    assert help_words(FIELDS["rate.from"]) == "Such as: May 1, 2026"
    assert help_words(FIELDS["advice.price"]) == "May stay empty."
    assert help_words(FIELDS["work.what"]).startswith("One a line: ")
    assert help_words(FIELDS["rate.table"]).endswith("May stay empty.")
    assert help_words(FIELDS["advice.what"]) == ""


def test_some_texts_are_written_elsewhere() -> None:
    assert written_at(["client.name", "money.invoices"]) == "Billing, Receivables"
    assert written_at(["goals.list"]) == "Org chart, Goals"
    assert written_at(["client.name"]) == ""


def test_a_letter_knows_whether_it_is_signed(store: Store, sample: Sample) -> None:
    assert signs("Hi\n\n____ Signature | Date")
    assert not signs("Hi\n\n\\____ no line")
    letter = store.do(actions.write_letter, sample.brightwater, DENIAL, DENIED)
    assert store.ask(queries.letter_page, letter).signs
    page = store.ask(queries.letter_page, letter)
    store.do(actions.edit_letter, letter, page.version, {"body": "Dear Ines,\n\nNever mind."})
    assert not store.ask(queries.letter_page, letter).signs
