"""Texts with fields: what is wrong in them is named with its line; values stay values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.errors import UserError
from mspdesk.letters.rules.checks import unfilled
from mspdesk.letters.rules.fields import FIELDS, GROUPS
from mspdesk.letters.rules.texts import (
    Text,
    faults,
    fields_in,
    fill,
    filled,
    parts,
    plain,
    table_text,
)

LETTER = """Subject: About {client.name}

Dear {client.first_name},

# Heading

- first for {client.name}
- second

{client.address}
"""


def text(words: str) -> Text:
    return Text("letters/test", words)


def test_every_field_has_a_plain_description_and_stands_once() -> None:
    names = [field.name for _, fields in GROUPS for field in fields]
    assert len(names) == len(set(names)) == len(FIELDS)
    assert all(field.words and field.words[0].isupper() for field in FIELDS.values())
    assert len({field.words for field in FIELDS.values()}) == len(FIELDS)


@pytest.mark.parametrize(
    ("words", "line", "said"),
    [
        ("Subject: A\n\nDear {client.nmae},", 3, "Did you mean {client.name}?"),
        ("Subject: A\n\nDear you,\n\n{nothing.like.it}", 5, "There is no field"),
        ("Subject: A\n\nDear { you,", 3, "a { by itself"),
        ("Subject: {shop.neme}\n\nHi", 1, "Did you mean {shop.name}?"),
        ("Dear you", 1, "Begin with “Subject:”"),
        ("Subject:   \n\nHi", 1, "Begin with “Subject:”"),
        ("Subject: A\nDear you\n\nHi", 2, "empty line"),
        ("Subject: A\n\n", 3, "below the subject"),
        ("Subject: A\n\n{client.name}}", 3, "a } by itself"),
    ],
)
def test_a_fault_is_named_with_its_line(words: str, line: int, said: str) -> None:
    (found,) = [one for one in faults(words) if said in one.words]
    assert found.line == line
    with pytest.raises(UserError, match=f"line {faults(words)[0].line}:"):
        fill(text(words), {})


def test_fields_are_filled_everywhere() -> None:
    values = {
        "client.name": "Kestrel",
        "client.first_name": "Tom",
        "client.address": "1 Road\nRockford",
    }
    said = fill(text(LETTER), values)
    assert said.subject == "About Kestrel"
    assert said.missing == ()
    kinds = [(part.kind, part.text or part.items) for part in parts(said.body)]
    assert kinds == [
        ("paragraph", "Dear Tom,"),
        ("heading", "Heading"),
        ("list", ("first for Kestrel", "second")),
        ("paragraph", "1 Road\nRockford"),
    ]


def test_what_nobody_knows_stays_visible_and_is_found_again() -> None:
    said = fill(text("Subject: Rates\n\nFrom {rate.from} {rate.new}."), {"rate.new": "$165.00"})
    assert said.body == "From [The day the new rate begins] $165.00."
    assert said.missing == ("rate.from",)
    assert unfilled(said.body + " [sic]") == ["The day the new rate begins"]


def test_a_paragraph_of_empty_fields_is_left_out() -> None:
    said = fill(text("Subject: A\n\nHello\n\n{person.title}\n\nBye"), {"person.title": ""})
    assert said.body == "Hello\n\nBye"
    words = "Subject: A\n\n{person.name}\n{person.title}\n{shop.name}"
    values = {"person.name": "Dana", "person.title": "", "shop.name": "Quillfeather"}
    assert fill(text(words), values).body == "Dana\nQuillfeather"


@pytest.mark.parametrize(
    ("name", "title", "signed"),
    [
        ("Quillfeather", "", "Quillfeather"),  # nobody is at work
        ("Quillfeather", "Owner", "Quillfeather\nOwner"),  # a shop that goes by its owner's name
        ("Dana", "Owner", "Dana\nOwner\nQuillfeather"),
    ],
)
def test_nobody_signs_twice(name: str, title: str, signed: str) -> None:
    words = "Subject: A\n\n{person.name}\n{person.title}\n{shop.name}\n\n{shop.name}"
    values = {"person.name": name, "person.title": title, "shop.name": "Quillfeather"}
    assert fill(text(words), values).body == f"{signed}\n\nQuillfeather"


def test_a_value_is_never_read_for_fields_or_marks() -> None:
    for name in ("# Corp", "- Corp", "| Corp |", "\\Corp", "____ Corp", "{shop.name}"):
        body = fill(text("Subject: A\n\n{client.name}\n\nBye"), {"client.name": name}).body
        assert [(part.kind, part.text) for part in parts(body)] == [
            ("paragraph", name),
            ("paragraph", "Bye"),
        ]
        assert plain(body) == f"{name}\n\nBye"


def test_a_value_in_a_row_keeps_its_cell() -> None:
    body = fill(
        text("Subject: A\n\n| Who | What |\n| {client.name} | x |"), {"client.name": "A|B"}
    ).body
    assert parts(body)[0].rows == (("Who", "What"), ("A¦B", "x"))


def test_a_table_is_built_taken_apart_and_said_in_plain_words() -> None:
    rows = [("Invoice", "Open"), ("2026-0001", "$2,792.50"), ("a|b", "")]
    words = table_text(rows)
    assert parts(words)[0].rows == (
        ("Invoice", "Open"),
        ("2026-0001", "$2,792.50"),
        ("a¦b", ""),
    )
    assert plain(words).split("\n")[1] == "2026-0001  $2,792.50"


def test_lines_to_sign_on_carry_captions() -> None:
    (part,) = parts("____ For Kestrel | Date")
    assert (part.kind, part.items) == ("sign", ("For Kestrel", "Date"))


def test_the_fields_of_a_text_are_named_once() -> None:
    assert fields_in(LETTER) == ["client.name", "client.first_name", "client.address"]


@given(st.text(max_size=300), st.text(max_size=60))
def test_no_text_and_no_value_breaks_the_engine(words: str, value: str) -> None:
    values = dict.fromkeys(FIELDS, value)
    said = filled(words, values)
    parts(said.body)
    plain(said.body)
    if not faults(words):
        fill(text(words), values)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60))
def test_every_value_comes_out_as_it_went_in(value: str) -> None:
    flat = " ".join(value.split())
    body = filled("Subject: A\n\nHi\n\n{client.name} .x", {"client.name": value}).body
    assert parts(body)[-1].text == f"{flat} .x" or not flat
