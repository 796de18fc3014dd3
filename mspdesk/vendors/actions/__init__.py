"""Things people do to vendors and to the stock room."""

from .accounts import (
    add_account,
    duplicate_account,
    edit_account,
    retire_account,
    write_authorization,
)
from .stock import (
    add_item,
    bring_in,
    count_item,
    duplicate_item,
    edit_item,
    retire_item,
    reverse_move,
    take_out,
)
from .vendors import (
    add_contact,
    add_vendor,
    allow_person,
    duplicate_vendor,
    edit_contact,
    edit_vendor,
    look_at_channel,
    remove_contact,
    retire_vendor,
    withdraw_person,
)

__all__ = [
    "add_account",
    "add_contact",
    "add_item",
    "add_vendor",
    "allow_person",
    "bring_in",
    "count_item",
    "duplicate_account",
    "duplicate_item",
    "duplicate_vendor",
    "edit_account",
    "edit_contact",
    "edit_item",
    "edit_vendor",
    "look_at_channel",
    "remove_contact",
    "retire_account",
    "retire_item",
    "retire_vendor",
    "reverse_move",
    "take_out",
    "withdraw_person",
    "write_authorization",
]
