"""What may be written about vendors and stock, and what is refused, on both kinds of books."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mspdesk.database.store import Store
from mspdesk.errors import Conflict, UserError
from mspdesk.letters import queries as letters
from mspdesk.vendors import actions, queries
from mspdesk.vendors.models import StockItem

from .conftest import Room

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "tern DISTRIBUTION"),
        ("name", "N" * 201),
        ("kind", "shop"),
        ("email", "orders at tern"),
        ("portal", "https://me:secret@tern.example"),
    ],
)
def test_what_is_wrong_with_a_vendor_is_named(
    store: Store, room: Room, field: str, value: object
) -> None:
    before = store.ask(queries.vendor, room.prairie)
    assert before is not None
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_vendor, room.prairie, before.version, {field: value})
    assert refused.value.field == field
    assert store.ask(queries.vendor, room.prairie) == before


def test_two_who_change_one_vendor_are_told(store: Store, room: Room) -> None:
    held = store.ask(queries.vendor, room.tern)
    assert held is not None
    store.do(actions.edit_vendor, room.tern, held.version, {"terms": "Net 15"})
    with pytest.raises(Conflict):
        store.do(actions.edit_vendor, room.tern, held.version, {"terms": "Net 45"})


def test_a_copy_of_a_vendor_has_a_name_and_number_of_its_own(store: Store, room: Room) -> None:
    first = store.ask(queries.vendor, store.do(actions.duplicate_vendor, room.tern))
    second = store.ask(queries.vendor, store.do(actions.duplicate_vendor, room.tern))
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("Tern Distribution (copy)", "Tern Distribution (copy 2)")
    assert (first.number, second.number) == ("V0003", "V0004")
    assert (first.terms, first.account_number) == ("Net 30", "")


def test_a_retired_vendor_leaves_the_stack_and_comes_back(store: Store, room: Room) -> None:
    store.do(actions.retire_vendor, room.tern)
    assert store.ask(queries.stack).vendors == 0
    assert [row.name for row in store.ask(queries.vendors, all_of_them=False)] == ["Prairie Fiber"]
    store.do(actions.retire_vendor, room.tern, active=True)
    assert len(store.ask(queries.vendors, all_of_them=False)) == 2


def test_what_was_found_about_a_channel_has_its_day(store: Store, room: Room) -> None:
    held = store.ask(queries.vendor, room.tern)
    assert held is not None
    with pytest.raises(UserError) as refused:
        store.do(
            actions.look_at_channel,
            room.tern,
            held.version,
            {"commitment": "mixed", "commitment_on": date(2026, 3, 12)},
        )
    assert refused.value.field == "commitment_on"
    store.do(
        actions.look_at_channel,
        room.tern,
        held.version,
        {"commitment": "mixed", "poaches": True, "commitment_notes": "Called a client in May."},
    )
    found = store.ask(queries.vendor, room.tern)
    assert found is not None
    assert (found.commitment_words, found.commitment_on) == ("Mixed", date(2026, 3, 11))
    assert found.poaches
    store.do(actions.look_at_channel, room.tern, found.version, {"commitment": ""})
    again = store.ask(queries.vendor, room.tern)
    assert again is not None
    assert (again.commitment_words, again.commitment_on) == ("Not looked at yet", None)
    assert again.poaches


def test_who_of_us_may_order_is_said_once(store: Store, room: Room) -> None:
    shop = room.shop
    store.do(actions.allow_person, room.tern, shop.marcus)
    store.do(actions.allow_person, room.tern, shop.dana, may_order=True)
    store.do(
        actions.allow_person, room.tern, shop.marcus, may_order=True, since_on=date(2026, 1, 5)
    )
    rows = store.ask(queries.our_people, room.tern)
    assert [(row.name, row.may_order, row.since_on) for row in rows] == [
        ("Dana Whitlock", True, date(2026, 3, 11)),
        ("Marcus Oduya", True, date(2026, 1, 5)),
    ]
    assert store.ask(queries.may_order, room.tern, shop.marcus)
    store.do(actions.withdraw_person, rows[1].id)
    assert not store.ask(queries.may_order, room.tern, shop.marcus)


def test_contacts_are_added_changed_and_removed(store: Store, room: Room) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.add_contact, room.tern, {"name": ""})
    assert refused.value.field == "name"
    contact = store.do(actions.add_contact, room.tern, {"name": "Lee Park", "role": "Orders"})
    (row,) = store.ask(queries.vendor_contacts, room.tern)
    store.do(actions.edit_contact, contact, row.version, {"phone": "612-555-0100"})
    (row,) = store.ask(queries.vendor_contacts, room.tern)
    assert (row.name, row.role, row.phone) == ("Lee Park", "Orders", "612-555-0100")
    store.do(actions.remove_contact, contact)
    assert store.ask(queries.vendor_contacts, room.tern) == []


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"client_id": None}, "client_id"),
        ({"vendor_id": None}, "vendor_id"),
        ({"vendor_id": 9_999}, "vendor_id"),
        ({"letter_on": date(2026, 3, 12)}, "letter_on"),
    ],
)
def test_what_is_wrong_with_an_account_is_named(
    store: Store, room: Room, details: dict[str, Any], field: str
) -> None:
    whole = {"client_id": room.shop.kestrel, "vendor_id": room.prairie, **details}
    with pytest.raises(UserError) as refused:
        store.do(actions.add_account, whole)
    assert refused.value.field == field


def test_the_letter_is_written_from_the_account(store: Store, room: Room) -> None:
    assert "does not know us" in store.ask(queries.may_call, room.account)
    letter = store.ask(letters.letter_page, store.do(actions.write_authorization, room.account))
    assert letter.state == "draft"
    assert letter.addressee == "Prairie Fiber\nPO Box 12\nAda, MN 56510"
    assert "Our account with you is 44-0187." in letter.body
    assert "This authorization holds until we cancel it." in letter.body
    (account,) = store.ask(queries.accounts, client_id=room.shop.brightwater)
    assert account.letter_on == date(2026, 3, 11)
    assert "has not confirmed" in store.ask(queries.may_call, room.account)
    store.do(actions.edit_account, room.account, account.version, {"we_may_call": True})
    assert store.ask(queries.may_call, room.account) == ""
    ((_, number, _),) = store.ask(queries.account_letters, room.account)
    assert number == letter.number


def test_no_letter_without_a_number_the_vendor_knows(store: Store, room: Room) -> None:
    bare = store.do(actions.duplicate_account, room.account)
    with pytest.raises(UserError, match="account number first"):
        store.do(actions.write_authorization, bare)
    store.do(actions.retire_account, bare)
    assert store.ask(queries.account_count, room.shop.brightwater) == 1


# Stock.


def _on_hand(store: Store, item: int) -> int:
    row = store.ask(queries.item, item)
    assert row is not None
    return row.on_hand


@pytest.mark.parametrize(
    ("field", "value"),
    [("code", ""), ("code", "sw-8"), ("name", " "), ("least", -1), ("unit_cost", -1)],
)
def test_what_is_wrong_with_an_item_is_named(
    store: Store, room: Room, field: str, value: object
) -> None:
    before = store.ask(queries.item, room.cable)
    assert before is not None
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_item, room.cable, before.version, {field: value})
    assert refused.value.field == field
    assert store.ask(queries.item, room.cable) == before


def test_pieces_are_counted_by_moves_only(store: Store, room: Room) -> None:
    held = store.ask(queries.item, room.cable)
    assert held is not None
    with pytest.raises(AttributeError):
        store.do(actions.edit_item, room.cable, held.version, {"on_hand": 100})


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({}, "quantity"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": 1, "on": date(2026, 3, 12)}, "on"),
        ({"quantity": 1, "kind": "sold"}, "kind"),
        ({"quantity": 1, "serials": "SN-9"}, "serials"),
        ({"quantity": 1, "unit_cost": -1}, "unit_cost"),
    ],
)
def test_what_is_wrong_with_pieces_that_come_is_named(
    store: Store, room: Room, details: dict[str, Any], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.bring_in, room.cable, details)
    assert refused.value.field == field
    assert _on_hand(store, room.cable) == 12


def test_what_is_sold_or_used_names_its_client(store: Store, room: Room) -> None:
    for kind in ("sold", "used"):
        with pytest.raises(UserError) as refused:
            store.do(actions.take_out, room.cable, {"quantity": 1, "kind": kind})
        assert refused.value.field == "client_id"
    store.do(actions.take_out, room.cable, {"quantity": 1, "kind": "sent_back"})
    assert _on_hand(store, room.cable) == 11


def test_a_serial_comes_in_once_and_goes_out_once(store: Store, room: Room) -> None:
    client = {"client_id": room.shop.kestrel}
    with pytest.raises(UserError, match="SN-2 is in stock already") as refused:
        store.do(actions.bring_in, room.switch, {"serials": "SN-3, sn-2"})
    assert refused.value.field == "serials"
    store.do(actions.take_out, room.switch, {"serials": "SN-1", **client})
    with pytest.raises(UserError, match="SN-1 is not in stock"):
        store.do(actions.take_out, room.switch, {"serials": "SN-1", **client})
    with pytest.raises(UserError, match="SN-1 came in on Mar 11 before"):
        store.do(actions.bring_in, room.switch, {"serials": "SN-1"})
    store.do(actions.bring_in, room.switch, {"serials": "SN-1", "kind": "returned"})
    assert store.ask(queries.serials_on_hand, room.switch) == ["SN-1", "SN-2"]


def test_capitals_of_any_language_do_not_make_two_of_one(store: Store, room: Room) -> None:
    store.do(actions.bring_in, room.switch, {"serials": "ÄÉ-1"})
    with pytest.raises(UserError, match="ÄÉ-1 is in stock already"):
        store.do(actions.bring_in, room.switch, {"serials": "äé-1"})
    store.do(actions.take_out, room.switch, {"serials": "äé-1", "client_id": room.shop.kestrel})
    assert store.ask(queries.moves, room.switch)[0].serial == "ÄÉ-1"
    assert store.ask(queries.check_stock) == []
    store.do(actions.add_vendor, {"name": "Ärzte GmbH"})
    with pytest.raises(UserError) as refused:
        store.do(actions.add_vendor, {"name": "ÄRZTE gmbh"})
    assert refused.value.field == "name"


def test_a_count_puts_the_books_right_and_says_why(store: Store, room: Room) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.count_item, room.cable, {"counted": 9})
    assert refused.value.field == "reason"
    store.do(actions.count_item, room.cable, {"counted": 9, "reason": "Used at the fair"})
    assert _on_hand(store, room.cable) == 9
    store.do(actions.count_item, room.cable, {"counted": 9})
    newest, before, _ = store.ask(queries.moves, room.cable)
    assert (newest.signed, before.signed, before.reason) == ("0", "-3", "Used at the fair")
    assert not newest.reversible


def test_serials_are_counted_by_what_was_found(store: Store, room: Room) -> None:
    with pytest.raises(UserError) as refused:
        store.do(actions.count_item, room.switch, {"serials": "SN-2\nSN-9"})
    assert refused.value.field == "reason"
    found = {"serials": "SN-2\nSN-9", "reason": "SN-1 is nowhere"}
    store.do(actions.count_item, room.switch, found)
    assert store.ask(queries.serials_on_hand, room.switch) == ["SN-2", "SN-9"]
    assert _on_hand(store, room.switch) == 2


def test_a_wrong_move_is_reversed_once_and_both_stay(store: Store, room: Room) -> None:
    sold = {"quantity": 5, "client_id": room.shop.kestrel}
    (move,) = store.do(actions.take_out, room.cable, sold)
    back = store.do(actions.reverse_move, move, "Wrong client")
    assert _on_hand(store, room.cable) == 12
    newest, reversed_one, _ = store.ask(queries.moves, room.cable)
    assert (newest.signed, newest.client) == ("+5", "Kestrel Machine & Tool")
    assert (newest.words, reversed_one.reversed, reversed_one.reversible) == (
        "Reversed",
        True,
        False,
    )
    with pytest.raises(UserError, match="reversed before"):
        store.do(actions.reverse_move, move)
    with pytest.raises(UserError, match="takes another one back"):
        store.do(actions.reverse_move, back)


def test_a_reversal_does_not_take_what_is_gone_without_a_reason(store: Store, room: Room) -> None:
    first = store.ask(queries.moves, room.cable)[-1]
    store.do(actions.take_out, room.cable, {"quantity": 2, "client_id": room.shop.kestrel})
    with pytest.raises(UserError) as refused:
        store.do(actions.reverse_move, first.id)
    assert refused.value.field == "reason"
    store.do(actions.reverse_move, first.id, "The parcel never came")
    assert _on_hand(store, room.cable) == -2


def test_a_move_of_a_serial_that_went_on_stays(store: Store, room: Room) -> None:
    came = next(m for m in store.ask(queries.moves, room.switch) if m.serial == "SN-1")
    sold = {"serials": "SN-1", "client_id": room.shop.kestrel}
    (gone,) = store.do(actions.take_out, room.switch, sold)
    with pytest.raises(UserError, match="SN-1 moved on since"):
        store.do(actions.reverse_move, came.id)
    store.do(actions.reverse_move, gone)
    store.do(actions.reverse_move, came.id)
    assert store.ask(queries.serials_on_hand, room.switch) == ["SN-2"]
    store.do(actions.bring_in, room.switch, {"serials": "SN-1"})
    assert store.ask(queries.check_stock) == []


def test_an_item_is_retired_when_none_is_left(store: Store, room: Room) -> None:
    with pytest.raises(UserError, match="Take them out first"):
        store.do(actions.retire_item, room.cable)
    copy = store.do(actions.duplicate_item, room.cable)
    store.do(actions.retire_item, copy)
    assert [row.code for row in store.ask(queries.items, all_of_them=False)] == ["CAT6-2M", "SW-8"]
    with pytest.raises(UserError, match="retired"):
        store.do(actions.bring_in, copy, {"quantity": 1})
    held = store.ask(queries.item, room.switch)
    assert held is not None
    with pytest.raises(UserError) as refused:
        store.do(actions.edit_item, room.switch, held.version, {"serials": False})
    assert refused.value.field == "serials"


def test_the_check_sees_what_does_not_add_up(store: Store, room: Room) -> None:
    assert store.ask(queries.check_stock) == []
    with store.step("Spoil") as session:
        session.get_one(StockItem, room.switch).on_hand = 7
    assert store.ask(queries.check_stock) == [
        "Stock item SW-8 says 7 on hand, its moves say 2.",
        "Stock item SW-8 has 7 on hand and 2 serials.",
    ]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["in", "out", "count", "reverse"]),
            st.integers(1, 8),
            st.sampled_from(["", "Found in the van"]),
        ),
        max_size=8,
    )
)
def test_pieces_on_hand_are_the_sum_of_any_moves(
    store: Store, room: Room, deeds: list[tuple[str, int, str]]
) -> None:
    for deed, n, reason in deeds:
        before = _on_hand(store, room.cable)
        try:
            _deed(store, room, deed, n, reason)
        except UserError:
            assert _on_hand(store, room.cable) == before
        else:
            assert _on_hand(store, room.cable) >= 0 or reason or before < 0
    assert store.ask(queries.check_stock) == []


def _deed(store: Store, room: Room, deed: str, n: int, reason: str) -> None:
    more = {"reason": reason, "client_id": room.shop.kestrel}
    if deed == "in":
        store.do(actions.bring_in, room.cable, {"quantity": n, **more})
    elif deed == "out":
        store.do(actions.take_out, room.cable, {"quantity": n * 2, **more})
    elif deed == "count":
        store.do(actions.count_item, room.cable, {"counted": n, **more})
    else:
        moves = store.ask(queries.moves, room.cable)
        store.do(actions.reverse_move, moves[n % len(moves)].id, reason)


def test_every_verb_can_be_taken_back(store: Store, room: Room) -> None:
    shop = room.shop
    contact = store.do(actions.add_contact, room.tern, {"name": "Lee Park"})
    person = store.do(actions.allow_person, room.tern, shop.dana)
    move = store.ask(queries.moves, room.cable)[0]
    sold = {"quantity": 1, "client_id": shop.kestrel}
    spare = store.do(actions.duplicate_item, room.cable)
    verbs: tuple[tuple[Any, tuple[Any, ...]], ...] = (
        (actions.add_vendor, ({"name": "Heron Cloud"},)),
        (actions.edit_vendor, (room.prairie, 1, {"terms": "Net 10"})),
        (actions.duplicate_vendor, (room.tern,)),
        (actions.retire_vendor, (room.tern,)),
        (actions.look_at_channel, (room.prairie, None, {"commitment": "direct"})),
        (actions.add_contact, (room.prairie, {"name": "Kim"})),
        (actions.edit_contact, (contact, None, {"role": "Sales"})),
        (actions.remove_contact, (contact,)),
        (actions.allow_person, (room.tern, shop.marcus)),
        (actions.withdraw_person, (person,)),
        (actions.add_account, ({"client_id": shop.kestrel, "vendor_id": room.tern},)),
        (actions.edit_account, (room.account, None, {"pin_hint": "Office safe"})),
        (actions.duplicate_account, (room.account,)),
        (actions.retire_account, (room.account,)),
        (actions.write_authorization, (room.account,)),
        (actions.add_item, ({"code": "UPS", "name": "UPS"},)),
        (actions.edit_item, (room.cable, None, {"least": 2})),
        (actions.duplicate_item, (room.switch,)),
        (actions.retire_item, (spare,)),
        (actions.bring_in, (room.cable, {"quantity": 3, "unit_cost": 250})),
        (actions.take_out, (room.cable, sold)),
        (actions.count_item, (room.cable, {"counted": 14})),
        (actions.reverse_move, (move.id, "Never came")),
    )
    for verb, args in verbs:
        before = _everything(store, room)
        given_args: list[Any] = list(args)
        if None in given_args:
            given_args[1] = _version(store, room, verb.__name__)
        store.do(verb, *given_args)
        assert _everything(store, room) != before, verb.__name__
        store.undo()
        assert _everything(store, room) == before, verb.__name__
    assert store.ask(queries.check_stock) == []


def _version(store: Store, room: Room, verb: str) -> int:
    """The version of the row a verb changes."""
    if verb == "edit_contact":
        return store.ask(queries.vendor_contacts, room.tern)[0].version
    if verb == "edit_account":
        return store.ask(queries.accounts, vendor_id=room.prairie)[0].version
    held = (
        store.ask(queries.item, room.cable)
        if verb == "edit_item"
        else store.ask(queries.vendor, room.prairie)
    )
    assert held is not None
    return held.version


def _everything(store: Store, room: Room) -> list[Any]:
    """What lists show, without the versions that grow with every step."""
    rows: list[Any] = [
        *store.ask(queries.vendors),
        *store.ask(queries.vendor_contacts, room.tern),
        *store.ask(queries.vendor_contacts, room.prairie),
        *store.ask(queries.our_people, room.tern),
        *store.ask(queries.accounts),
        *store.ask(queries.items),
        *store.ask(queries.moves),
        *store.ask(letters.letters),
    ]
    return [
        [type(row), *(getattr(row, n) for n in type(row).__dataclass_fields__ if n != "version")]
        for row in rows
    ]
