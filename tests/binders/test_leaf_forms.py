"""A release's wording is no change of a network; and a wording that changed says so by a number."""

import json
import os
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from mspdesk.binders.printables.sealed import keys_table
from mspdesk.binders.queries.paper import behind, kept_of
from mspdesk.binders.rules import kept as keeping
from mspdesk.binders.rules import leaf_forms
from mspdesk.binders.rules.facts import Fact, changes
from mspdesk.binders.rules.kept import filing, told
from mspdesk.binders.rules.labels import Place
from mspdesk.binders.rules.leaf_forms import LeafForm, reworded
from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts
from mspdesk.documentation.queries.editions import newest
from mspdesk.documentation.queries.facts import fact_rows
from mspdesk.printing.document import Layout, Printable, prepare
from mspdesk.printing.page import Foot, Head, Paper
from mspdesk.vault.runs import Printed
from mspdesk.vault.secret import Secret
from tests.bookcase import Standing
from tests.printing.pdftext import text_of

from .binding import Documented, printed
from .test_rules import kept

KEPT = Path(__file__).parent.parent / "snapshots" / "leaf_forms.json"

THEN = (
    Fact("Gear", "FW1", "Name", "FW1"),
    Fact("Gear", "FW1", "Support to", "Jan 31, 2028"),
    Fact("Gear", "FW1", "Where", ""),
    Fact("Machines", "", "remark", "4 of 9"),
)
NOW = (
    Fact("Network gear", "FW1", "Name", "FW1"),
    Fact("Network gear", "FW1", "Warranty until", "Jan 31, 2028"),
    Fact("Network gear", "FW1", "Owner", ""),
    Fact("Machines", "", "remark", "4 of 9"),
)


def test_other_captions_for_the_same_words_are_no_change() -> None:
    assert changes(reworded(THEN, NOW), NOW) == []
    assert changes(THEN, NOW)
    later = (*NOW[:1], NOW[1]._replace(words="Jan 31, 2029"), *NOW[2:])
    assert len(changes(reworded(THEN, later), later)) == 1


def test_pages_set_in_other_words_stay_in_the_binder_while_their_facts_do() -> None:
    pages = {Place(1, "gear", 1): "Support to Jan 31", Place(1, "gear", 2): "more"}
    one = replace(kept(pages), facts=THEN[:2], leaves=(LeafForm("gear", 1, 2),))
    words = {place: said.replace("Support to", "Warranty until") for place, said in pages.items()}
    two = replace(kept(words, one), facts=NOW[:2], leaves=(LeafForm("gear", 2, 2),))
    assert told(one, two) == []
    assert not filing(one, two).put_in
    same_form = replace(two, leaves=(LeafForm("gear", 1, 2),))
    assert told(one, same_form)
    assert [str(label) for label in filing(one, same_form).put_in] == ["1-1"]
    changed = replace(two, facts=(NOW[0], NOW[1]._replace(words="Jan 31, 2029")))
    assert len(told(one, changed)) == 1
    assert [str(label) for label in filing(one, changed).put_in] == ["1-1"]
    moved = replace(two, around="Another foot")
    assert [str(label) for label in filing(one, moved).put_in] == ["1-1"]
    assert keeping.unpack(keeping.pack(moved)) == moved


def test_a_replaced_server_is_one_change_however_many_pages_name_it(
    store: Store, known: Documented
) -> None:
    printed(store, known.client)
    (row,) = store.ask(fact_rows, "device", [known.server])
    new = {"serial": "NEW-1", "model": "PowerEdge T360"}
    store.do(facts.edit_facts, "device", [(row.id, row.version, new)])
    (said,) = store.ask(behind, known.client, "dr").changes
    assert "NEW-1" in said


def test_what_two_subjects_say_apart_is_told_apart() -> None:
    before = [
        Fact("Gear", "SRV1", "Serial", "7QX"),
        Fact("Systems", "Mail", "where", "SRV1, tag 7QX"),
        Fact("Systems", "Files", "where", "on SRV1, rack 7QX"),
    ]
    now = [
        Fact("Gear", "SRV1", "Serial", "NEW"),
        Fact("Systems", "Mail", "where", "SRV1, tag NEW"),
        Fact("Systems", "Files", "where", "on SRV1, shelf"),
    ]
    said = changes(before, now)
    assert len(said) == 2
    assert said[0].startswith("Gear, SRV1")
    assert said[1].startswith("Systems, Files")


def test_a_leaf_whose_words_changed_has_another_number(
    sqlite_store: Store, standing: Standing, clock: datetime
) -> None:
    """Kept beside: the number and a sum of the words of every leaf of these books.

    Where this fails for wording, raise the leaf's number in `leaf_forms.FORMS`, so that no binder
    on paper counts it as a change; then `make snapshots`.
    """
    known: Documented = standing(sqlite_store)
    found: dict[str, list[object]] = {}
    for kind in ("dr", "ndb"):
        printed(sqlite_store, known.client, kind)
        row = sqlite_store.ask(newest, known.client, kind)
        edition = sqlite_store.ask(kept_of, row) if row else None
        assert edition is not None
        words: dict[str, set[str]] = {}
        for page in edition.pages:
            if not (page.always or page.place.divides):
                words.setdefault(page.place.leaf.partition("/")[0], set()).update(page.text.split())
        for name, said in words.items():
            total = sha256(" ".join(sorted(said)).encode()).hexdigest()[:16]
            found.setdefault(name, [leaf_forms.form_of(name), total])
    if os.environ.get("MSPDESK_SNAPSHOTS") == "write":
        KEPT.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", "utf-8")
    expected = json.loads(KEPT.read_text("utf-8"))
    wrong = {
        name: "raise its number" if form[0] == expected.get(name, [0])[0] else "make snapshots"
        for name, form in found.items()
        if form != expected.get(name)
    }
    assert wrong == {}
    assert set(found) == set(expected)


def test_what_is_typed_back_is_told_letter_from_letter() -> None:
    key = Printed(1, "Firewall", 1, {"user": Secret("admin"), "secret": Secret("l1I O0o")})
    table = keys_table([key], ("user", "secret"))
    layout = Layout(title="Keys", head=Head("a", "b"), foot=Foot("c"), blocks=[table])
    made = prepare(Printable("k", "Keys", lambda _s: None, lambda _d: layout), None, Paper.A4)
    assert b"DejaVuSansMono" in made.pdf
    assert "l1I O0o" in text_of(made.pdf)
