"""How the sites and contacts of clients leave the program: columns of a file (S143)."""

from ..exchange.columns import FLAG, TEXT, WHOLE, OutColumn
from .queries import ContactRow, SiteRow

SITES: tuple[OutColumn[SiteRow], ...] = (
    OutColumn("Name", TEXT, lambda row: row.name),
    OutColumn("Main", FLAG, lambda row: row.main),
    OutColumn("Address", TEXT, lambda row: row.address),
    OutColumn("City", TEXT, lambda row: row.city),
    OutColumn("Region", TEXT, lambda row: row.region),
    OutColumn("Postal code", TEXT, lambda row: row.postal_code),
    OutColumn("Phone", TEXT, lambda row: row.phone),
    OutColumn("Open", TEXT, lambda row: row.hours),
    OutColumn("Time zone", TEXT, lambda row: row.time_zone),
    OutColumn("Landlord", TEXT, lambda row: row.landlord),
    OutColumn("Landlord's phone", TEXT, lambda row: row.landlord_phone),
    OutColumn("Alarm", TEXT, lambda row: row.alarm),
    OutColumn("Parking", TEXT, lambda row: row.parking),
    OutColumn("Equipment room", TEXT, lambda row: row.equipment_room),
    OutColumn("Binder lies", TEXT, lambda row: row.binder_place),
)

CONTACTS: tuple[OutColumn[ContactRow], ...] = (
    OutColumn("First name", TEXT, lambda row: row.first_name),
    OutColumn("Last name", TEXT, lambda row: row.last_name),
    OutColumn("Title", TEXT, lambda row: row.title),
    OutColumn("Phone", TEXT, lambda row: row.phone),
    OutColumn("Mobile", TEXT, lambda row: row.mobile),
    OutColumn("Email", TEXT, lambda row: row.email),
    OutColumn("Main", FLAG, lambda row: row.main),
    OutColumn("Billing", FLAG, lambda row: row.billing),
    OutColumn("In an emergency", WHOLE, lambda row: row.emergency),
    OutColumn("Works there", FLAG, lambda row: row.active),
)
