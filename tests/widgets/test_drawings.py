"""Charts, the ruler and the day: what they say in words, and that the keyboard gets everywhere."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mspdesk.widgets import painting, theme
from mspdesk.widgets.charts import (
    AgeingBar,
    AreaLine,
    Bucket,
    GroupedBars,
    Legend,
    WeekBars,
    WeekDay,
)
from mspdesk.widgets.dayview import Band, Block, DayView, Gap, hour_label
from mspdesk.widgets.hot import Drawing
from mspdesk.widgets.mapcanvas import CanvasBox, MapCanvas
from mspdesk.widgets.ruler import DayRuler, RulerBlock, RulerLine, hour_words

BLOCKS = [
    Block("b", 555, 585, "#1183 Called back", "Alder Street Dental", "0.50 h"),
    Block("a", 450, 495, "Plan the day", "Overhead", "0.75 h", "grey"),
    Block("c", 1080, 1125, "Consistency check", tone="amber", tag="2x", running=True),
]


def seen(qtbot: QtBot, drawing: Drawing, width: int = 600, height: int = 900) -> Drawing:
    """A drawing in sight, drawn once."""
    qtbot.addWidget(drawing)
    drawing.resize(width, height)
    with qtbot.waitActive(drawing):
        drawing.show()
        drawing.activateWindow()
    drawing.grab()
    return drawing


def day(
    on_block: Callable[[str], object] | None = None,
    on_gap: Callable[[int, int], object] | None = None,
) -> DayView:
    """A day with three blocks and two gaps."""
    view = DayView(on_block=on_block, on_gap=on_gap)
    view.show_day(
        BLOCKS,
        [Gap(495, 555), Gap(585, 640)],
        [Band(1050, 1200, "After hours")],
        now=900,
    )
    return view


def test_the_day_is_walked_in_order_and_pressed(qtbot: QtBot) -> None:
    blocks: list[str] = []
    gaps: list[tuple[int, int]] = []
    view = day(blocks.append, lambda start, end: gaps.append((start, end)))
    seen(qtbot, view)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.accessibleDescription() == "7:30 to 8:15, Plan the day, Overhead, 0.75 h"
    for _step in range(5):
        QTest.keyClick(view, Qt.Key.Key_Return)
        QTest.keyClick(view, Qt.Key.Key_Down)
        view.grab()
    assert blocks == ["a", "b", "c"]
    assert gaps == [(495, 555), (585, 640)]
    assert view.titles() == ["Plan the day", "#1183 Called back", "Consistency check"]


def test_a_click_on_a_gap_asks_for_its_time(qtbot: QtBot) -> None:
    gaps: list[tuple[int, int]] = []
    view = day(on_gap=lambda start, end: gaps.append((start, end)))
    seen(qtbot, view)
    where = view._box(495, 555).center().toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=where)
    assert gaps == [(495, 555)]
    assert view.gaps() == [(495, 555), (585, 640)]


def test_the_day_tells_itself_in_words(qtbot: QtBot) -> None:
    view = day()
    qtbot.addWidget(view)
    assert view.story().startswith("7:30 to 8:15, Plan the day, Overhead, 0.75 h. 9:15 to 9:45")
    assert view.story().endswith("9:45 to 10:40 nothing noted")
    view.show_day([])
    assert view.story() == "Nothing noted"


def test_the_day_grows_for_what_lies_outside_its_hours(qtbot: QtBot) -> None:
    view = DayView()
    qtbot.addWidget(view)
    view.show_day([])
    usual = view.sizeHint().height()
    view.show_day([Block("x", 5 * 60 + 10, 6 * 60, "Early"), Block("y", 1380, 1430, "Late")])
    assert view.sizeHint().height() == usual + (2 + 4) * 57


def test_blocks_that_overlap_share_the_width(qtbot: QtBot) -> None:
    view = DayView(on_block=lambda _key: None)
    view.show_day(
        [
            Block("a", 480, 600, "A"),
            Block("b", 540, 660, "B"),
            Block("c", 600, 660, "C"),
            Block("d", 700, 760, "D"),
        ]
    )
    seen(qtbot, view)
    rects = [spot.rect for spot in view.spots]
    for at, rect in enumerate(rects):
        for other in rects[at + 1 :]:
            assert not rect.intersects(other)
    assert rects[3].width() > rects[0].width() * 1.5


def test_hours_are_named_as_people_say_them() -> None:
    assert [hour_label(hour * 60) for hour in (0, 7, 12, 13, 24)] == [
        "12 am",
        "7 am",
        "12 pm",
        "1 pm",
        "12 am",
    ]
    assert [hour_words(hour * 60) for hour in (8, 12, 13)] == ["8", "12", "1"]


def test_a_week_says_its_hours_and_opens_a_day(qtbot: QtBot) -> None:
    opened: list[int] = []
    week = WeekBars(on_day=opened.append)
    week.show_days([WeekDay("Mon 9", 460, 50), WeekDay("Tue 10", 0, 0, today=True)])
    assert week.story() == "Mon 9 8.50 h"
    seen(qtbot, week, 500, 116)
    QTest.keyClick(week, Qt.Key.Key_Right)
    QTest.keyClick(week, Qt.Key.Key_Right)
    QTest.keyClick(week, Qt.Key.Key_Return)
    assert opened == [1]
    week.show_days([])
    assert week.story() == "No time yet"


@pytest.mark.parametrize("percent", [100, 115, 130])
def test_the_names_of_a_week_are_never_cut(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    theme.apply(qapp, "light", percent)
    names = "Mon 23|Tue 24|Wed 25|Thu 26|Fri 27|Sat 28|Sun 29".split("|")
    week = WeekBars()
    qtbot.addWidget(week)
    week.show_days([WeekDay(name, 480, 0, today=name == "Wed 25") for name in names])
    wide = painting.width_of("Wed 25", theme.font("strong"))
    assert week.names(wide) == names
    assert week.names(wide - 1) == "Mon|Tue|Wed|Thu|Fri|Sat|Sun".split("|")
    theme.apply(qapp, "light", 100)


def test_ages_say_their_sums_and_are_opened(qtbot: QtBot) -> None:
    opened: list[str] = []
    bar = AgeingBar(on_bucket=opened.append)
    bar.show_buckets([Bucket("now", "Current", 8420, "$8,420"), Bucket("old", "Over 90", 0, "$0")])
    assert bar.story() == "Current $8,420, Over 90 $0"
    seen(qtbot, bar, 600, 60)
    where = bar.spots[1].rect.center().toPoint()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=where)
    assert opened == ["old"]
    bar.show_buckets([Bucket("now", "Current", 0, "$0")])
    bar.grab()


def test_bars_and_lines_say_every_figure(qtbot: QtBot) -> None:
    bars = GroupedBars("Work", ["opened", "closed"])
    bars.show_bars(["Mar 2", "Mar 9"], [14, 9], [16, 7])
    seen(qtbot, bars, 400, 120)
    assert bars.story() == "Mar 2: opened 14, closed 16. Mar 9: opened 9, closed 7"
    assert [spot.words for spot in bars.spots] == bars.story().split(". ")
    line = AreaLine("Open", "Open hours", lambda minutes: f"{minutes // 60} h")
    line.show_line(["Mar 2", "Mar 9"], [600, 1260])
    seen(qtbot, line, 400, 90)
    assert line.story() == "Open hours: Mar 2 10 h, Mar 9 21 h"
    with pytest.raises(ValueError, match="one figure"):
        bars.show_bars(["Mar 2"], [1, 2], [3, 4])
    with pytest.raises(ValueError, match="one figure"):
        line.show_line(["Mar 2"], [1, 2])


@pytest.mark.parametrize("values", [[], [0], [0, 0, 0], [10**9, 1]])
def test_drawings_stand_empty_zero_and_huge_figures(qtbot: QtBot, values: list[int]) -> None:
    labels = [str(at) for at in range(len(values))]
    bars, line = GroupedBars("Work", ["opened"]), AreaLine("Open")
    bars.show_bars(labels, values)
    line.show_line(labels, values)
    for drawing in (bars, line, WeekBars(), AgeingBar(), DayRuler()):
        seen(qtbot, drawing, 200, 80)


def test_who_is_where_is_read_and_walked(qtbot: QtBot) -> None:
    opened: list[str] = []
    ruler = DayRuler(on_block=opened.append)
    ruler.show_lines(
        [
            RulerLine("Dana", [RulerBlock("1", 480, 540, "Planning", "grey")]),
            RulerLine("Marcus", [RulerBlock("2", 420, 540, "#1174")]),
            RulerLine("Priya"),
        ],
        now=606,
    )
    assert ruler.story() == (
        "Dana: 8:00 to 9:00 Planning. Marcus: 7:00 to 9:00 #1174. Priya: nothing planned"
    )
    seen(qtbot, ruler, 800, 140)
    assert [spot.rect.left() >= 0 for spot in ruler.spots] == [True, True]
    QTest.keyClick(ruler, Qt.Key.Key_Right)
    ruler.grab()
    QTest.keyClick(ruler, Qt.Key.Key_Right)
    QTest.keyClick(ruler, Qt.Key.Key_Space)
    assert opened == ["2"]
    assert ruler.accessibleDescription() == "Marcus, 7:00 to 9:00: #1174"


def test_what_overlaps_for_one_person_gets_lines_of_its_own(qtbot: QtBot) -> None:
    ruler = DayRuler(on_block=lambda _key: None)
    ruler.show_lines(
        [
            RulerLine("Dana", [RulerBlock("1", 480, 600, "A"), RulerBlock("2", 540, 660, "B")]),
            RulerLine("Marcus", [RulerBlock("3", 480, 540, "C")]),
        ]
    )
    seen(qtbot, ruler, 800, 200)
    first, second, third = (spot.rect for spot in ruler.spots)
    assert not first.intersects(second)
    assert third.top() > second.bottom()
    assert ruler.sizeHint().height() == 24 + 3 * 36


def test_a_drawing_without_places_is_no_tab_stop(qtbot: QtBot, qapp: QApplication) -> None:
    assert WeekBars().focusPolicy() == Qt.FocusPolicy.NoFocus
    assert WeekBars(on_day=lambda _at: None).focusPolicy() == Qt.FocusPolicy.StrongFocus
    legend = Legend(("On tickets", "accent"), ("Overhead", "series"))
    qtbot.addWidget(legend)
    assert legend.grab().width() == legend.sizeHint().width() or legend.grab().width() > 0


def test_the_axis_stands_at_round_hours_and_leaves_room_for_its_words(qtbot: QtBot) -> None:
    bars = GroupedBars(
        "Hours",
        ["all"],
        lambda minutes: f"{minutes / 60:g} h",
        axis=lambda minutes: f"{minutes // 60},000 hours" if minutes % 60 == 0 else "broken",
        unit=60,
    )
    bars.show_bars(["Mar 2", "Mar 9"], [90, 3 * 60 + 20])
    seen(qtbot, bars, 400, 120)
    assert "broken" not in [bars.figure(value) for value in range(0, 241, 60)]
    assert bars.spots[0].rect.left() > 60


@pytest.mark.parametrize("percent", [100, 130])
def test_no_box_of_a_map_shrinks_below_its_words(
    qapp: QApplication, qtbot: QtBot, percent: int
) -> None:
    theme.apply(qapp, "light", percent)
    canvas = MapCanvas("Network map", 530, 10)
    qtbot.addWidget(canvas)
    canvas.show_drawing(
        300, [CanvasBox("sw", "SW1", ("24 ports", "SW-8841"), "core", 10, 10, 120, 44)], []
    )
    canvas.resize(canvas.minimumWidth(), 200)
    step = painting.line_height(theme.font("meta"))
    assert canvas.place("sw").height() >= 3 * step
    assert canvas.place("nothing").isEmpty()
    theme.apply(qapp, "light", 100)
