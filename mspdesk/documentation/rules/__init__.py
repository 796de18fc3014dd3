"""What may be written down about a client, one module a subject."""

from .devices import DEVICE_ICONS, DEVICE_KINDS, OWNERS

__all__ = ["DEVICE_ICONS", "DEVICE_KINDS", "OWNERS"]
