"""The layout of the chart: nothing overlaps or crosses, it fits its page, every box is reached."""

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from mspdesk.orgchart.rules.layout import PAGE, Drawn, Room, Spot, Stroke, lay_out, pages
from mspdesk.orgchart.rules.stages import MOST_LEVELS
from mspdesk.orgchart.rules.steps import step_to
from mspdesk.orgchart.rules.tree import Seat, tree_of

TITLES = (
    "Sales",
    "Tech, tier 1",
    "Service manager",
    "Documentation",
    "Marketing assistant",
    "Early-shift coordinator",
    "Evening assistant manager",
)


@st.composite
def charts(draw: st.DrawFn, most: int = 40) -> list[Seat]:
    """A chart of one top and up to `most` roles, as deep as a chart may be."""
    count = draw(st.integers(1, most))
    seats = [Seat(1, "Owner", "Dana")]
    levels = {1: 1}
    # A number for each role decides the level it takes its lead from, and which one.
    for role_id in range(2, count + 1):
        level = draw(st.integers(1, min(MOST_LEVELS - 1, max(levels.values()))))
        leads = [lead for lead, at in levels.items() if at == level]
        lead = leads[draw(st.integers(0, len(leads) - 1))]
        levels[role_id] = level + 1
        title = TITLES[role_id % len(TITLES)]
        note = "and Office manager" if role_id == 3 else ""
        seats.append(Seat(role_id, title, "Dana, for now", lead, note))
    return seats


def picture() -> list[Seat]:
    """The twenty hats of the sample shop."""
    leads = ("Service manager", "Client manager", "Office manager", "Sales", "Operations")
    below = (
        ("Tech, tier 1", "Tech, tier 2", "Tech, tier 3", "Dispatch"),
        ("Yearly reviews", "Renewals"),
        ("Billing", "Receivables", "Purchasing"),
        ("Prospects", "Quotes"),
        ("Documentation", "Checklists", "Hiring"),
    )
    seats = [Seat(1, "Owner", "Dana")]
    for lead, titles in zip(leads, below, strict=True):
        above = len(seats) + 1
        seats.append(Seat(above, lead, "Dana", 1))
        seats += [Seat(above + n, title, "Dana", above) for n, title in enumerate(titles, 1)]
    return seats


def overlap(one: Spot, other: Spot) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.foot and other.y < one.foot


def runs_through(stroke: Stroke, spot: Spot) -> bool:
    """Whether a line enters the inside of a box; it may end at its edge."""
    left, right = sorted((stroke.x, stroke.to_x))
    top, foot = sorted((stroke.y, stroke.to_y))
    return left < spot.right and right > spot.x and top < spot.foot and foot > spot.y


def touch(one: Stroke, other: Stroke) -> bool:
    """Whether two lines have a point in common."""
    return not (
        max(one.x, one.to_x) < min(other.x, other.to_x)
        or max(other.x, other.to_x) < min(one.x, one.to_x)
        or max(one.y, one.to_y) < min(other.y, other.to_y)
        or max(other.y, other.to_y) < min(one.y, one.to_y)
    )


def prove(drawn: Drawn, seats: Sequence[Seat]) -> None:
    """Everybody is there once, nothing overlaps, no line crosses another or a box."""
    assert sorted(spot.id for spot in drawn.spots) == sorted(seat.id for seat in seats)
    for one, other in combinations(drawn.spots, 2):
        assert not overlap(one, other), (one, other)
    for stroke in drawn.strokes:
        assert stroke.x == stroke.to_x or stroke.y == stroke.to_y
        for spot in drawn.spots:
            assert not runs_through(stroke, spot), (stroke, spot)
    for line, another in combinations(drawn.strokes, 2):
        assert line.lead == another.lead or not touch(line, another), (line, another)
    assert all(spot.x >= 0 and spot.y >= 0 for spot in drawn.spots)


def joined(drawn: Drawn, seats: Sequence[Seat]) -> None:
    """A line of its lead ends at every box that has one."""
    spots = {spot.id: spot for spot in drawn.spots}
    for seat in seats:
        if seat.lead is None:
            continue
        spot = spots[seat.id]
        edge = {(spot.middle, spot.y), (spot.x, spot.y + spot.height // 2)}
        ends = {
            end
            for stroke in drawn.strokes
            if stroke.lead == seat.lead
            for end in ((stroke.x, stroke.y), (stroke.to_x, stroke.to_y))
        }
        assert edge & ends, seat


@settings(max_examples=80)
@given(charts())
def test_a_chart_of_up_to_forty_roles_fits_its_page_and_nothing_meets(seats: list[Seat]) -> None:
    drawn = lay_out(seats)
    prove(drawn, seats)
    joined(drawn, seats)
    assert drawn.fits
    assert drawn.width * drawn.scale <= PAGE.width * 1_000
    assert drawn.height * drawn.scale <= PAGE.height * 1_000
    # Nothing is under eight points, and no box is too small for what stands in it.
    assert min(drawn.measure.name, drawn.measure.title) * drawn.scale >= 8_000
    assert pages(seats) == [seats]


@settings(max_examples=40)
@given(charts())
def test_every_box_is_reached_by_the_arrow_keys(seats: list[Seat]) -> None:
    drawn = lay_out(seats)
    leads = {seat.id: seat.lead for seat in seats}
    seen, waiting = {1}, [1]
    while waiting:
        at = waiting.pop()
        for way in ("up", "down", "left", "right"):
            to = step_to(drawn.spots, leads, at, way)
            if to not in seen:
                seen.add(to)
                waiting.append(to)
    assert seen == {seat.id for seat in seats}


@settings(max_examples=25)
@given(charts(), st.integers(500, 2_000), st.integers(300, 1_200))
def test_a_screen_shows_what_the_page_shows(seats: list[Seat], width: int, height: int) -> None:
    page = lay_out(seats)
    screen = lay_out(seats, Room(width, height, 920, 1_000))
    prove(screen, seats)
    joined(screen, seats)
    if screen.measure is page.measure:
        assert [(spot.title, spot.y) for spot in screen.spots] == [
            (spot.title, spot.y) for spot in page.spots
        ]
    else:
        # Boxes are roomy where a page has to set them tight; everybody stands where they did.
        assert (screen.measure.key, screen.fits) == ("roomy", True)
    assert columns(screen, seats) == columns(page, seats)


def columns(drawn: Drawn, seats: Sequence[Seat]) -> list[int]:
    """Who reports to the top, from the left and from above."""
    top = [spot for spot in drawn.spots if seats[spot.id - 1].lead == 1]
    return [spot.id for spot in sorted(top, key=lambda spot: (spot.x, spot.y))]


def test_the_six_hats_of_the_first_day_are_roomy_on_a_screen_and_large_on_the_page() -> None:
    hats = ("Sales", "Marketing", "Finance", "Admin", "Service manager", "Technician")
    seats = [Seat(1, "Owner", "Dana")]
    seats += [Seat(n, title, "Dana, for now", 1) for n, title in enumerate(hats, 2)]
    page, screen = lay_out(seats), lay_out(seats, Room(1_018, 450, 920, 1_000))
    assert (page.measure.key, screen.measure.key) == ("tight", "roomy")
    assert page.scale * page.measure.name >= 9_500
    assert screen.fits


def test_the_sample_stands_as_in_its_picture() -> None:
    seats = picture()
    drawn = lay_out(seats)
    assert drawn.measure.key == "roomy"
    owner = drawn.spots[0]
    top = sorted({spot.y for spot in drawn.spots})
    assert drawn.scale * drawn.measure.name >= 9_000
    leads = [spot for spot in drawn.spots if spot.y == top[1]]
    assert len(leads) == 5
    assert abs(owner.middle - (leads[0].middle + leads[-1].middle) // 2) <= 1
    # A list ends at the right edge of its lead.
    assert {spot.right for spot in drawn.spots if spot.id in (2, 3, 4, 5, 6)} == {leads[0].right}


def test_more_roles_than_a_page_holds_take_several_with_their_lead_on_each() -> None:
    seats = [Seat(1, "Owner", "Dana")]
    seats += [Seat(n, TITLES[n % len(TITLES)], "Dana", 1) for n in range(2, 12)]
    seats += [Seat(n, TITLES[n % len(TITLES)], "Dana", 2 + n % 10) for n in range(12, 92)]
    sheets = pages(seats)
    assert len(sheets) > 1
    for sheet in sheets:
        drawn = lay_out(sheet)
        assert drawn.fits
        prove(drawn, sheet)
    assert {seat.id for sheet in sheets for seat in sheet} == {seat.id for seat in seats}


def test_a_ring_in_the_books_loses_nobody() -> None:
    seats = [Seat(1, "Owner"), Seat(2, "A", lead=3), Seat(3, "B", lead=2), Seat(4, "C", lead=3)]
    tree = tree_of([*seats, Seat(5, "D", lead=99), Seat(6, "E", lead=6)])
    assert set(tree.tops) == {1, 2, 5, 6}
    assert tree.below[3] == (4,)
    drawn = lay_out([*seats, Seat(5, "D", lead=99)])
    assert len(drawn.spots) == 5


def test_an_empty_chart_is_drawn_as_nothing() -> None:
    drawn = lay_out([])
    assert (drawn.spots, drawn.width, drawn.fits) == ((), 0, True)


def test_a_title_is_broken_between_words_and_inside_a_long_one() -> None:
    drawn = lay_out([Seat(1, "Evening assistant manager"), Seat(2, "W" * 30, lead=1)])
    evening, long = drawn.spots
    assert evening.title == ("Evening assistant", "manager")
    assert "".join(long.title) == "W" * 30
    assert long.height > evening.height > drawn.measure.high
