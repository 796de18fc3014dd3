"""S096: one action hands everything over, in a folder that opens without us, with a receipt.

With it S095: nothing in the package marks anything as ours, and nobody's leave is asked.
"""

import csv
import hashlib
from pathlib import Path

import pytest
from pypdf import PdfReader

from mspdesk.binders.actions.handover import note_receipt
from mspdesk.binders.queries.handover import hand_overs, shown
from mspdesk.binders.runs.handover import Handed, To, hand_over
from mspdesk.database.store import Store
from mspdesk.documentation.actions.credentials import add_credential
from mspdesk.errors import Cancelled, Trouble, UserError
from mspdesk.printing.page import Paper
from mspdesk.progress import Progress
from mspdesk.tickets.actions import open_ticket
from mspdesk.vault.queries import looks
from mspdesk.vault.secret import Secret
from tests.binders.binding import Documented
from tests.binders.binding import furnish as document
from tests.bookcase import Furnish, Standing
from tests.printing.pdftext import flat, text_of
from tests.vault.conftest import DANA

pytestmark = [
    pytest.mark.system(95),
    pytest.mark.system(96),
    pytest.mark.usefixtures("clock"),
]

SECRET = "correct-horse-battery"
TITLE = "=1+1 Printer <b>jams</b>"


def with_vault(store: Store) -> Documented:
    """The documented client, one credential of it in the vault, one open ticket."""
    from mspdesk.vault import runs

    known = document(store)
    store.person_id = known.shop.dana
    made = runs.set_up(store, Progress(), Secret(DANA))
    store.do(
        add_credential,
        made.opened,
        known.client,
        {"label": "Firewall FW1"},
        {"user": Secret("admin"), "secret": Secret(SECRET)},
    )
    store.do(open_ticket, known.client, TITLE, {"estimate_minutes": 60})
    return known


@pytest.fixture(scope="session")
def furniture() -> Furnish:
    """The documented client with its vault."""
    return with_vault


@pytest.fixture
def known(sqlite_store: Store, standing: Standing) -> Documented:
    """The shop in a file."""
    made: Documented = standing(sqlite_store)
    sqlite_store.person_id = made.shop.dana
    return made


def to(known: Documented, **other: object) -> To:
    """Whom it is for."""
    values: dict[str, object] = {
        "client_id": known.client,
        "given_to": "Nora Lind",
        "company": "Northshore IT",
        "reason": "provider",
        "paper": Paper.LETTER,
    }
    return To(**(values | other))  # type: ignore[arg-type]  # as the tests say


def made(store: Store, known: Documented, place: Path, password: str = "") -> Handed:
    """A package."""
    secret = Secret(password) if password else None
    return hand_over(store, Progress(), to(known), place, secret)


def test_a_successor_finds_everything_without_us(
    sqlite_store: Store, known: Documented, tmp_path: Path
) -> None:
    handed = made(sqlite_store, known, tmp_path, DANA)
    assert handed.folder.name == "Hand-over Brightwater Veterinary 2026-03-11"
    names = {one.relative_to(handed.folder).as_posix() for one in handed.folder.rglob("*.*")}
    assert {
        "Network binder.pdf",
        "DR plan.pdf",
        "Credentials - locked.pdf",
        "Receipt - please sign.pdf",
        "Read me first.txt",
        "Lists/Devices.csv",
        "Lists/Open tickets.csv",
        "Lists/Contacts.csv",
    } <= names
    with (handed.folder / "Lists/Devices.csv").open(encoding="utf-8-sig", newline="") as file:
        devices = list(csv.DictReader(file))
    assert {"FW1", "PC00", "PC33"} <= {row["Name"] for row in devices}
    with (handed.folder / "Lists/Open tickets.csv").open(encoding="utf-8-sig", newline="") as file:
        (ticket,) = list(csv.DictReader(file))
    assert ticket["Title"] == f"'{TITLE}"
    receipt = flat(text_of((handed.folder / "Receipt - please sign.pdf").read_bytes()))
    for words in ("Nora Lind", "Northshore IT", "Everything in this package belongs to the client"):
        assert flat(words) in receipt
    (row,) = sqlite_store.ask(hand_overs, known.client)
    for line in row.files.splitlines():
        name, _, digest = line.rpartition("  ")
        assert hashlib.sha256((handed.folder / name).read_bytes()).hexdigest() == digest
    assert row.file_count == len(names)


def test_the_credentials_open_with_their_passphrase_alone(
    sqlite_store: Store, known: Documented, tmp_path: Path
) -> None:
    handed = made(sqlite_store, known, tmp_path, DANA)
    file = handed.folder / "Credentials - locked.pdf"
    for one in handed.folder.rglob("*.*"):
        assert SECRET.encode() not in one.read_bytes(), one.name
    reader = PdfReader(file)
    assert reader.is_encrypted
    assert not reader.decrypt("wrong")
    assert handed.passphrase is not None
    assert reader.decrypt(handed.passphrase.in_clear())
    text = flat("".join(page.extract_text() for page in reader.pages))
    assert flat(SECRET) in text
    seen = sqlite_store.ask(looks)
    assert {look.deed for look in seen} >= {"print"}


def test_without_them_the_receipt_says_where_they_are(
    sqlite_store: Store, known: Documented, tmp_path: Path
) -> None:
    handed = made(sqlite_store, known, tmp_path)
    assert handed.passphrase is None
    assert not (handed.folder / "Credentials - locked.pdf").exists()
    receipt = flat(text_of((handed.folder / "Receipt - please sign.pdf").read_bytes()))
    assert flat("handed over apart, in a sealed envelope") in receipt


@pytest.mark.parametrize(
    ("other", "field"), [({"given_to": " "}, "given_to"), ({"reason": ""}, "reason")]
)
def test_nothing_is_made_for_nobody(
    sqlite_store: Store, known: Documented, tmp_path: Path, other: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as refused:
        hand_over(sqlite_store, Progress(), to(known, **other), tmp_path)
    assert refused.value.field == field
    assert list(tmp_path.iterdir()) == [one for one in tmp_path.iterdir() if one.name == "shop"]


def test_a_wrong_password_leaves_nothing_behind(
    sqlite_store: Store, known: Documented, tmp_path: Path
) -> None:
    place = tmp_path / "out"
    place.mkdir()
    with pytest.raises(UserError) as refused:
        made(sqlite_store, known, place, "not the password")
    assert refused.value.field == "password"
    assert list(place.iterdir()) == []
    assert sqlite_store.ask(hand_overs, known.client) == []


def test_stopped_in_the_middle_it_leaves_nothing_behind(
    sqlite_store: Store, known: Documented, tmp_path: Path
) -> None:
    place = tmp_path / "out"
    place.mkdir()
    progress = Progress()
    progress.stop()
    with pytest.raises(Cancelled):
        hand_over(sqlite_store, progress, to(known), place)
    assert list(place.iterdir()) == []


def test_a_place_that_cannot_be_written_says_so(
    sqlite_store: Store, known: Documented, tmp_path: Path
) -> None:
    with pytest.raises(Trouble):
        hand_over(sqlite_store, Progress(), to(known), tmp_path / "nowhere")


def test_the_receipt_comes_back_signed(
    sqlite_store: Store, known: Documented, tmp_path: Path
) -> None:
    assert not sqlite_store.ask(shown, known.client)
    handed = made(sqlite_store, known, tmp_path)
    assert sqlite_store.ask(shown, known.client)
    (row,) = sqlite_store.ask(hand_overs, known.client)
    with pytest.raises(UserError, match="who signed"):
        sqlite_store.do(note_receipt, row.id, row.made_at.date(), " ")
    sqlite_store.do(note_receipt, handed.hand_over_id, row.made_at.date(), "Nora Lind")
    (row,) = sqlite_store.ask(hand_overs, known.client)
    assert (row.receipt_on, row.received_by) == (row.made_at.date(), "Nora Lind")
