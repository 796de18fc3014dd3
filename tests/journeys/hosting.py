"""An assistant sets up a hosted account from its checklist: eighteen steps, by keys (S138, C8)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from mspdesk.clients.models import Client
from mspdesk.documentation.queries.facts import FactRow, facts

from .hands import Hands

TITLE = "Hosted account for a new user"
STEPS = "Steps of all checklists"
TYPED = {
    "write the user's full name": "Lena Brandt",
    "Create the user exactly": "lbrandt",
    "Add the groups": "Office, Scanners",
    "Set the mail address": "lbrandt@kestrel.example",
}
"""What she types where a step asks for words, by what the step says."""

FIRST = "full name"
EVIDENCE = "Sign in once as the user"


def set_up_the_account(hands: Hands, client: str) -> None:
    """Eighteen steps in her own view, the documentation written at the end."""
    _start(hands, client)
    _see_admin_items(hands)
    for step in range(1, 19):
        _do_step(hands)
        _see(hands, f"Step {step}: done")
    _sign(hands, client)


def _see(hands: Hands, words: str) -> None:
    hands.until(lambda: words in hands.status(), words)


def _sign(hands: Hands, client: str) -> None:
    """Look once more at what will be written, and sign; the client's users have one more."""
    hands.tab_to("Checklists")
    hands.press("Home")
    for _ in hands.lines("Checklists"):
        if TITLE in hands.row("Checklists"):
            break
        hands.press("Down")
    hands.until(lambda: "18 of 18" in hands.words(), "the run")
    hands.until(lambda: "Login of Lena Brandt: lbrandt" in hands.words(), "what will be written")
    hands.tab_to("Sign and close")
    hands.press("Space")
    hands.until(lambda: f"{TITLE} signed" in hands.status(), "signed")
    assert hands.window.desk is not None
    (user,) = hands.window.desk.ask(_users, client)
    names = ("name", "login", "groups", "mailbox")
    assert tuple(user.values[name] for name in names) == (*TYPED.values(),)


def _users(session: Session, client: str) -> list[FactRow]:
    client_id = session.scalars(select(Client.id).where(Client.name == client)).one()
    return facts(session, client_id, "directory_user")


def _start(hands: Hands, client: str) -> None:
    hands.press("Ctrl+K")
    hands.type(">start a checklist")
    hands.choose("Start a checklist")
    hands.until(lambda: hands.focus().accessibleName() == "Checklist", "the form")
    hands.pick(TITLE)
    hands.tab_to("Client")
    hands.type(client)
    hands.press("Return")
    hands.tab_to("Start checklist")
    hands.press("Space")
    hands.until(lambda: f"{TITLE} started for {client}" in hands.status(), "the run")


def _see_admin_items(hands: Hands) -> None:
    """Her view: what an admin does, of every open checklist, and nothing else."""
    hands.tab_to("Checklists")
    for _ in hands.lines("Checklists"):
        if "Admin items" in hands.row("Checklists"):
            break
        hands.press("Down")
    hands.until(lambda: "Steps an admin does, of every open checklist" in hands.words(), "her view")
    hands.tab_to(STEPS)
    # Another client may be taken on at the same time; its steps stand there too.
    hands.press("Home")
    for _ in hands.lines(STEPS):
        if FIRST in hands.row(STEPS):
            return
        hands.press("Down")


def _do_step(hands: Hands) -> None:
    """Do the open step: type or choose what it asks for, then mark it."""
    words = hands.words()
    typed = next((text for part, text in TYPED.items() if part in words), "")
    if typed:
        hands.press("Return")
        hands.type(typed)
        hands.press("Ctrl+Return")
    elif "Find a free seat" in words:
        hands.press("Return")
        hands.pick("Bought")
        hands.tab_to("Done")
        hands.press("Space")
    elif EVIDENCE in words:
        hands.press("Return")
        hands.type("Signed in, mail went out and came back 9:40.")
        hands.press("Ctrl+Return")
    else:
        hands.press("Space")
