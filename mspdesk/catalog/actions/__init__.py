"""Things people do to the catalogue and the plans, in one place to import from."""

from .items import add_item, duplicate_item, edit_item, move_item, restore_item, retire_item
from .plans import (
    add_row,
    drop_revision,
    drop_row,
    edit_row,
    edit_tier,
    move_row,
    new_revision,
    put_in_force,
    set_cell,
    set_labor,
    set_price,
)
from .starting import bring_starter

__all__ = [
    "add_item",
    "add_row",
    "bring_starter",
    "drop_revision",
    "drop_row",
    "duplicate_item",
    "edit_item",
    "edit_row",
    "edit_tier",
    "move_item",
    "move_row",
    "new_revision",
    "put_in_force",
    "restore_item",
    "retire_item",
    "set_cell",
    "set_labor",
    "set_price",
]
