"""Things people write down about clients, one module a subject; devices are named here."""

from .devices import add_device, edit_device, retire_device

__all__ = ["add_device", "edit_device", "retire_device"]
