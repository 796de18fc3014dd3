"""Procedures and starter sets as text: read, written again, refused with the line."""

from dataclasses import replace

import pytest

from mspdesk.errors import UserError
from mspdesk.procedures.rules import roadmap, sop
from mspdesk.procedures.rules.life import State, check_move, check_ready
from mspdesk.procedures.rules.merging import Merged, changes, merged
from mspdesk.procedures.rules.screens import SCREENS
from mspdesk.procedures.rules.sop import Sop
from mspdesk.procedures.rules.words import STEPS, fill, parts

TEXT = """\
code = "calls"
title = "Taking calls"
kind = "policy"
purpose = "Callers reach somebody."
audiences = ["clients", "employees"]
role = "admin"
core = 3
checklists = ["service-call"]
body = '''
Call {shop.phone}.

# Steps

1. Answer.
1. Listen.
- Never interrupt.
3. Write it down.
'''
"""


def test_what_is_written_is_read_again() -> None:
    found = sop.read(TEXT)
    assert (found.kind, found.core, found.review_months) == ("policy", 3, 12)
    assert found.audiences == ("clients", "employees")
    assert found.body.startswith("Call {shop.phone}.\n\n# Steps")
    assert sop.read(sop.write(found)) == found
    assert sop.read_draft('code = "x"\ntitle = ""\n') == sop.Sop("x", "", ())


@pytest.mark.parametrize(
    ("was", "instead", "sentence"),
    [
        ('["clients", "employees"]', "[]", "a.toml, line 5: say whom it is for"),
        ('["clients", "employees"]', '["clients", "staff"]', "line 5: audiences is one of"),
        ('["clients", "employees"]', '["clients", "clients"]', "line 5: write audiences ="),
        ("core = 3", "core = 11", "line 7: write core as a whole number from 0 to 10"),
        ('kind = "policy"', 'kind = "polisy"', "did you mean “policy”"),
        ('role = "admin"', 'role = "boss"', "line 6: role is one of owner, sales"),
        ("purpose", "purpos", "line 4: nothing is called “purpos” here; did you mean “purpose”"),
        ("{shop.phone}", "{shop.fone}", "line 9: in the body, line 1: there is no field"),
        ("{shop.phone}", "{client.name}", "there is no field {client.name}"),
        ('code = "calls"', 'code = "Calls"', "line 1: the code may have small letters"),
        ('title = "Taking calls"', "", "line 1: begin with title"),
        ('title = "Taking calls"', "title = 5", 'line 2: write title = "…"'),
    ],
)
def test_a_mistake_is_named_with_its_line(was: str, instead: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        sop.read(TEXT.replace(was, instead, 1), "a.toml")
    assert sentence in refused.value.text


def test_steps_keep_the_numbers_they_were_given() -> None:
    found = parts(sop.read(TEXT).body)
    assert [one.kind for one in found] == ["paragraph", "heading", STEPS, "list", STEPS]
    assert (found[2].text, found[2].items) == ("1", ("Answer.", "Listen."))
    assert (found[4].text, found[4].items) == ("3", ("Write it down.",))
    assert fill("Call {shop.phone}.", {"shop.phone": "5"}) == "Call 5."


def test_a_life_goes_only_where_it_may() -> None:
    check_move("draft", State.TRAINING)
    check_move("live", State.LIVE)
    for here, there in (
        ("retired", State.LIVE),
        ("training", State.TRAINING),
        ("live", State.DRAFT),
    ):
        with pytest.raises(UserError, match="cannot become"):
            check_move(here, there)
    ready = sop.read(TEXT)
    check_ready(ready)
    for field, lacking in (
        ("title", {"title": " "}),
        ("purpose", {"purpose": ""}),
        ("audiences", {"audiences": ()}),
        ("body", {"body": " \n"}),
        ("body", {"body": "{shop.fone}"}),
    ):
        whole = {name: getattr(ready, name) for name in sop.Sop.__dataclass_fields__}
        with pytest.raises(UserError) as refused:
            check_ready(sop.Sop(**{**whole, **lacking}))
        assert refused.value.field == field


SET = """\
code = "first"
title = "First week"
role = "technician"

[[piece]]
open = "sop:calls"
why = "It comes first."

[[piece]]
open = "screen:tickets"
why = "Work waits there."
"""


def test_a_set_is_read_in_its_order() -> None:
    found = roadmap.read(SET)
    assert [(one.kind, one.code) for one in found.pieces] == [
        ("sop", "calls"),
        ("screen", "tickets"),
    ]


@pytest.mark.parametrize(
    ("was", "instead", "sentence"),
    [
        ("screen:tickets", "screen:tikets", "b.toml, line 10: there is no screen “tikets”; did"),
        ("screen:tickets", "sop:calls", "line 10: this piece stands there already"),
        ("screen:tickets", "tickets", "line 10: write open ="),
        ('why = "Work waits there."', 'why = ""', "line 11: say why it comes now"),
        ('why = "Work', 'wy = "Work', "line 11: nothing is called “wy” here"),
        ('role = "technician"', 'role = "tech"', "line 3: role is one of"),
    ],
)
def test_a_mistake_in_a_set_is_named_with_its_line(was: str, instead: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        roadmap.read(SET.replace(was, instead, 1), "b.toml")
    assert sentence in refused.value.text


def test_a_set_has_twelve_pieces_at_most() -> None:
    codes = list(SCREENS)[:13]
    pieces = "".join(f'\n[[piece]]\nopen = "screen:{one}"\nwhy = "So."\n' for one in codes)
    with pytest.raises(UserError, match="12 pieces at most; leave 1 out"):
        roadmap.read(f'code = "x"\ntitle = "X"\n{pieces}')
    with pytest.raises(UserError, match="There is no piece"):
        roadmap.read('code = "x"\ntitle = "X"\n')


def test_what_both_changed_goes_together() -> None:
    body = "One.\n\n1. First.\n2. Second.\n3. Third."
    base = Sop("x", "Old", ("clients",), purpose="Why.", body=body)
    own = replace(base, body=f"Ours.\n\n{body}", department="office")
    newer = replace(base, title="New", body=body.replace("3. Third.", "3. Last.\n4. More."))
    found = merged(base, own, newer)
    assert found.kept == 0
    assert (found.sop.title, found.sop.department) == ("New", "office")
    assert found.sop.body == "Ours.\n\nOne.\n\n1. First.\n2. Second.\n3. Last.\n4. More."
    clash = replace(base, title="Mine", body=body.replace("3. Third.", "3. Mine."))
    both = merged(base, clash, newer)
    assert (both.kept, both.sop.title) == (2, "Mine")
    assert both.sop.body.endswith("2. Second.\n3. Mine.")
    assert merged(base, base, newer).sop == newer
    assert merged(base, newer, newer) == Merged(newer, 0)
    said = [(one.line, one.gone, one.new) for one in changes(base, newer)]
    assert said == [
        ("Old", True, False),
        ("New", False, True),
        ("2. Second.", False, False),
        ("3. Third.", True, False),
        ("3. Last.", False, True),
        ("4. More.", False, True),
    ]
