"""A shop's own order of its binders."""

import pytest

from mspdesk.binders.actions.outlines import save_outline, ship_outline
from mspdesk.binders.queries.gather import LEAVES, binder
from mspdesk.binders.queries.outlines import outline_text, shipped_outline
from mspdesk.binders.rules.outline import read
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.letters.queries import texts
from tests.printing.pdftext import pages_of

from .binding import Documented, printed, proof_of

OWN = """
[[page]]
name = "generator"
title = "The generator"
text = "The key hangs behind the clock."
"""


def test_a_shop_orders_leaves_out_and_adds_pages_and_goes_back(
    store: Store, known: Documented
) -> None:
    text = shipped_outline("dr").replace('"shopping", ', '"generator", ') + OWN
    assert store.do(save_outline, "dr", text, 0) == 1
    pages = pages_of(proof_of(store, known.client).rendered.pdf)
    assert any("The key hangs behind the clock." in page for page in pages)
    assert not any("What to buy" in page for page in pages)
    assert store.do(save_outline, "dr", text, 1) == 1
    assert not [one for one in store.ask(texts) if one.name.startswith("binders")]
    assert store.do(ship_outline, "dr", 1) == 2
    assert store.ask(outline_text, "dr") == (shipped_outline("dr"), 2)


def test_a_bad_order_is_refused_with_its_line_and_the_old_one_stays(
    store: Store, known: Documented
) -> None:
    text = shipped_outline("dr").replace('"calls"', '"cals"')
    with pytest.raises(UserError, match=r"Line \d+: there is no page called “cals”") as refused:
        store.do(save_outline, "dr", text, 0)
    assert refused.value.field == "text"
    assert store.ask(outline_text, "dr")[1] == 0
    with pytest.raises(UserError, match="Somebody else"):
        store.do(save_outline, "dr", shipped_outline("dr"), 4)
    with pytest.raises(UserError, match="Choose a binder"):
        store.do(ship_outline, "xx", 0)


def test_a_page_added_to_a_printed_binder_is_filed_between_the_others(
    store: Store, known: Documented
) -> None:
    printed(store, known.client)
    text = shipped_outline("dr").replace('"shopping", ', '"shopping", "generator", ') + OWN
    store.do(save_outline, "dr", text, 0)
    from mspdesk.documentation.queries.editions import copies

    copy = store.ask(copies, known.client)[0]
    proof = proof_of(store, known.client, replacements=True, bring=(copy.id,))
    (sheaf,) = proof.sheaves
    assert sheaf.filing is not None
    put_in = [str(label) for label in sheaf.filing.put_in]
    assert "5-1a" in put_in
    assert "5-2" not in put_in
    assert proof.changes == ("The generator: text The key hangs behind the clock.",)


def test_every_page_an_outline_may_name_can_stand_in_either_binder(
    store: Store, known: Documented
) -> None:
    names = [name for name in LEAVES if name not in {"cover", "contents"}]
    pages = ", ".join(f'"{name}"' for name in names)
    text = f'title = "All"\nfront = ["cover", "contents"]\n[[tab]]\nword = "All"\npages = [{pages}]'
    assert len(read(text, LEAVES).tabs[0].pages) == len(names)
    store.do(save_outline, "ndb", text, 0)
    found = store.ask(binder, known.client, "ndb")
    assert {leaf.name for leaf in found.leaves} == set(LEAVES)
    assert proof_of(store, known.client, "ndb").rendered.pages > len(LEAVES)
