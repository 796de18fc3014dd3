"""Sentences, fields, numbers, days and counts, without books."""

from datetime import date

import pytest

from mspdesk.calls.rules import scripts
from mspdesk.calls.rules.calling import (
    BY_CODE,
    BY_KEY,
    OUTCOMES,
    is_number,
    minutes_of,
    name_parts,
    next_day,
    number_of,
    rate,
    two_days,
)
from mspdesk.calls.rules.funnel import Counted, funnel
from mspdesk.calls.rules.shipped import shipped_scripts
from mspdesk.calls.rules.target_files import pasted, places
from mspdesk.errors import UserError

WEDNESDAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("  \n", 0),
        ("Hello", 1),
        ("Hello. Is {contact} in?", 2),
        ("Good morning, Dr. Moe. I am calling from St. Paul. One question!", 3),
        ("This is J. Quill of Quill Inc. in town, at 218-555-0100.", 1),
        ("Really?! Yes... no", 3),
    ],
)
def test_sentences_are_counted(text: str, count: int) -> None:
    assert scripts.sentences(text) == count


def test_a_third_sentence_is_said() -> None:
    assert not scripts.is_long("One. Two.")
    assert scripts.length_words("One. Two. Three.") == "3 sentences: cut it to one or two"
    words = {"opening": "One. Two. Three.", "voicemail": "Call us."}
    assert scripts.hints(words)[0] == "More than two sentences: Opening."
    assert "Empty: Gatekeeper, Interest" in scripts.hints(words)[1]


def test_a_wrong_field_is_named_with_what_was_meant() -> None:
    words = {"voicemail": "Hello {compny}", "offer": "A } by itself"}
    assert [one.words for one in scripts.faults(words)] == [
        "Voicemail: there is no field {compny}. Did you mean {company}?",
        "Offer: there is a } by itself. Write a field as {company}.",
    ]


def test_fields_are_filled_and_unknown_ones_said() -> None:
    said = scripts.said("Ask {contact} at\n{company}.", {"company": "Lakeside"})
    assert said == "Ask [whom you ask for] at Lakeside."


def test_what_ships_is_without_fault() -> None:
    for one in shipped_scripts():
        assert scripts.faults(one.words) == []
        assert scripts.hints(one.words) == []
        assert all(one.before.values())


@pytest.mark.parametrize(
    "phone",
    [
        "(218) 555-0171",
        "+1 218.555.0171",
        "1-218-555-0171",
        "218 555 0171 ext. 12",
        "0012185550171",
    ],
)
def test_one_number_is_one_however_it_is_written(phone: str) -> None:
    assert is_number(phone)
    assert number_of(phone) == "2185550171"


def test_what_cannot_be_dialed_is_no_number() -> None:
    assert not any(is_number(one) for one in ("", "call me", "12345", "1" * 16))


def test_keys_and_points_are_each_one_of_their_kind() -> None:
    assert len(BY_KEY) == len(BY_CODE) == len(OUTCOMES) == 10
    assert all(one.slot in scripts.BY_CODE for one in OUTCOMES if one.slot)


def test_days_to_call_again_are_working_days() -> None:
    friday = date(2026, 3, 13)
    assert next_day(BY_CODE["no_answer"], friday) == date(2026, 3, 16)
    assert next_day(BY_CODE["voicemail"], WEDNESDAY) == date(2026, 3, 16)
    # Three months on is Thursday, June 11; where the shop is closed, the day after.
    assert next_day(BY_CODE["not_now"], WEDNESDAY) == date(2026, 6, 11)
    closed = frozenset({date(2026, 6, 11), date(2026, 6, 12)})
    assert next_day(BY_CODE["not_now"], WEDNESDAY, closed) == date(2026, 6, 15)
    assert next_day(BY_CODE["no"], WEDNESDAY) is None
    assert two_days(WEDNESDAY) == (date(2026, 3, 13), date(2026, 3, 17))


def test_minutes_names_and_rates() -> None:
    assert [minutes_of(n) for n in (0, 1, 60, 61)] == [1, 1, 1, 2]
    assert name_parts("Anna Maria Moe") == ("Anna Maria", "Moe")
    assert (name_parts("Moe"), name_parts(" ")) == (("", "Moe"), ("", ""))
    assert (rate(3, 300), rate(1, 3), rate(0, 0)) == ("1.0 %", "33.3 %", "–")


def test_three_hundred_calls_of_the_book() -> None:
    found = funnel(
        [
            Counted("voicemail", "voicemail", 240, 240),
            Counted("gatekeeper", "gatekeeper", 45, 50),
            Counted("no", "opening", 8, 16),
            Counted("not_now", "interest", 4, 12),
            Counted("appointment", "meet", 3, 21),
        ]
    )
    assert [(one.code, one.calls, one.of_all) for one in found.stages] == [
        ("calls", 300, "100.0 %"),
        ("voicemail", 240, "80.0 %"),
        ("gatekeeper", 45, "15.0 %"),
        ("talks", 15, "5.0 %"),
        ("appointments", 3, "1.0 %"),
    ]
    assert found.said == "300 calls, 15 talks, 3 appointments, 1.0 %"
    assert [(one.code, one.calls) for one in found.points] == [
        ("gatekeeper", 45),
        ("voicemail", 240),
        ("opening", 8),
        ("interest", 4),
        ("meet", 3),
    ]


def test_columns_of_a_list_are_found_by_their_names() -> None:
    assert places(["Business name", "Owner", "Telephone"]) == {
        "phone": 2,
        "company": 0,
        "contact": 1,
    }
    with pytest.raises(UserError, match="phone numbers"):
        places(["Company", "City"])


def test_what_is_pasted_is_read_with_and_without_heads() -> None:
    assert pasted("Company\tPhone\n\nLakeside\t218 555 0171\n") == [
        (3, {"phone": "218 555 0171", "company": "Lakeside"})
    ]
    bare = pasted("Lakeside, Ruth, r@l.example, (218) 555-0171, Duluth")
    assert bare == [
        (
            1,
            {
                "phone": "(218) 555-0171",
                "email": "r@l.example",
                "company": "Lakeside",
                "contact": "Ruth",
                "city": "Duluth",
            },
        )
    ]
    (quoted,) = pasted('"Smith, Jones & Co","Al ""Big"" Berg",218 555 0172')
    assert (quoted[1]["company"], quoted[1]["contact"]) == ("Smith, Jones & Co", 'Al "Big" Berg')
    assert pasted("  \n") == []
    with pytest.raises(UserError, match="5,000 lines"):
        pasted("a,2185550171\n" * 5_001)
