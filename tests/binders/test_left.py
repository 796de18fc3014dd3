"""A copy that was left as it was when others were brought to a new edition is not forgotten."""

from mspdesk.binders.queries.paper import behind, reprint_due
from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts
from mspdesk.documentation.queries.editions import copies
from mspdesk.documentation.queries.facts import facts as facts_of

from .binding import CLOSET, HOME, Documented, printed, proof_of


def test_a_copy_left_behind_is_told_listed_and_brought_alone(
    store: Store, known: Documented
) -> None:
    client = known.client
    printed(store, client, placed=(CLOSET, HOME))
    closet, home = store.ask(copies, client, "dr")
    row = next(row for row in store.ask(facts_of, client, "device") if row.id == known.firewall)
    store.do(facts.edit_facts, "device", [(row.id, row.version, {"serial": "FX-30991"})])
    printed(store, client, bring=(closet.id,), replacements=True)

    found = store.ask(behind, client, "dr")
    assert found.left == (home.number,)
    assert found.words == "Edition 2 is up to date; copy 2 has an older edition"
    (due,) = store.ask(reprint_due)
    assert due.why == "copy 2 has an older edition"

    # Both are ticked on the form; the one that is up to date gets no pages.
    proof = printed(store, client, bring=(closet.id, home.id), replacements=True)
    assert [sheaf.number for sheaf in proof.sheaves] == [2]
    assert proof.edition == 2
    assert [copy.edition for copy in store.ask(copies, client, "dr")] == [2, 2]
    assert store.ask(behind, client, "dr").words == "Edition 2 is up to date"
    assert store.ask(reprint_due) == []


def test_copies_left_behind_stand_beside_what_changed(store: Store, known: Documented) -> None:
    client = known.client
    printed(store, client, placed=(CLOSET, HOME, CLOSET))
    held = store.ask(copies, client, "dr")
    for serial in ("FX-1", "FX-2"):
        row = next(row for row in store.ask(facts_of, client, "device") if row.id == known.firewall)
        store.do(facts.edit_facts, "device", [(row.id, row.version, {"serial": serial})])
        if serial == "FX-1":
            printed(store, client, bring=(held[0].id,), replacements=True)
    words = store.ask(behind, client, "dr").words
    assert words == "Edition 2 is 1 change behind; copies 2, 3 have an older edition"
    proof = proof_of(store, client, bring=tuple(copy.id for copy in held), replacements=True)
    assert [sheaf.number for sheaf in proof.sheaves] == [1, 2, 3]
