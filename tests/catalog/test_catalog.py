"""Offerings and plans through the real verbs, on both kinds of books."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mspdesk.catalog import actions, queries, rules
from mspdesk.catalog.queries import ItemRow
from mspdesk.catalog.rules import starter
from mspdesk.database.store import Store
from mspdesk.errors import Conflict, UserError
from mspdesk.money import QUANTITY

from .conftest import Offering, in_force


def named(store: Store, code: str) -> ItemRow:
    """The offering of a code."""
    return next(one for one in store.ask(queries.items, retired=True) if one.code == code)


def test_new_books_offer_the_usual_at_no_price(empty_store: Store) -> None:
    assert empty_store.do(actions.bring_starter) == len(starter.OFFERINGS)
    found = empty_store.ask(queries.items)
    assert {one.price for one in found} == {0}
    assert all(one.setup_by == rules.setup_default(one.setup_kind) for one in found)
    with pytest.raises(UserError, match="already"):
        empty_store.do(actions.bring_starter)


def test_the_starter_can_be_taken_back_and_brought_again(empty_store: Store) -> None:
    empty_store.do(actions.bring_starter)
    empty_store.undo()
    assert empty_store.ask(queries.items) == []
    assert empty_store.ask(queries.current_grid) is None
    empty_store.do(actions.bring_starter)
    assert len(empty_store.ask(queries.revisions)) == 1


def test_an_offering_is_added_changed_copied_and_retired(shop: Offering) -> None:
    store = shop.books
    made = store.do(actions.add_item, "vpn", "Remote access", {"setup_kind": "cloud"})
    one = named(store, "VPN")
    assert (one.id, one.name, one.setup_by, one.active) == (made, "Remote access", "admin", True)
    store.do(actions.edit_item, made, one.version, {"price": 1_500, "cost": 600})
    with pytest.raises(Conflict):
        store.do(actions.edit_item, made, one.version, {"price": 1})
    copy = store.do(actions.duplicate_item, made)
    twin = named(store, "VPN-2")
    assert (twin.id, twin.price, twin.name) == (copy, 1_500, "Remote access, copy")
    store.do(actions.retire_item, copy, twin.version)
    assert [one.code for one in store.ask(queries.items, "remote")] == ["VPN"]
    assert len(store.ask(queries.items, "remote", retired=True)) == 2
    store.do(actions.restore_item, copy, named(store, "VPN-2").version)
    assert len(store.ask(queries.items, "vpn")) == 2


@pytest.mark.parametrize(
    ("code", "name", "more", "field"),
    [
        ("", "Something", {}, "code"),
        ("ONE", " ", {}, "name"),
        ("av", "Antivirus again", {}, "code"),
        ("ONE", "One", {"price": -1}, "price"),
        ("ONE", "One", {"unit": "barrel"}, "unit"),
        ("ONE", "One", {"kind": "gift"}, "kind"),
        ("ONE", "One", {"counts": "stars"}, "counts"),
        ("ONE", "One", {"setup_kind": "bdr", "setup_by": "admin"}, "setup_by"),
        ("ONE", "One", {"setup_kind": "magic"}, "setup_kind"),
        ("ONE", "One", {"members": [(1, 0)]}, "members"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    shop: Offering, code: str, name: str, more: dict[str, object], field: str
) -> None:
    before = len(shop.books.ask(queries.items))
    with pytest.raises(UserError) as caught:
        shop.books.do(actions.add_item, code, name, more)
    assert caught.value.field == field
    assert len(shop.books.ask(queries.items)) == before


def test_a_bundle_costs_what_its_members_do_and_never_holds_itself(shop: Offering) -> None:
    store = shop.books
    agent, antivirus, care = (named(store, code) for code in ("RMM", "AV", "CARE-WS"))
    store.do(actions.edit_item, agent.id, agent.version, {"cost": 400})
    store.do(actions.edit_item, antivirus.id, antivirus.version, {"cost": 275})
    assert named(store, "CARE-WS").cost == 675
    office = store.do(
        actions.add_item, "DESK", "Desk", {"members": [(care.id, QUANTITY), (agent.id, 5_000)]}
    )
    assert named(store, "DESK").cost == 875
    assert store.ask(queries.held_in)[office] == {
        care.id: QUANTITY,
        agent.id: 15_000,
        antivirus.id: QUANTITY,
    }
    for holder in (agent, care):
        with pytest.raises(UserError, match="itself"):
            held = named(store, holder.code)
            members = {"members": [(office, QUANTITY)]}
            store.do(actions.edit_item, held.id, held.version, members)
    with pytest.raises(UserError, match="holds it"):
        store.do(actions.retire_item, agent.id, named(store, "RMM").version)


def test_what_a_bundle_holds_is_typed_as_codes(shop: Offering) -> None:
    store = shop.books
    care = named(store, "CARE-WS")
    assert queries.member_text(care) == "RMM\nAV"
    agent, spam = named(store, "RMM"), named(store, "SPAM")
    read = store.ask(queries.read_members, " rmm 2\n\nSPAM 0.5")
    assert read == [(agent.id, 20_000), (spam.id, 5_000)]
    with pytest.raises(UserError) as caught:
        store.ask(queries.read_members, "RMM\nNOTHING 2")
    assert caught.value.field == "members"


def test_a_clients_devices_fill_in_the_counts_and_the_price(shop: Offering) -> None:
    store = shop.books
    counts = store.ask(queries.counts_for, shop.brightwater)
    assert (counts["server"], counts["workstation"], counts["user"]) == (1, 1, 11)
    plans = {one.code: one for one in store.ask(queries.priced, shop.grid, counts)}
    assert plans["gold"].monthly == 31_000
    assert plans["silver"].monthly == 15_000


def test_a_revision_in_force_is_frozen_and_the_next_one_begins_from_it(shop: Offering) -> None:
    store = shop.books
    in_force(shop)
    with pytest.raises(UserError, match="new revision"):
        store.do(actions.set_price, shop.gold, "server", {"price": 1})
    draft = store.do(actions.new_revision)
    assert store.do(actions.new_revision) == draft
    grid, before = store.ask(queries.plan_grid, draft), store.ask(queries.plan_grid)
    assert grid is not None
    assert before is not None
    assert (grid.revision, grid.state, before.id) == (2, "draft", shop.grid)
    assert [line.cells for line in grid.lines] == [line.cells for line in before.lines]
    gold = next(tier for tier in grid.tiers if tier.code == "gold")
    store.do(actions.set_price, gold.id, "workstation", {"price": 6_500})
    held = store.ask(queries.revision, draft)
    assert held is not None
    with pytest.raises(UserError) as caught:
        store.do(actions.put_in_force, draft, held.version, date(2026, 1, 1))
    assert caught.value.field == "effective_on"
    store.do(actions.put_in_force, draft, held.version, date(2026, 4, 1))
    assert [one.state for one in store.ask(queries.revisions)] == ["current", "past"]
    counts = {"workstation": 10}
    old = {one.code: one.monthly for one in store.ask(queries.priced, shop.grid, counts)}
    new = {one.code: one.monthly for one in store.ask(queries.priced, draft, counts)}
    assert (old["gold"], new["gold"]) == (60_000, 65_000)


def test_a_draft_is_dropped_whole_and_comes_back(shop: Offering) -> None:
    store = shop.books
    in_force(shop)
    draft = store.do(actions.new_revision)
    store.do(actions.drop_revision, draft)
    assert [one.id for one in store.ask(queries.revisions)] == [shop.grid]
    store.undo()
    grid = store.ask(queries.plan_grid, draft)
    assert grid is not None
    assert len(grid.lines) == len(starter.ROWS)
    with pytest.raises(UserError, match="draft"):
        store.do(actions.drop_revision, shop.grid)


def test_plans_without_a_price_are_not_offered(shop: Offering) -> None:
    store = shop.books
    store.do(actions.set_price, shop.gold, "server", {"price": 0})
    store.do(actions.set_price, shop.gold, "workstation", {"price": 0})
    with pytest.raises(UserError, match="Gold") as caught:
        in_force(shop)
    assert caught.value.field == "price"


def test_rows_and_cells_are_edited_moved_and_taken_off(shop: Offering) -> None:
    store = shop.books
    made = store.do(actions.add_row, shop.grid, " Web  filter ")
    store.do(actions.set_cell, made, shop.gold, "Extra, $4 a user")
    store.do(actions.move_row, made, -1)
    grid = store.ask(queries.plan_grid, shop.grid)
    assert grid is not None
    assert [line.text for line in grid.lines][-2:] == ["Web filter", "After hours and holidays"]
    assert grid.lines[-2].cells == (("no", ""), ("words", "Extra, $4 a user"), ("no", ""))
    words = queries.tier_texts(grid, "gold")
    assert "Web filter: Extra, $4 a user" in words["included"].splitlines()
    store.do(actions.edit_row, made, "Web filter on every computer")
    with pytest.raises(UserError) as caught:
        store.do(actions.edit_row, made, " ")
    assert caught.value.field == "text"
    store.do(actions.drop_row, made)
    after = store.ask(queries.plan_grid, shop.grid)
    assert after is not None
    assert len(after.lines) == len(starter.ROWS)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(("server", "workstation", "user", "printer")), st.integers(0, 500)
    )
)
def test_a_plan_is_the_sum_of_its_lines_at_any_counts(
    shop: Offering, counts: dict[str, int]
) -> None:
    for plan in shop.books.ask(queries.priced, shop.grid, counts):
        assert plan.monthly == sum(line.price * line.count for line in plan.lines)
        assert plan.margin.revenue == plan.monthly
        assert plan.margin.cost == sum(line.cost * line.count for line in plan.lines)
        assert plan.margin.left == plan.monthly - plan.margin.cost - plan.margin.labor
        assert all(line.count == counts.get(line.unit, 1) for line in plan.lines)
