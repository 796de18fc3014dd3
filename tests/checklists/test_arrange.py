"""Editing a master: order, sections, numbers that stay, keys, what a draft lacks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.checklists.rules import arrange
from mspdesk.checklists.rules import master as rules
from mspdesk.checklists.rules.master import Line, Master, Section
from mspdesk.checklists.rules.master_text import read, write
from mspdesk.checklists.rules.merge import Difference, for_client
from mspdesk.checklists.rules.run import lines_for
from mspdesk.errors import UserError

MASTER = rules.numbered(
    Master(
        "weekly",
        "Weekly",
        (
            Section("Server", (Line("a", "Read the logs"), Line("b", "Read the space"))),
            Section("Paper", (Line("c", "Look at the binder"),)),
        ),
    )
)


def _numbers(master: Master) -> list[str]:
    return [f"{line.number} {line.key}" for one in master.sections for line in one.lines]


def test_a_line_crossed_off_keeps_its_number_and_a_removed_one_does_not() -> None:
    off = arrange.crossed_off(MASTER, "a", off=True)
    assert [f"{line.number} {line.key}" for line in off.lines()] == ["2 b", "3 c"]
    assert read(write(off)) == off
    assert _numbers(arrange.without_line(MASTER, "a")) == ["1 b", "2 c"]
    assert arrange.crossed_off(off, "a", off=False) == MASTER


def test_lines_move_within_a_section_and_over_its_border() -> None:
    down = arrange.line_placed(MASTER, "b", 1, 0)
    assert _numbers(down) == ["1 a", "2 b", "3 c"]
    assert [len(one.lines) for one in down.sections] == [1, 2]
    assert arrange.line_placed(down, "b", 0, 1) == MASTER
    assert arrange.line_placed(MASTER, "a", 0, 0) == MASTER
    assert _numbers(arrange.line_placed(MASTER, "a", 0, 1)) == ["1 b", "2 a", "3 c"]


def test_sections_move_with_their_lines_and_never_all_go() -> None:
    turned = arrange.section_moved(MASTER, 1, 0)
    assert _numbers(turned) == ["1 c", "2 a", "3 b"]
    joined = arrange.without_section(MASTER, 1)
    assert [(one.title, len(one.lines)) for one in joined.sections] == [("Server", 3)]
    assert [one.title for one in arrange.without_section(MASTER, 0).sections] == ["Paper"]
    assert _numbers(arrange.without_section(MASTER, 0)) == ["1 a", "2 b", "3 c"]
    with pytest.raises(UserError, match="needs one section"):
        arrange.without_section(joined, 0)


def test_a_section_for_us_alone_stays_so_whatever_is_edited() -> None:
    own = arrange.section_said(MASTER, 0, "Server", ours=True)
    made = arrange.with_new_line(own, 0, 1, Line("d", "Look twice"))
    made = arrange.line_placed(made, "c", 0, 0)
    made = arrange.keyed(arrange.without_line(made, "a"), ())
    made = arrange.section_moved(made, 0, 1)
    assert [(one.title, one.ours) for one in made.sections] == [("Paper", False), ("Server", True)]
    theirs = for_client(made, [Difference("add", "e", "c", (("text", "Ring the bell"),))])
    assert [one.ours for one in lines_for(theirs).sections] == [True]
    assert read(write(theirs, frozen=True)) == theirs


def test_keys_are_made_of_words_once_and_never_again() -> None:
    more = arrange.with_new_line(MASTER, 0, 2)
    assert more.sections[0].lines[2].key == "new-1"
    words = "Look at every port of the firewall & write down what is open to the world"
    more = arrange.with_line(more, Line("new-1", words))
    (key,) = {line.key for line in arrange.keyed(more, ["a", "b", "c"]).lines()} - {"a", "b", "c"}
    assert key == "look-at-every-port-of-the"
    assert arrange.keyed(more, ["new-1"]) == more
    assert arrange.key_for("Élan", {"lan"}) == "lan-2"
    assert arrange.key_for("日本", ()) == "line"


def test_a_draft_may_lack_what_a_published_text_must_have() -> None:
    draft = arrange.with_section(MASTER, 2)
    draft = arrange.with_new_line(draft, 2, 0, Line("new-1", "", kind="choice", low=2, high=1))
    text = write(draft)
    assert read(text, draft=True) == draft
    with pytest.raises(UserError):
        read(text)
    assert [(one.section, one.key, one.field) for one in arrange.faults(draft)] == [
        (2, "", "section"),
        (2, "new-1", "text"),
        (2, "new-1", "choices"),
        (2, "new-1", "high"),
    ]
    empty = Master("x", "", (Section("Steps", ()),))
    assert read(write(empty), draft=True) == empty
    assert [one.field for one in arrange.faults(empty)] == ["title", ""]
    assert arrange.faults(MASTER) == []


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 1), st.integers(0, 2)), max_size=12)
)
def test_no_line_is_ever_lost_or_doubled_by_moving(moves: list[tuple[str, int, int]]) -> None:
    made = MASTER
    for key, section, place in moves:
        made = arrange.line_placed(made, key, section, place)
    assert sorted(line.key for line in made.lines()) == ["a", "b", "c"]
    assert [line.number for line in made.lines()] == ["1", "2", "3"]
    assert read(write(made)) == made


@given(
    st.text(st.characters(codec="utf-8"), max_size=60), st.lists(st.text(max_size=9), max_size=3)
)
def test_whatever_is_typed_comes_back_as_it_was(typed: str, answers: list[str]) -> None:
    words = " ".join(typed.split())
    choices = tuple(dict.fromkeys(" ".join(one.split()) for one in answers if one.split()))
    kind = "choice" if choices else "text"
    line = Line("a", words, kind=kind, choices=choices, expect=words, unit=words)
    made = replace(arrange.with_line(MASTER, line), title=words, purpose=words)
    made = arrange.section_said(made, 1, words, ours=bool(answers))
    assert read(write(made), draft=True) == made
