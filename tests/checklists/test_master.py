"""A checklist as text: read, written again, refused with the line of the mistake."""

from dataclasses import replace

import pytest

from mspdesk.checklists.rules.master_text import read, write
from mspdesk.checklists.rules.merge import ADD, HIDE, REWORD, Difference, collisions, for_client
from mspdesk.errors import UserError

TEXT = """\
code = "monthly"
title = "Monthly maintenance"
verify = true

[[section]]
title = "Server"

[[section.line]]
key = "free-space"
text = "Read the free space of every volume"
kind = "number"
unit = "%"
low = 20
high = "99.5"
expect = "At least 20% everywhere."
otherwise = "Open a ticket and name the volume."
minutes = 3

[[section.line]]
key = "logs"
text = "Read the logs since the last visit"
doer = "t2"
mandatory = true

[[section]]
title = "Paper"

[[section.line]]
key = "binder"
text = "Look that the binder stands on its shelf"
short = true
"""


def test_what_is_written_is_read_again() -> None:
    found = read(TEXT)
    assert [line.number for line in found.lines()] == ["1", "2", "3"]
    first = next(found.lines())
    assert (first.low, first.high, first.unit, first.minutes) == (20_000, 99_500, "%", 3)
    assert first.hint == "At least 20% everywhere. If not: Open a ticket and name the volume."
    said = replace(first, otherwise="If one is full, move the archive.")
    assert said.if_not == "If one is full, move the archive."
    assert replace(first, otherwise="").hint == "At least 20% everywhere."
    assert read(write(found)) == found
    assert [line.key for line in found.lines(short=True)] == ["binder"]


@pytest.mark.parametrize(
    ("was", "instead", "sentence"),
    [
        (
            'doer = "t2"',
            'doer = "t4"',
            "a.toml, line 22: doer is one of admin, t1, t2, t3, outside",
        ),
        (
            'key = "logs"',
            'key = "free-space"',
            "line 20: the key “free-space” stands there a second",
        ),
        ("low = 20", "low = 2.5", "line 13: write low as a whole number"),
        ("mandatory = true", "mandatory = yes", "line 23: this cannot be read"),
        ("mandatory = true", 'mandatory = "yes"', "line 23: write mandatory = true or false."),
        (
            "minutes = 3",
            "minuts = 3",
            "line 17: nothing is called “minuts” here; did you mean “minu",
        ),
        ('title = "Paper"', "", "line 25: a section needs title"),
        ('code = "monthly"', "", "a.toml, line 1: begin with code"),
    ],
)
def test_a_mistake_is_named_with_its_line(was: str, instead: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        read(TEXT.replace(was, instead, 1), "a.toml")
    assert sentence in refused.value.text


def test_a_client_has_lines_of_its_own_and_numbers_stay() -> None:
    master = read(TEXT)
    theirs = for_client(
        master,
        [
            Difference(HIDE, "logs"),
            Difference(ADD, "barn", "free-space", (("text", "Walk over to the barn"),)),
            Difference(REWORD, "binder", "", (("text", "Look into the safe"),)),
        ],
    )
    assert [(line.number, line.text) for line in theirs.lines()] == [
        ("1", "Read the free space of every volume"),
        ("1a", "Walk over to the barn"),
        ("3", "Look into the safe"),
    ]
    assert read(write(theirs, frozen=True)) == theirs


def test_a_master_that_changes_the_same_words_is_shown() -> None:
    mine = Difference(
        REWORD,
        "binder",
        "",
        (("text", "Look into the safe"),),
        (("text", "Look that the binder stands on its shelf"),),
    )
    master = read(TEXT)
    assert collisions(master, [mine]) == []
    other = read(TEXT.replace("stands on its shelf", "is in its box"))
    (met,) = collisions(other, [mine])
    assert (met.why, met.ours, met.now) == (
        "changed",
        "Look into the safe",
        "Look that the binder is in its box",
    )
    gone = read(TEXT.replace('key = "binder"', 'key = "shelf"'))
    assert [one.why for one in collisions(gone, [mine])] == ["gone"]
