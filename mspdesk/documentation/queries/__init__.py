"""Questions about what is installed at clients, one module a subject; devices are named here."""

from .devices import (
    DeviceHit,
    DeviceRow,
    device,
    device_count,
    devices_of,
    search_devices,
)

__all__ = [
    "DeviceHit",
    "DeviceRow",
    "device",
    "device_count",
    "devices_of",
    "search_devices",
]
