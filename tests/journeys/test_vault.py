"""The vault by keys: set up, printed, typed back; a technician looks, an admin assistant cannot."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from mspdesk import dates
from mspdesk.app.papers import PaperPage
from mspdesk.database.books import new_books
from mspdesk.vault.secret import DOTS
from mspdesk.widgets.tabs import UnderlineTabs
from tests.printing.pdftext import text_of
from tests.sample import furnish

from .hands import Hands

MORNING = datetime(2026, 3, 11, 9, 0)
DANA, MARCUS = "a long drive to Duluth", "three new routers"
SECRET = "Kelp-Harbor-71-Otter"


def prepare(home: Path) -> str:
    """The small shop, without a vault."""
    place = str(home / "shop")
    with dates.frozen(MORNING):
        store = new_books(place, durable=False)
        furnish(store)
    store.close()
    return place


def test_a_vault_from_its_first_password_to_somebody_who_may_not(
    sit_down: Callable[[datetime], Hands], tmp_path: Path
) -> None:
    place = prepare(tmp_path / "home")
    hands = sit_down(MORNING)
    hands.begin(place)

    set_it_up(hands)
    give_marcus_a_key(hands)
    seal_a_password(hands)
    it_locks(hands)
    the_assistant_cannot(hands)
    the_technician_can(hands)
    assert hands.dialogs() == []
    books = [one.read_bytes() for one in Path(place).rglob("*") if one.is_file()]
    assert not any(SECRET.encode() in whole for whole in books)


def to_the_page(hands: Hands) -> None:
    """From anywhere to the page of preferences about the vault."""
    hands.press("Ctrl+K")
    hands.type(">preferences")
    hands.choose("Preferences")
    hands.until(lambda: "Every look is" in hands.words() or "Kept on" in hands.words(), "a page")
    if "Every look is" not in hands.words():
        hands.press("/")
        hands.type("vault")
        hands.press("Down", "Return")


def set_it_up(hands: Hands) -> None:
    """A password that is taken, and the recovery key from the printer back into the field."""
    to_the_page(hands)
    hands.until(lambda: "Set up the vault" in hands.words(), "the page about the vault")
    hands.fill("New password of the vault", "tooshort")
    hands.fill("The same again", "tooshort")
    hands.tab_to("Set up the vault")
    hands.press("Space")
    hands.until(lambda: "Too short" in hands.words(), "the refusal")
    hands.fill("New password of the vault", DANA)
    hands.fill("The same again", DANA)
    hands.tab_to("Set up the vault")
    hands.press("Space")
    hands.until(lambda: "kept nowhere" in hands.words(), "the recovery key")
    hands.tab_to("Print the recovery key")
    hands.press("Space")
    hands.until(lambda: isinstance(hands.window.view(), PaperPage), "the sheet")
    sheet = hands.window.view()
    assert isinstance(sheet, PaperPage)
    # Whoever locks the vault takes the sheet out of sight, and out of reach.
    hands.press("Ctrl+L")
    hands.until(lambda: not isinstance(hands.window.view(), PaperPage), "no sheet")
    to_the_page(hands)
    hands.until(lambda: "Open the vault to print" in hands.words(), "the page again")
    assert "Print the recovery key" not in hands.stop_names()
    hands.fill("Password of the vault, preferences", DANA)
    hands.press("Return")
    hands.until(lambda: "Print the recovery key" in hands.stop_names(), "the vault")
    hands.fill("Recovery key, typed back from its paper", " ".join(_by_number(sheet._pdf)))
    hands.tab_to("Compare")
    hands.press("Space")
    hands.until(lambda: "typed back from there once" in hands.words(), "the comparison")


def _by_number(pdf: bytes) -> list[str]:
    """The groups of a sheet in the order of their numbers."""
    found = dict(re.findall(r"\b([1-9])\s+([A-Z2-7]{4})\b", text_of(pdf)))
    return [found[str(number)] for number in range(1, 10)]


def give_marcus_a_key(hands: Hands) -> None:
    """Marcus types his own password at the owner's desk."""
    hands.tab_to("A key for")
    hands.pick("Marcus Oduya")
    hands.fill("New password of the vault", MARCUS)
    hands.fill("The same again", MARCUS)
    hands.tab_to("Give a key")
    hands.press("Space")
    hands.until(lambda: hands.seen_in("People with a key to the vault", "Marcus"), "the key")


def to_the_credentials(hands: Hands) -> None:
    """From anywhere to the passwords of Brightwater."""
    hands.press("Ctrl+K")
    hands.type("Brightwater")
    hands.choose("Brightwater Veterinary")
    hands.until(lambda: "Client page" in hands.stop_names(), "the client")
    hands.tab_to("Client page")
    tabs = hands.focus()
    assert isinstance(tabs, UnderlineTabs)
    while tabs.current_key() != "documentation":
        hands.press("Right")
    hands.tab_to("Sections of the documentation")
    for _ in range(30):
        if "Credentials of this client" in hands.stop_names():
            break
        hands.press("Down")
    hands.until(
        lambda: "Credentials of this client" in hands.stop_names(), "the list of credentials"
    )


def seal_a_password(hands: Hands) -> None:
    """A new credential, and a look at it."""
    hands.press("Esc")
    to_the_credentials(hands)
    hands.tab_to("New credential")
    hands.press("Space")
    hands.fill("What it opens", "Firewall, administrator")
    hands.fill("Password", SECRET)
    hands.tab_to("Save credential")
    hands.press("Space")
    hands.until(lambda: hands.seen_in("Credentials of this client", "Firewall"), "the credential")
    hands.tab_to("Credentials of this client")
    hands.press("R")
    hands.until(lambda: shown(hands) == SECRET, "the password")
    hands.press("C")
    assert QGuiApplication.clipboard().text() == SECRET


def shown(hands: Hands) -> str:
    """What is to be seen of the password."""
    words = hands.words().replace("\u200b", "").split(" | ")
    return words[words.index("Password") + 1] if "Password" in words else ""


def it_locks(hands: Hands) -> None:
    """By key, and when nobody is there; the clipboard goes with it."""
    assert hands.window.status.vault() == "Vault open"
    hands.press("Ctrl+L")
    hands.until(lambda: hands.window.status.vault() == "Vault locked", "the lock")
    assert shown(hands) == DOTS
    assert QGuiApplication.clipboard().text() == ""


def work_as(hands: Hands, before: str, name: str) -> None:
    """Let somebody else take the desk."""
    hands.tab_to(f"Working as {before}", 200)
    hands.press("Space")
    hands.until(lambda: "People who work here" in hands.stop_names(), "the people")
    hands.press("Home")
    for _ in range(6):
        if name in hands.row("People who work here"):
            break
        hands.press("Down")
    hands.press("Return")
    hands.until(lambda: hands.window.status.person() == name, name)


def the_assistant_cannot(hands: Hands) -> None:
    """No field, no password by any key, and a sentence that says why."""
    work_as(hands, "Dana Whitlock", "Priya Raman")
    to_the_credentials(hands)
    hands.until(lambda: "You have no key to the vault" in hands.words(), "the sentence")
    assert "Password of the vault, credentials" not in hands.stop_names()
    hands.tab_to("Credentials of this client")
    before = QGuiApplication.clipboard().text()
    hands.press("R", "C", "U", "O", "Return")
    assert shown(hands) == DOTS
    assert SECRET not in hands.words_everywhere()
    assert QGuiApplication.clipboard().text() == before


def the_technician_can(hands: Hands) -> None:
    """With a password of his own, which is not the owner's."""
    work_as(hands, "Priya Raman", "Marcus Oduya")
    to_the_credentials(hands)
    hands.fill("Password of the vault, credentials", DANA)
    hands.press("Return")
    hands.until(lambda: "does not open the vault" in hands.words(), "the refusal")
    hands.fill("Password of the vault, credentials", MARCUS)
    hands.press("Return")
    hands.until(lambda: hands.window.status.vault() == "Vault open", "the vault")
    hands.tab_to("Credentials of this client")
    hands.press("R")
    hands.until(lambda: shown(hands) == SECRET, "the password")
