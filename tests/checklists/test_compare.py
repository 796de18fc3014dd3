"""Three texts of one checklist: what changed, what the shop has, what is taken over."""

from dataclasses import replace

from mspdesk.checklists.rules import arrange
from mspdesk.checklists.rules import master as rules
from mspdesk.checklists.rules.compare import What, changes, taken, updates
from mspdesk.checklists.rules.master import Line, Master, Section

WAS = Master(
    "weekly",
    "Weekly",
    (
        Section("Server", (Line("logs", "Read the logs"), Line("space", "Read the free space"))),
        Section("Paper", (Line("binder", "Look at the binder"), Line("tape", "Swap the tape"))),
    ),
)
WAS = rules.numbered(WAS)


def _keys(master: Master) -> list[list[str]]:
    return [[line.key for line in section.lines] for section in master.sections]


def _now() -> Master:
    """What ships now: a line reworded, one more, one gone, a heading and the order changed."""
    found = arrange.with_line(WAS, replace(rules_line(WAS, "logs"), text="Read every log"))
    found = arrange.with_new_line(found, 0, 1, Line("ups", "Test the UPS"))
    found = arrange.without_line(found, "tape")
    found = arrange.section_said(found, 0, "Servers", ours=False)
    return replace(found, purpose="So that nothing is forgotten.")


def rules_line(master: Master, key: str) -> Line:
    line = master.line(key)
    assert line is not None
    return line


def test_every_change_is_named_once() -> None:
    found = changes(WAS, _now())
    assert {(one.id, one.what) for one in found} == {
        ("head:purpose", What.HEAD),
        ("heading:Server", What.HEADING),
        ("line:logs", What.CHANGED),
        ("line:ups", What.ADDED),
        ("gone:tape", What.GONE),
    }
    assert not any(one.clash for one in found)
    assert changes(WAS, WAS) == []


def test_all_taken_is_the_new_text_but_for_what_is_crossed_off() -> None:
    now = _now()
    made = taken(WAS, now, WAS, [one.id for one in updates(WAS, now, WAS)])
    assert [one.title for one in made.sections] == ["Servers", "Paper"]
    assert _keys(made) == [["logs", "ups", "space"], ["binder", "tape"]]
    tape = rules_line(made, "tape")
    assert (tape.off, tape.number) == (True, "5")
    assert [line.text for line in made.lines()] == [line.text for line in now.lines()]
    assert updates(WAS, now, made) == []


def test_what_is_left_stays_and_nothing_else_moves() -> None:
    made = taken(WAS, _now(), WAS, ["line:ups"])
    assert [one.title for one in made.sections] == ["Server", "Paper"]
    assert _keys(made) == [["logs", "ups", "space"], ["binder", "tape"]]
    assert rules_line(made, "logs").text == "Read the logs"
    assert not rules_line(made, "tape").off


def test_words_of_the_shop_clash_and_the_rest_of_the_line_is_kept() -> None:
    own = arrange.with_line(WAS, Line("logs", "Read the logs of both", minutes=9, doer="t2"))
    now = arrange.with_line(WAS, Line("logs", "Read every log", expect="No red line."))
    (one,) = updates(WAS, now, own)
    assert one.clash
    assert [(said.name, said.clash) for said in one.said] == [("text", True), ("expect", False)]
    line = rules_line(taken(WAS, now, own, [one.id]), "logs")
    assert (line.text, line.expect, line.minutes, line.doer) == (
        "Read every log",
        "No red line.",
        9,
        "t2",
    )


def test_what_the_shop_took_out_is_not_brought_back() -> None:
    own = arrange.without_line(WAS, "logs")
    assert [one.id for one in updates(WAS, _now(), own) if one.key == "logs"] == []


def test_a_line_that_moved_and_an_order_that_changed() -> None:
    moved = arrange.line_placed(WAS, "tape", 0, 0)
    (one,) = updates(WAS, moved, WAS)
    assert (one.id, one.what) == ("place:tape", What.MOVED)
    assert _keys(taken(WAS, moved, WAS, [one.id])) == _keys(moved)
    turned = arrange.line_placed(WAS, "logs", 0, 1)
    (one,) = updates(WAS, turned, WAS)
    assert one.id == "order:Server"
    own = arrange.with_new_line(WAS, 0, 1, Line("mine", "Dust the rack"))
    assert _keys(taken(WAS, turned, own, [one.id]))[0] == ["space", "mine", "logs"]


def test_a_section_that_came_to_be_for_us_alone() -> None:
    now = arrange.section_said(WAS, 1, "On paper", ours=True)
    found = updates(WAS, now, WAS)
    assert [one.id for one in found] == ["heading:Paper", "ours:Paper"]
    (said,) = found[1].said
    assert (said.name, said.was, said.now, said.clash) == ("ours", "", "Yes", False)
    alone = taken(WAS, now, WAS, ["ours:Paper"])
    assert [(one.title, one.ours) for one in alone.sections] == [("Server", False), ("Paper", True)]
    whole = taken(WAS, now, WAS, ["heading:Paper", "ours:Paper"])
    assert whole == now
    assert updates(WAS, now, whole) == []
    # A shop that has its own heading already is offered the rest of it.
    (one,) = updates(WAS, now, arrange.section_said(WAS, 1, "On paper", ours=False))
    assert one.id == "ours:Paper"


def test_a_whole_section_comes_at_its_place() -> None:
    now = arrange.with_section(WAS, 1, "Network")
    now = arrange.with_new_line(now, 1, 0, Line("wan", "Read the speed of the line"))
    made = taken(WAS, now, WAS, ["line:wan"])
    assert [one.title for one in made.sections] == ["Server", "Network", "Paper"]
    assert rules_line(made, "wan").number == "3"
