"""How a binder is ordered, numbered, kept and compared."""

import contextlib
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mspdesk import paths
from mspdesk.binders.printables.front import told_within
from mspdesk.binders.rules import outline
from mspdesk.binders.rules.facts import Fact, changes, facts_of
from mspdesk.binders.rules.kept import Kept, KeptPage, carried_out, filing, pack, unpack
from mspdesk.binders.rules.labels import (
    Label,
    Place,
    label_of,
    number_afresh,
    number_on,
    runs_of,
)
from mspdesk.errors import Trouble, UserError

# --- labels


def places(*leaves: str) -> list[Place]:
    """Pages like "3a1": tab 3, leaf a, its first page; "3" alone is the tab's own."""
    return [
        Place(int(one[0]), one[1:2] or "tab", int(one[2:] or 1), divides=len(one) == 1)
        for one in leaves
    ]


def names(*labels: Label) -> list[str]:
    return [str(label) for label in labels]


def test_pages_are_counted_within_their_tab() -> None:
    found = number_afresh(places("0a1", "0b1", "1", "1c1", "1c2", "2", "2d1"))
    assert names(*found.labels) == ["0-1", "0-2", "Tab 1", "1-1", "1-2", "Tab 2", "2-1"]
    assert [label.of(found.totals[label.tab]) for label in found.labels][2:5] == [
        "Tab 1",
        "Page 1-1 of 1-2",
        "Page 1-2 of 1-2",
    ]


def test_a_page_that_comes_between_is_called_by_the_one_before_it() -> None:
    before = places("3", "3a1", "3b1", "3c1")
    old = number_afresh(before)
    known = dict(zip(before, old.labels, strict=True))
    now = number_on(places("3", "3a1", "3b1", "3b2", "3b3", "3c1"), known, old.totals)
    assert names(*now.labels) == ["Tab 3", "3-1", "3-2", "3-2a", "3-2b", "3-3"]
    assert now.totals == {3: 3}


def test_a_page_before_a_lettered_one_takes_its_letter_and_moves_it_on() -> None:
    known = dict(zip(places("3a1", "3b1"), [Label(3, 2), Label(3, 2, 1)], strict=True))
    now = number_on(places("3a1", "3x1", "3b1"), known, {3: 2})
    assert names(*now.labels) == ["3-2", "3-2a", "3-2b"]


def test_what_moves_back_is_renamed_and_nothing_else() -> None:
    before = places("1a1", "1b1", "1c1", "1d1")
    old = number_afresh(before)
    known = dict(zip(before, old.labels, strict=True))
    now = number_on(places("1d1", "1a1", "1b1", "1c1"), known, old.totals)
    assert names(*now.labels) == ["1-0a", "1-1", "1-2", "1-3"]


def test_a_new_tab_is_counted_and_a_last_page_taken_out_leaves_the_count() -> None:
    before = places("1a1", "1b1")
    old = number_afresh(before)
    known = dict(zip(before, old.labels, strict=True))
    now = number_on(places("1a1", "2", "2c1", "2c2"), known, old.totals)
    assert names(*now.labels) == ["1-1", "Tab 2", "2-1", "2-2"]
    assert now.totals == {1: 2, 2: 2}


@given(st.integers(0, 9), st.integers(0, 400), st.integers(0, 2000))
def test_a_label_is_read_as_it_is_written(tab: int, number: int, letter: int) -> None:
    label = Label(tab, number, letter)
    assert label_of(str(label)) == label


PAGES = st.lists(
    st.builds(Place, st.integers(0, 3), st.sampled_from("abcdefgh"), st.integers(1, 3)),
    unique=True,
    max_size=16,
).map(lambda found: sorted(found, key=lambda place: place.tab))


@settings(max_examples=60)
@given(PAGES, PAGES, PAGES)
def test_labels_rise_and_are_never_given_twice(
    first: list[Place], second: list[Place], third: list[Place]
) -> None:
    at = number_afresh(first)
    for pages in (second, third):
        known = dict(zip(first, at.labels, strict=True))
        now = number_on(pages, known, at.totals)
        assert list(now.labels) == sorted(set(now.labels))
        assert all(label.number <= now.totals[label.tab] for label in now.labels)
        first, at = pages, now


def test_runs_of_labels_are_said_in_few_words() -> None:
    every = [Label(1, 1), Label(1, 2), Label(1, 2, 1), Label(1, 3), Label(2, 1), Label(2, 2)]
    assert runs_of(every[:3] + every[4:5], every) == "1-1 to 1-2a, 2-1"
    assert runs_of([every[3], every[4]], every) == "1-3, 2-1"
    assert not runs_of([], every)


# --- filing


def kept(pages: dict[Place, str], before: Kept | None = None) -> Kept:
    """An edition whose pages say these words."""
    pages = dict(sorted(pages.items(), key=lambda page: page[0].tab))
    found = list(pages)
    numbering = number_on(found, before.by_place, before.totals) if before else number_afresh(found)
    return Kept(
        tuple(
            KeptPage(label, place, place.leaf, words, "", words)
            for label, (place, words) in zip(numbering.labels, pages.items(), strict=True)
        ),
        numbering.totals,
    )


WORDS = st.sampled_from(["one", "two", "three"])
BINDERS = PAGES.flatmap(lambda found: st.fixed_dictionaries(dict.fromkeys(found, WORDS)))


@settings(max_examples=40)
@given(BINDERS, BINDERS, BINDERS)
def test_a_filing_sheet_carried_out_brings_a_copy_of_any_age_up_to_date(
    first: dict[Place, str], second: dict[Place, str], third: dict[Place, str]
) -> None:
    one = kept(first)
    two = kept(second, one)
    three = kept(third, two)
    for before, now in ((one, two), (two, three), (one, three)):
        sheet = filing(before, now)
        copy = {label: page.words for label, page in before.by_label.items()}
        for label in sheet.take_out:
            del copy[label]
        for label in sheet.put_in:
            assert label not in copy
            copy[label] = now.by_label[label].words
        assert sorted(copy) == now.labels == carried_out(before.labels, sheet)
        assert [copy[label] for label in sorted(copy)] == [page.words for page in now.pages]


def test_only_the_page_that_changed_is_filed() -> None:
    before = dict.fromkeys(places("1a1", "1a2", "1b1"), "same")
    one = kept(before)
    two = kept(before | {places("1a2")[0]: "other"}, one)
    assert filing(one, two).take_out == filing(one, two).put_in == (Label(1, 2),)
    assert not filing(two, two).put_in


def test_an_edition_is_kept_and_read_again() -> None:
    one = kept({Place(1, "a", 1): "naïve ☎ \ud800", Place(2, "tab", 1, divides=True): "b"})
    one = Kept(one.pages, one.totals, (Fact("Machines", "FW1", "Serial", "FX"),), "1")
    packed = pack(one)
    assert packed == pack(one)
    found = unpack(packed)
    assert found == one
    assert found.pages[0].text == "naïve ☎ \ud800"


@pytest.mark.parametrize("rubbish", [b"", b"x", pack(kept({}))[:-9]])
def test_an_edition_that_is_damaged_says_so(rubbish: bytes) -> None:
    with pytest.raises(Trouble, match="cannot be read"):
        unpack(rubbish)


# --- facts


@dataclass(frozen=True)
class Device:
    """A row of a document."""

    id: int
    name: str
    serial: str
    warranty_until: date | None = None


@dataclass(frozen=True)
class Document:
    """What a leaf says."""

    place: str
    devices: tuple[Device, ...]


def said(before: Document, now: Document) -> list[str]:
    return changes(facts_of(before, "Machines"), facts_of(now, "Machines"))


def test_what_changed_is_told_by_name_field_and_both_words() -> None:
    one = Device(1, "FW1", "FX-1")
    before = Document("Closet", (one, Device(2, "SW1", "SW-8")))
    now = Document("", (Device(1, "FW1", "FX-2", date(2026, 11, 30)), Device(7, "AP1", "W-3")))
    assert said(before, now) == [
        "Machines, FW1: serial FX-2, it was FX-1; warranty until Nov 30, 2026",
        "Machines: AP1 is new",
        "Machines: place Closet taken out",
        "Machines: SW1 is gone",
    ]
    assert said(before, Document("Closet", ())) == [
        "Machines: FW1 is gone",
        "Machines: SW1 is gone",
    ]
    assert not said(now, now)


def test_two_of_one_name_stay_apart_and_a_row_of_the_books_may_be_another() -> None:
    twins = Document("", (Device(1, "PC", "A"), Device(2, "PC", "B")))
    other = Document("", (Device(8, "PC", "A"), Device(9, "PC", "C")))
    assert said(twins, other) == ["Machines, PC (2): serial C, it was B"]


def test_what_stands_on_two_leaves_is_told_once() -> None:
    one = [Fact("Machines", "FW1", "Serial", "1"), Fact("Warranties", "FW1", "Serial", "1")]
    two = [Fact("Machines", "FW1", "Serial", "2"), Fact("Warranties", "FW1", "Serial", "2")]
    assert changes(one, two) == ["Machines, FW1: serial 2, it was 1"]
    assert changes([], two) == ["Machines: FW1 is new"]


def test_long_texts_are_not_told_in_full() -> None:
    one, two = [Fact("Scope", "", "Text", "a" * 90)], [Fact("Scope", "", "Text", "b" * 90)]
    assert changes(one, two) == ["Scope: text written anew"]


# --- outlines

KNOWN = ("cover", "contents", "calls", "systems", "notes")
GOOD = """title = "Plan"
front = ["cover", "contents"]
[[tab]]
word = "Call"
pages = ["calls", "pump"]
[[page]]
name = "pump"
title = "The pump"
text = "Press it."
"""


@pytest.mark.parametrize("kind", ["dr", "ndb"])
def test_what_ships_can_be_read(kind: str) -> None:
    text = paths.form(f"binders/{kind}.toml").read_text(encoding="utf-8")
    names = {name for line in text.splitlines() for name in line.split('"')[1::2]}
    found = outline.read(text, names)
    assert found.front[0] == "cover"
    assert 6 <= len(found.tabs) <= outline.MOST_TABS


def test_a_shop_orders_leaves_out_and_adds() -> None:
    found = outline.read(GOOD, KNOWN)
    assert found.tabs == (outline.TabPlan("Call", ("calls", "pump")),)
    assert found.own["pump"].text == "Press it."


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"calls"', '"cals"', "Line 5: there is no page called “cals”; did you mean “calls”."),
        ('"pump"]', '"calls"]', "Line 5: “calls” stands there a second time."),
        ('["calls"', '["cover"', "Line 5: “cover” stands there a second time."),
        ("word =", "name =", "Line 4: nothing is called “name” there"),
        ('"Call"', '"Call somebody now"', "Line 4: “Call somebody now” is too long for a tab"),
        ('word = "Call"', 'word = "Call', "Line 4: this cannot be read"),
        ("[[tab]]", "[tab]", "Line 3: begin each with [[tab]]"),
        ('"cover", ', "", "need “cover”"),
        ('["calls", "pump"]', '"calls"', "Line 5: pages is a list of names in quotes."),
        ('["calls", "pump"]', "[]", "the tab “Call” has no pages"),
        ('name = "pump"', 'name = "calls"', "is taken by a page that ships"),
        ('name = "pump"', 'name = "The Pump"', "Line 7: the name “The Pump” may have"),
        ('title = "The pump"', "", "needs a title"),
        ('title = "Plan"', "title = 3", "needs a title"),
    ],
)
def test_a_bad_outline_is_refused_with_its_line(old: str, new: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        outline.read(GOOD.replace(old, new, 1), KNOWN)
    assert sentence in refused.value.text


def test_ten_tabs_are_one_too_many() -> None:
    tabs = "".join(f'[[tab]]\nword = "T{n}"\npages = ["p{n}"]\n' for n in range(10))
    text = f'title = "Plan"\nfront = ["cover", "contents"]\n{tabs}'
    with pytest.raises(UserError, match=r"Line \d+: “T9” is one tab too many"):
        outline.read(text, [*KNOWN, *(f"p{n}" for n in range(10))])


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for whole in (text, GOOD + text, GOOD.replace("calls", text, 1)):
        with contextlib.suppress(UserError):
            outline.read(whole, KNOWN)


def test_what_changed_is_told_in_whole_changes() -> None:
    changed = "Gear, SRV1: model T360, it was T350; serial NEW-77, it was 7QX; Firewall: FW2 is new"
    assert told_within(changed, 200) == changed
    short = "Gear, SRV1: model T360; serial NEW-77; Firewall: FW2 is new"
    assert told_within(changed, 60) == short
    assert told_within(changed, 50) == "Gear, SRV1: model T360; serial NEW-77; and 1 more"
    assert told_within(changed, 40) == "Gear, SRV1: model T360; and 2 more"
    assert told_within("a word " * 30, 20).endswith("…")
