"""The technician's plan on paper: a clinic written down, its binders printed, a flood (G3).

Three copies, one to each place; the plan is stale once the server was replaced. Keys go to the
focused widget only; what is asserted stands on the screen, in the books, in the PDF.
"""

import re
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTabBar

from mspdesk.documentation.queries.editions import copies, editions
from mspdesk.recovery.queries.event import events, plan_changes
from mspdesk.recovery.rules.event import State
from mspdesk.vault.queries import looks
from mspdesk.widgets.dialogs import answer_files
from mspdesk.widgets.picker import SideList

from .clinic import ADDRESSES, CLINIC, KEPT, MARCUS, scan_of_the_clinic
from .hands import Hands
from .reading import ask_for, save_pages, to_report, to_row, work_as

WEDNESDAY = datetime(2026, 3, 18, 10, 6)
SECTIONS = "Sections of the documentation"
LOOKED = ("reveal", "copy", "print", "export")
KEYS = "Credentials of this client"
PLACES = (("Office safe", "Ines Varga"), ("Home safe", "Dr. Kessel"), ("Our office", "Dana"))


def a_plan_on_paper(hands: Hands, client: int, papers: Path) -> None:
    """The technician's day, and the one two months later; the owner's window is open before."""
    work_as(hands, "Dana Whitlock", "Marcus Oduya")
    write_down(hands)
    find_what_is_there(hands, scan_of_the_clinic(papers / "scan.xml"))
    look_at_the_plan(hands)
    order(hands, "Print DR plan", PLACES)
    plan = save(hands, papers / "plan.pdf")
    read_the_plan(plan)
    order(hands, "Print network binder", PLACES)
    network = save(hands, papers / "network.pdf")
    read_the_network_binder(network)

    hands.clock.pass_by(days=61)
    replace_the_server(hands)
    see_it_is_behind(hands)
    changed = print_what_changed(hands, "Home", papers / "plan, changed.pdf")
    see_only_the_server(plan, changed, ("0-1", "0-2", "0-3", "2-3", "4-2"))
    changed = print_what_changed(hands, "End", papers / "network, changed.pdf")
    see_only_the_server(network, changed, ("0-1", "0-2", "0-3", "3-1", "3-3", "8-1"))

    declare(hands)
    assess(hands)
    recover(hands)
    review(hands)

    look_at_a_password(hands)
    work_as(hands, "Marcus Oduya", "Priya Raman")
    fail_to_look(hands)
    assert hands.dialogs() == []
    look_into_the_books(hands, client)


def look_into_the_books(hands: Hands, client: int) -> None:
    """What was done stands there: editions, copies, what was learned, and who looked."""
    desk = hands.window.desk
    assert desk is not None
    kept = desk.ask(editions, client, "dr")
    assert [(row.number, row.replacements) for row in kept] == [(2, True), (1, False)]
    held = desk.ask(copies, client, "ndb")
    assert [(copy.place, copy.edition) for copy in held] == [(place, 2) for place, _who in PLACES]
    (flood,) = desk.ask(events, client)
    assert flood.state == State.REVIEWED
    assert [change.what for change in desk.ask(plan_changes, client)] == [
        "Keep the spare server on the second floor",
        "Put a water alarm into the closet",
    ]
    seen = [(look.person, look.field) for look in desk.ask(looks) if look.deed in LOOKED]
    assert seen == [("Marcus Oduya", "secret")]


def by_label(pages: list[str]) -> dict[str, list[str]]:
    """The pages of all copies by the label in their head; tabs and filing sheets by theirs."""
    found: dict[str, list[str]] = {}
    for page in pages:
        said = re.search(r"Page (\d+-\d+) of|(Tab \d+|Filing sheet)", page)
        assert said is not None, page[:200]
        found.setdefault(said[1] or said[2], []).append(page)
    return found


def read_the_plan(pages: list[str]) -> None:
    """Three whole copies: everything B7 asks for, and no password."""
    found = by_label(pages)
    assert {len(same) for same in found.values()} == {3}
    for number, (where, who) in enumerate(PLACES, 1):
        cover = found["0-1"][number - 1]
        assert f"Copy {number} of 3 {where}, {who}" in cover
        for words in (CLINIC, "If the building is unsafe, leave", "218-555-0101", "Mar 18, 2026"):
            assert words in cover, words
        # The register of copies stands in each of them.
        for row, (place, holder) in enumerate(PLACES, 1):
            assert f"{row} {place} {holder} 1 Mar 18, 2026" in found["0-2"][number - 1]
    (first_hour,) = {page.split("Copy ")[0] for page in pages if "Breathe. Go slow." in page}
    told = ("Is everybody safe?", "newest good backup", "507-555-0142", "TSR log", "Write the plan")
    for words in told:
        assert words in first_hour, words
    assert re.search(r"Internet line.*Server.*VetCharts", found["2-1"][0], re.DOTALL)
    for words in ("9.26 h, ends within", "Mar 16, 2026", "Dana Whitlock", "Ines Varga", "Good"):
        assert words in found["2-5"][0], words
    assert "TSR log" in found["3-1"][0]
    assert "Third-party call log" in found["3-5"][0]
    # The insurer is known, his number is a line to write on.
    assert "Lakes Mutual" in found["1-3"][0]
    assert "BOP-118-2207" in found["5-1"][0]
    assert KEPT not in "".join(pages)


def read_the_network_binder(pages: list[str]) -> None:
    """What was typed, pasted and found is on paper."""
    found = by_label(pages)
    assert {len(same) for same in found.values()} == {3}
    whole = "".join(pages)
    for words in ("Prairie Fiber", "44-0187", "Lab analyzer", "10.20.4.50", "sw1", "10.20.4.21"):
        assert words in whole, words
    assert "FX-20418" in found["3-1"][0]
    assert KEPT not in whole


def see_only_the_server(before: list[str], pages: list[str], labels: tuple[str, ...]) -> None:
    """Each copy gets its filing sheet, the front, and the pages on which the server stands."""
    found, old = by_label(pages), by_label(before)
    assert set(found) == {"Filing sheet", *labels}
    assert {len(same) for same in found.values()} == {3}
    sheet = found["Filing sheet"][0]
    assert "from edition 1 to edition 2" in sheet
    for label in labels:
        assert f"{label} {label} " in sheet
        assert "Edition 2" in found[label][0]
    shows = {label for label, same in old.items() if "FX-20418" in same[0]}
    assert shows <= set(labels)
    assert all("FX-30991" in found[label][0] for label in shows)


def section(hands: Hands, title: str) -> None:
    """Go to a section of the documentation and into its rows."""
    hands.tab_to(SECTIONS)
    to_row(hands, SECTIONS, title)
    hands.press("Return")


def write_down(hands: Hands) -> None:
    """The internet line is typed, addresses come out of a spreadsheet."""
    ask_for(hands, "bright docum", f"Document {CLINIC}")
    section(hands, "Internet and domains")
    lines = "Internet lines, documentation"
    hands.until(lambda: hands.focus().accessibleName() == lines, "the grid")
    for text in ("Clinic fiber", "Fiber", "Prairie Fiber", "44-0187"):
        hands.type(text)
        hands.press("Tab")
    hands.press("Tab")
    hands.type("800-555-0117")
    hands.press("Return", "Up")
    hands.until(lambda: hands.seen_in(lines, "Prairie Fiber", "44-0187", "800-555-0117"), "a line")

    section(hands, "IP allocation")
    table = "Addresses, documentation"
    hands.until(lambda: hands.focus().accessibleName() == table, "the addresses")
    QGuiApplication.clipboard().setText(ADDRESSES)
    hands.press("Ctrl+V")
    hands.until(lambda: hands.seen_in(table, "10.20.4.12", "Lab analyzer", "Reserved"), "pasted")
    hands.until(lambda: "3 addresses" in hands.status(), "the step")
    hands.press("Ctrl+Z")
    hands.until(lambda: not hands.seen_in(table, "10.20.4.12"), "taken back")
    hands.press("Ctrl+Y")
    hands.until(lambda: hands.seen_in(table, "10.20.4.50", "Label printer"), "there again")


def find_what_is_there(hands: Hands, file: Path) -> None:
    """A scan is held against the devices; what is new is taken over."""
    ask_for(hands, "bright find", f"Find what is there at {CLINIC}")
    hands.until(lambda: hands.focus().accessibleName() == "Choose a file", "where to look")
    with answer_files(lambda _title, _start: file):
        hands.press("Space")
        hands.until(lambda: hands.focus().accessibleName() == "Found", "what was found")
    assert hands.seen_in("Found", "sw1", "10.20.4.2")
    assert hands.seen_in("Found", "ap1", "10.20.4.21")
    hands.tab_to("Take over 2 devices")
    hands.press("Space")
    hands.until(lambda: "2 devices" in hands.status(), "the devices")
    section(hands, "Machines")
    hands.until(lambda: hands.seen_in("Devices, documentation", "sw1", "10.20.4.2"), "the switch")
    assert hands.seen_in("Devices, documentation", "ap1", "10.20.4.21")


def look_at_the_plan(hands: Hands) -> None:
    """Nothing stops its approval; only the insurer's number is missing, and prints as a line."""
    ask_for(hands, "bright plan", f"DR plan of {CLINIC}")
    hands.until(lambda: "Disaster recovery plan" in hands.words(), "the plan")
    assert "Before it can be approved" not in hands.words()
    assert "The insurer has no phone number: it prints as a line." in hands.stop_names()
    hands.tab_to("Approve plan")
    hands.press("Space")
    hands.until(lambda: hands.focus().accessibleName() == "Approved at the client by", "the form")
    hands.type("Dr. Tom Kessel")
    hands.press("Ctrl+Return")
    hands.until(lambda: "Approved Mar 18, 2026" in hands.words(), "the approval")


def order(hands: Hands, verb: str, places: tuple[tuple[str, str], ...]) -> None:
    """Say where each copy will live; the pages of all of them are set."""
    ask_for(hands, f"bright {verb.lower()}", f"{verb} of {CLINIC}")
    hands.until(lambda: hands.focus().accessibleName() == "Which pages", "the form of the print")
    hands.tab_to("Paper")
    hands.press("Home")
    for number, (place, holder) in enumerate(places, 1):
        if number > 1:
            hands.tab_to("One more copy")
            hands.press("Space")
        hands.fill(f"Where copy {number} will lie", place)
        hands.fill(f"Who will hold copy {number}", holder)
    hands.press("Ctrl+Return")


def save(hands: Hands, file: Path) -> list[str]:
    """The pages come up; saved as a PDF they are paper, and written down. Answers their words."""
    pages = save_pages(hands, file)
    hands.until(lambda: "Copies on paper" in hands.stop_names(), "the copies")
    return pages


def replace_the_server(hands: Hands) -> None:
    """Another machine stands in the place of the old server: its model and its serial number."""
    devices = "Devices, documentation"
    ask_for(hands, "bright docum", f"Document {CLINIC}")
    section(hands, "Machines")
    hands.until(lambda: hands.focus().accessibleName() == devices, "the devices")
    to_row(hands, devices, "BWV-SRV1")
    hands.press("Right", "Right", "Right")
    hands.type("PowerEdge T360")
    hands.press("Tab")
    hands.type("FX-30991")
    hands.press("Return", "Escape")
    hands.until(lambda: hands.seen_in(devices, "BWV-SRV1", "T360", "FX-30991"), "the new server")


def see_it_is_behind(hands: Hands) -> None:
    """The client's paper says how far it is behind; a list says it is due; nothing comes up."""
    due = "Binders to print again"
    to_report(hands, due)
    hands.until(lambda: hands.seen_in(due, CLINIC, "DR plan", "1", "Mar 18"), "the list")
    assert hands.seen_in(due, CLINIC, "Network binder", "1", "Mar 18")
    assert hands.dialogs() == []
    ask_for(hands, "bright", CLINIC)
    to_tab(hands, "Overview")
    hands.until(lambda: "printed Mar 18. " in hands.words(), "the card")
    to_tab(hands, "Documents")
    hands.until(lambda: "Edition 1 is" in hands.words(), "how far it is behind")
    assert "model PowerEdge T360, it was PowerEdge T350" in hands.words()
    assert "FX-30991" in hands.words()
    to_tab(hands, "DR plan")
    stands = "How it stands, Stale"
    hands.until(lambda: listed(hands, "Parts of the plan", "How it stands") == stands, "its state")
    assert "Edition 1 is 1 change behind: print the pages that changed" in hands.words()
    hands.until(
        lambda: "reprint due" in listed(hands, "Clients", CLINIC), "the word in the client list"
    )
    assert hands.dialogs() == []
    to_tab(hands, "Documents")


def listed(hands: Hands, name: str, begins: str) -> str:
    """What a side list says of one row, as it is read aloud."""
    lists = hands.window.findChildren(SideList)
    model = next(one for one in lists if one.accessibleName() == name).model()
    spoken = [str(model.index(at, 0).data(11)) for at in range(model.rowCount())]
    return next(words for words in spoken if words.startswith(begins))


def to_tab(hands: Hands, title: str) -> None:
    """Along the tabs of the client's page."""
    hands.tab_to("Client page")
    hands.press("Home")
    for _ in range(20):
        tabs = hands.focus()
        if isinstance(tabs, QTabBar) and tabs.tabText(tabs.currentIndex()).startswith(title):
            return
        hands.press("Right")
    raise AssertionError(f"no tab is called {title}")


def print_what_changed(hands: Hands, kind: str, file: Path) -> list[str]:
    """Replacement pages for all three copies: a filing sheet each, and the pages it puts in."""
    hands.tab_to("Which binder")
    hands.press(kind)
    hands.until(lambda: "Edition 1 is" in hands.words(), "how far it is behind")
    hands.tab_to("Replacement pages")
    hands.press("Space")
    hands.until(lambda: hands.focus().accessibleName() == "Which pages", "the form of the print")
    hands.press("Ctrl+Return")
    return save(hands, file)


def declare(hands: Hands) -> None:
    """Water in the closet; nothing goes on before people are safe."""
    ask_for(hands, "bright disaster", f"Declare a disaster at {CLINIC}")
    what = "What happened, in a sentence"
    hands.until(lambda: hands.focus().accessibleName() == what, "the declaration")
    hands.type("A pipe burst over the server closet")
    hands.fill("Kind", "Water")
    hands.fill("Declared by", "Ines Varga")
    hands.press("Ctrl+Return")
    hands.until(lambda: "Go slow." in hands.words(), "the calm page")
    go_on(hands, "Begin to assess")
    hands.until(lambda: hands.focus().accessibleName() == "Everybody is safe", "people first")
    hands.press("Space")
    go_on(hands, "Begin to assess")
    hands.until(lambda: "The plan stands" in hands.stop_names(), "assessing")


def is_at(hands: Hands, name: str) -> bool:
    """Whether something of this name has the keyboard."""
    return hands.focus().accessibleName() == name


def go_on(hands: Hands, words: str) -> None:
    """Press the one button that goes on."""
    hands.tab_to(words)
    hands.press("Space")


def assess(hands: Hands) -> None:
    """Damage, the newest good backup, what we have and one step: each is asked for in turn."""
    for name, words in (
        ("1 What is damaged, and what is not", "The server stood in water. The switch is dry."),
        ("2 The newest good backup, and of when", "Server image, May 10, 1 am"),
        ("3 What we have", "The spare server, two technicians, a dry room"),
    ):
        go_on(hands, "The plan stands")
        hands.until(partial(is_at, hands, name), name)
        hands.type(words)
    go_on(hands, "The plan stands")
    hands.until(lambda: hands.focus().accessibleName() == "Next step", "a step is asked for")
    assert "Write at least one step" in hands.status()
    hands.type("Carry the spare server to the dry room")
    hands.press("Return")
    steps = "Steps of this disaster"
    hands.until(lambda: hands.seen_in(steps, "1", "Carry the spare server"), "the step")
    go_on(hands, "The plan stands")
    hands.until(lambda: "Begin recovery" in hands.stop_names(), "planned")


def recover(hands: Hands) -> None:
    """A try is logged by one key; the step is done; everything works again."""
    go_on(hands, "Begin recovery")
    hands.until(lambda: "Everything works again" in hands.stop_names(), "recovering")
    hands.tab_to("Steps of this disaster")
    hands.press("L")
    hands.until(lambda: hands.focus().accessibleName() == "What is tried", "the log's line")
    hands.type("Spare server started from the recovery USB")
    hands.press("Return")
    hands.until(lambda: "10:06 am  Spare server started" in hands.words(), "the try")
    hands.clock.pass_by(hours=3)
    hands.tab_to("Steps of this disaster")
    hands.press("Home", "Space")
    hands.until(lambda: hands.seen_in("Steps of this disaster", "Done"), "the step done")
    go_on(hands, "Everything works again")
    hands.until(lambda: "Close the review" in hands.stop_names(), "restored")


def review(hands: Hands) -> None:
    """What was learned becomes changes of the plan, and the plan a draft."""
    for name, words in (
        ("What to improve in the plan", "Keep the spare server on the second floor"),
        ("How to avoid it next time", "Put a water alarm into the closet"),
    ):
        go_on(hands, "Close the review")
        hands.until(partial(is_at, hands, name), name)
        hands.type(words)
    go_on(hands, "Close the review")
    hands.until(lambda: "Closed. What was learned" in hands.words(), "reviewed")
    ask_for(hands, "bright dr plan", f"DR plan of {CLINIC}")
    hands.until(lambda: "Changed since it was approved" in hands.words(), "a draft")
    assert "Keep the spare server on the second floor" in hands.words()
    assert "Put a water alarm into the closet" in hands.words()


def look_at_a_password(hands: Hands) -> None:
    """The technician's password opens the vault in place; R shows the chosen credential."""
    to_the_keys(hands)
    hands.press("R")
    hands.until(lambda: "Open the vault first." in hands.words(), "the vault is locked")
    hands.until(lambda: hands.focus().accessibleName().startswith("Password of the vault"), "asked")
    hands.type(MARCUS)
    hands.press("Return")
    hands.until(lambda: "Vault locked" not in hands.stop_names(), "the vault")
    hands.tab_to(KEYS)
    hands.press("R")
    hands.until(lambda: KEPT in hands.words(), "the password")


def to_the_keys(hands: Hands) -> None:
    """The credentials of the clinic, the firewall's chosen."""
    ask_for(hands, "bright docum", f"Document {CLINIC}")
    section(hands, "Key passwords")
    hands.until(lambda: hands.seen_in(KEYS, "Firewall"), "the credentials")
    hands.tab_to(KEYS)


def fail_to_look(hands: Hands) -> None:
    """Who has no key of the vault sees the label and is told why there is nothing to type."""
    to_the_keys(hands)
    hands.press("R", "C", "Return")
    assert "The vault is locked for you" in hands.words()
    assert "Password of the vault" not in " ".join(hands.stop_names())
    assert KEPT not in hands.words_everywhere()
    assert KEPT not in QGuiApplication.clipboard().text()
