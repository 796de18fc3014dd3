"""The vault of the sample shop, with a few credentials of its well documented client."""

from sqlalchemy import select

from ..clients.models import Client
from ..database.store import Store
from ..documentation.actions.credentials import add_credential
from ..documentation.models.device import Device
from ..progress import Progress
from ..vault import actions, runs
from ..vault.passwords import SAMPLE
from ..vault.secret import Secret

_CLIENT = "Brightwater Veterinary"
_KEYS: tuple[tuple[str, str, str, bool, dict[str, str]], ...] = (
    (
        "Firewall, administrator",
        "login",
        "firewall",
        True,
        {"user": "admin", "secret": "Kelp-Harbor-71-Otter", "address": "https://10.20.4.1"},
    ),
    (
        "Server, local administrator",
        "login",
        "server",
        True,
        {"user": "BWV-SRV1\\localadmin", "secret": "nine lanterns on a pier"},
    ),
    (
        "Mail and office tenant",
        "login",
        "",
        True,
        {
            "user": "admin@brightwatervet.example",
            "secret": "tX7-quarry-moss",
            "totp": "JBSWY3DPEHPK3PXP",
            "address": "https://admin.mail.example",
        },
    ),
    ("Backup encryption", "encryption", "bdr", True, {"secret": "F4X9-1LQ7-88MD-ZZ02"}),
    ("Wireless, staff", "wifi", "access point", False, {"secret": "paws-and-claws-5"}),
    ("Domain registrar", "login", "", False, {"user": "brightwater", "secret": "Dog4Days!Lake"}),
    ("Alarm panel", "door", "", False, {"secret": "4410", "notes": "Ask for Ines before testing."}),
)


def lay_vault(store: Store, technicians: tuple[int, ...] = ()) -> None:
    """Set up the vault for whoever is at work, give keys to technicians, and fill it."""
    made = runs.set_up(store, Progress(), Secret(SAMPLE))
    for person_id in technicians:
        runs.add_person(store, Progress(), made.opened, person_id, Secret(SAMPLE))
    runs.confirm_recovery(store, Progress(), made.recovery)
    with store.read() as session:
        client_id = session.scalar(select(Client.id).where(Client.name == _CLIENT))
        devices = {
            kind: device_id
            for device_id, kind in session.execute(
                select(Device.id, Device.kind)
                .where(Device.client_id == client_id)
                .order_by(Device.id.desc())
            )
        }
    if client_id is None:
        return
    for label, kind, on, emergency, sealed in _KEYS:
        values = {"label": label, "kind": kind, "emergency": emergency}
        secrets = {name: Secret(words) for name, words in sealed.items()}
        values |= {"device_id": devices.get(on)}
        store.do(add_credential, made.opened, client_id, values, secrets)
    _looked(store, made)


def _looked(store: Store, made: runs.SetUp) -> None:
    """Somebody looked once, so that the list of looks has a line."""
    with store.step("Look into the vault", undoable=False) as session:
        actions.note_look(session, "open", why="The sample was made")
    made.opened.lock()
