"""Every screen at both sizes, light and dark: nothing that matters is cut, everything is named."""

import os
import re
from collections.abc import Iterable
from inspect import getsource
from itertools import islice

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from mspdesk.widgets import theme

from .harmless import files_setting_against, setting_against
from .looking import badly_named, cut, labels, markup, not_reached, still, unexplained
from .reading import badly_told, painted, pale, untold
from .tour import Screen, Walker, rest

SIZES = [(1440, 900), (1280, 720)]
FULL = os.environ.get("MSPDESK_TORTURE") == "full"
EYED = 1 if FULL else 6
"""Of how many screens one is looked at in all its inks and read out."""
ROOMS = {
    "today": 1,
    "clients": 25,
    "tickets": 4,
    "time": 2,
    "checklists": 9,
    "runs": 12,
    "procedures": 15,
    "practice": 15,
    "chart": 9,
    "agreements": 8,
    "hats": 11,
    "goals": 12,
    "staff": 24,
    "hiring": 4,
    "prospects": 12,
    "calls": 11,
    "offerings": 10,
    "campaigns": 18,
    "roadmaps": 10,
    "pay": 4,
    "billing": 12,
    "reports": 1,
    "pages": 4,
}
"""The rooms of the walk, and how many screens each has at least."""


def screens_of(walker: Walker, room: str) -> Iterable[Screen]:
    """The screens of one room; a walk past all of them in one go would take minutes."""
    if room == "today":
        return [Screen("today", lambda: walker.tab("today"))]
    found: Iterable[Screen] = getattr(walker, f"_{room}")()
    return found


def still_cut(window: QWidget) -> list[str]:
    """What is cut and stays so; words that came this moment are laid out in the next."""
    with still(window):
        found = cut(window)
    if found:
        rest(100)
        found = cut(window)
    return found


def seen_and_told(window: QWidget) -> list[str]:
    """What an eye can hardly read, and what it reads but no screen reader tells."""
    words, ground = painted(window)
    return untold(words) + pale(window, words, ground)


def look(
    walker: Walker, screens: Iterable[Screen], *, keys: bool = False, eyed: int = 0
) -> tuple[list[str], int]:
    """Go past screens at both sizes; answers what is wrong with them and how many there were.

    One of `eyed` screens is looked at in all its inks, and what is seen there must be told.
    """
    wrong: list[str] = []
    seen = 0
    window = walker.window
    # What another room said at the foot, which goes by itself, belongs to none of these.
    window.status.clear()
    for screen in screens:
        screen.reach()
        seen += 1
        found = []
        for size in SIZES:
            window.resize(*size)
            rest(5)
            found += [f"{fault} at {size}" for fault in still_cut(window)]
        if keys:
            with still(window):
                found += badly_named(window)
            # Each press of Tab may show something, and each export open something.
            found += not_reached(window)
            with still(window):
                found += unexplained(window) + markup(window)
                found += badly_told(window) + setting_against(window)
            found += files_setting_against(window)
        if eyed and seen % eyed == 1 % eyed:
            found += seen_and_told(window)
        wrong += [f"{screen.name}: {fault}" for fault in found]
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        wrong += [f"{screen.name}: {one} came up" for one in shown if one is not window]
    return wrong, seen


def test_the_first_screens_are_whole_and_named(first_walker: Walker) -> None:
    wrong, seen = look(first_walker, first_walker.first_screens(), keys=True, eyed=1)
    assert wrong == [], "\n".join(wrong)
    assert seen == 3


@pytest.mark.parametrize("room", ROOMS)
def test_every_screen_is_whole_and_named_and_tab_comes_to_all_of_it(
    walker: Walker, qapp: QApplication, room: str
) -> None:
    theme.apply(qapp, "light", 100)
    wrong, seen = look(walker, screens_of(walker, room), keys=True, eyed=EYED)
    assert wrong == [], "\n".join(wrong)
    assert seen >= ROOMS[room]


@pytest.mark.parametrize(
    ("mode", "scale"), [("dark", 130), *([("light", 115), ("light", 130)] if FULL else [])]
)
def test_a_screen_of_each_room_is_whole_in_the_dark_and_in_large_words(
    walker: Walker, qapp: QApplication, mode: str, scale: int
) -> None:
    """One screen of each room, in full all of them: whole, told, and with enough contrast."""
    walker.begin_again(lambda: theme.apply(qapp, mode, scale))
    wrong: list[str] = []
    for room, least in ROOMS.items():
        screens = screens_of(walker, room)
        found, seen = look(walker, screens if FULL else islice(screens, 1), eyed=1)
        wrong += found
        assert seen >= (least if FULL else 1), room
    assert wrong == [], "\n".join(wrong)


def test_no_room_is_left_out() -> None:
    """The rooms that are looked at one by one are those of the whole walk."""
    walked = re.findall(r"self\._(\w+)\(\)", getsource(Walker.screens))
    assert walked == [room for room in ROOMS if room != "today"]


def test_what_is_cut_would_be_seen(walker: Walker) -> None:
    walker.tab("today")
    rest()
    title = next(one for one in labels(walker.window) if "Wednesday" in one.text())
    title.setFixedWidth(40)
    rest()
    assert any("Wednesday" in fault for fault in cut(walker.window))
    title.setFixedWidth(400)
    walker.tab("billing")
    walker.choose("segments", "invoices")
    rest()
    listing = walker.part("invoices.table")
    listing.header.resizeSection(0, 20)
    assert any("is cut" in fault for fault in cut(walker.window))
