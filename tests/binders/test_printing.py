"""Binders as they are printed: which pages, which labels, which copy, what they say."""

import random
import re
from dataclasses import dataclass
from datetime import datetime

import pypdfium2
import pytest

from mspdesk import dates
from mspdesk.binders.queries.gather import LEAVES, binder
from mspdesk.binders.queries.outlines import shipped_outline
from mspdesk.binders.queries.paper import behind, kept_of
from mspdesk.binders.rules.labels import Label, label_of
from mspdesk.binders.rules.outline import read
from mspdesk.binders.runs.printing import whole_binder
from mspdesk.clients import actions as clients
from mspdesk.clients.queries import client as client_of
from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts
from mspdesk.documentation.queries import editions
from mspdesk.documentation.queries.facts import fact_ids, fact_rows
from mspdesk.errors import Cancelled, UserError
from mspdesk.printing.page import Paper, Sheet
from mspdesk.progress import Progress
from mspdesk.recovery.actions import systems
from tests.bookcase import Standing
from tests.printing.pdftext import flat, pages_of

from .binding import CLOSET, HOME, Documented, printed, proof_of


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """Paper does not ask where books are; test_paper does."""
    return sqlite_store


# --- reading paper


@dataclass(frozen=True)
class Leaf:
    """A page somebody holds: its label, what it says between head and foot, and by column."""

    label: str
    body: str
    edition: str
    copy: str


def leaves(pdf: bytes, paper: Paper = Paper.LETTER) -> list[Leaf]:
    """The pages of a print."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_leaf(document[number], paper) for number in range(len(document))]
    finally:
        document.close()


def _leaf(page: pypdfium2.PdfPage, paper: Paper) -> Leaf:
    across, down = page.get_size()
    sheet = Sheet(paper, across > down, tabbed=True)
    text = page.get_textpage()
    head = text.get_text_bounded(0, sheet.top - 30, across, down)
    foot = text.get_text_bounded(0, 0, across, sheet.foot)
    body = text.get_text_bounded(sheet.left - 2, sheet.bottom - 1, sheet.right + 2, sheet.top - 36)
    label = re.search(r"Page (\S+) of|(Tab \d+)|(Filing sheet)", head)
    edition = re.search(r"Edition (\d+)", head)
    copy = re.search(r"Copy (\d+ of \d+)", foot)
    assert label
    assert edition
    found = Leaf(
        next(filter(None, label.groups())),
        "\n".join(line.strip() for line in body.splitlines() if line.strip()),
        edition[1],
        copy[1] if copy else "",
    )
    text.close()
    return found


def columns_of_sheet(pdf: bytes) -> tuple[list[str], list[str]]:
    """What a printed filing sheet says to take out and to put in."""
    document = pypdfium2.PdfDocument(pdf)
    out: list[str] = []
    into: list[str] = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        if "Filing sheet" in text.get_text_bounded(0, 730, 612, 792):
            for column, left in ((out, 96), (into, 176)):
                words = text.get_text_bounded(left + 1, 60, left + 79, 700)
                column.extend(re.findall(r"^(\d+-\d+[a-z]*|Tab \d+)\s*$", words, re.MULTILINE))
        text.close()
    document.close()
    return out, into


def carried_out(binder_: dict[str, Leaf], pdf: bytes) -> dict[str, Leaf]:
    """A binder once somebody did what the filing sheet says, page by page."""
    out, into = columns_of_sheet(pdf)
    held = dict(binder_)
    for label in out:
        del held[label]
    fresh = {leaf.label: leaf for leaf in leaves(pdf) if leaf.label != "Filing sheet"}
    assert list(fresh) == into
    for label in into:
        assert label not in held
        held[label] = fresh[label]
    return held


def in_order(binder_: dict[str, Leaf]) -> list[tuple[str, str]]:
    found = sorted(binder_, key=label_of)
    return [(label, binder_[label].body) for label in found]


# --- what is in it


@pytest.mark.parametrize("kind", ["dr", "ndb"])
@pytest.mark.parametrize("paper", list(Paper))
def test_a_binder_has_every_page_of_its_outline_behind_its_tabs(
    store: Store, known: Documented, kind: str, paper: Paper
) -> None:
    proof = proof_of(store, known.client, kind, paper=paper)
    pages = leaves(proof.rendered.pdf, paper)
    order = read(shipped_outline(kind), LEAVES)
    tabs = [leaf.label for leaf in pages if leaf.label.startswith("Tab")]
    assert tabs == [f"Tab {n}" for n in range(1, len(order.tabs) + 1)]
    labels = [label_of(leaf.label) for leaf in pages]
    assert labels == sorted(labels)
    assert len(set(labels)) == len(labels)
    assert {leaf.copy for leaf in pages} == {"1 of 1"}
    words = "\n".join(leaf.body for leaf in pages)
    for title in ("Brightwater Veterinary", "Contents", "Network map", "Firewall", "Notes"):
        assert title in words
    assert not proof.rendered.missing


def test_the_dr_binder_has_the_pages_of_b7(store: Store, known: Documented) -> None:
    pages = leaves(proof_of(store, known.client).rendered.pdf)
    said: dict[str, str] = {}
    for leaf in pages:
        first = re.sub(r"[a-z]+$", "", leaf.label)
        said[first] = said.get(first, "") + leaf.body
    said["1-3"] += said.pop("1-4")
    said["1-4"] = said["1-5"]
    wanted = {
        "0-1": ("Something down right now?", "Checked on the shelf", "unsafe, leave"),
        "0-2": ("Approval", "Copies", "Editions"),
        "0-3": ("Contents", "3-5"),
        "1-1": ("The first hour", "Breathe", "507-555-0142"),
        "1-2": ("Who to call",),
        "1-3": ("Contacts", "Staff to call", "Insurer", "Landlord", "Prairie Fiber"),
        "1-4": ("Nothing works for two hours.", "Who may declare"),
        "2-1": ("Server", "8 h"),
        "2-2": ("Server", "Call us"),
        "2-3": ("Backups",),
        "2-4": ("Work on meanwhile",),
        "2-5": ("Back to normal",),
        "2-6": ("The plan for this disaster", "Newest good backup"),
        "3-1": ("TSR log", "What was tried", "Setting before"),
        "3-2": ("Root cause", "20"),
        "3-3": ("TSR log",),
        "3-5": ("Third-party call log", "Promise"),
        "4-1": ("Network map",),
        "4-2": ("FX-20418", "10.20.4.0/24"),
        "4-3": ("Prairie Fiber", "800-555-0117"),
        "4-4": ("Firewall rules",),
        "5-1": ("What to buy",),
        "5-2": ("Applications", "License keys"),
        "5-3": ("Work on paper",),
        "6-1": ("exercises",),
        "6-2": ("After the disaster", "What went well"),
        "6-3": ("Notes",),
    }
    for label, words in wanted.items():
        for one in words:
            assert one in said[label], (label, one)


def test_the_logs_are_landscape_with_twenty_rows_and_twelve(
    store: Store, known: Documented
) -> None:
    pdf = proof_of(store, known.client).rendered.pdf
    document = pypdfium2.PdfDocument(pdf)
    wide = [n for n in range(len(document)) if document[n].get_size()[0] > 700]
    document.close()
    assert [leaves(pdf)[n].label for n in wide] == ["3-1", "3-2", "3-3", "3-4", "3-5"]
    logs = "\n".join(leaves(pdf)[n].body for n in wide[:2])
    assert [n for n in range(1, 21) if f"\n{n}\n" in f"\n{logs}\n"] == list(range(1, 21))


# Names and words that no page has room for.
LONG = "Wolfeschlegelsteinhausenbergerdorff and Partners of the Upper Valley " * 3


@pytest.mark.parametrize("paper", list(Paper))
def test_the_first_hour_is_one_page_whatever_is_written(
    sqlite_store: Store, standing: Standing, clock: datetime, paper: Paper
) -> None:
    from mspdesk.documentation.actions.backups import add_backup_job
    from mspdesk.recovery.actions import calls, plan
    from mspdesk.recovery.queries.plan import plan as plan_of

    known: Documented = standing(sqlite_store)
    for number in range(5):
        about = {"name": f"{number} {LONG}"[:200], "role": LONG[:200], "phone": "0" * 40}
        sqlite_store.do(calls.add_call, known.client, about | {"say": LONG[:200]})
        job = {"name": f"{number} {LONG}"[:200], "goes_to": LONG[:200], "what": "All"}
        sqlite_store.do(
            add_backup_job, known.client, job | {"offline_full": True, "offline_place": LONG[:200]}
        )
    long = dict.fromkeys(("who_declares", "scope", "what_counts"), LONG * 9)
    long |= dict.fromkeys(("meeting_place", "envelope_place"), LONG[:200])
    version = sqlite_store.ask(plan_of, known.client).version
    sqlite_store.do(plan.save_plan, known.client, version, long)
    seen = sqlite_store.ask(client_of, known.client)
    assert seen is not None
    sqlite_store.do(clients.edit_client, known.client, seen.version, {"name": LONG[:200]})
    pages = leaves(proof_of(sqlite_store, known.client, paper=paper).rendered.pdf, paper)
    card = [leaf for leaf in pages if "The first hour" in leaf.body and "Breathe" in leaf.body]
    assert [leaf.label for leaf in card] == ["1-1"]
    assert "Write the plan for this disaster" in card[0].body
    assert "Who to call" in next(leaf.body for leaf in pages if leaf.label == "1-2")
    covers = [leaf for leaf in pages if "Checked on the shelf" in leaf.body]
    assert [leaf.label for leaf in covers] == ["0-1"]


def test_what_nobody_knows_is_a_form_to_fill_in(store: Store, known: Documented) -> None:
    pages = leaves(proof_of(store, known.shop.kestrel, "ndb").rendered.pdf)
    words = "\n".join(leaf.body for leaf in pages)
    assert words.count("Nothing is written down yet") > 12
    server = next(leaf for leaf in pages if leaf.body.startswith("Server"))
    assert "Serial or service tag" in server.body
    plan = leaves(proof_of(store, known.shop.kestrel).rendered.pdf)
    system = next(leaf for leaf in plan if leaf.label == "2-2")
    assert "when it is down" in system.body


# --- copies and editions


def test_each_copy_says_which_it_is_and_where_the_others_are(
    store: Store, known: Documented
) -> None:
    proof = printed(store, known.client, placed=(CLOSET, HOME))
    pages = leaves(proof.rendered.pdf)
    half = len(pages) // 2
    assert {leaf.copy for leaf in pages[:half]} == {"1 of 2"}
    assert {leaf.copy for leaf in pages[half:]} == {"2 of 2"}
    assert [leaf.body for leaf in pages[1:half]] == [leaf.body for leaf in pages[half + 1 :]]
    assert pages[0].body != pages[half].body
    foot = pages_of(proof.rendered.pdf)[half]
    assert "Copy 2 of 2 Home safe, Dr. Kessel" in foot
    assert [copy.where for copy in store.ask(editions.copies, known.client)] == [
        "Server closet, second shelf",
        "Dr. Kessel, Home safe",
    ]


def test_the_same_facts_give_the_same_bytes_and_the_same_edition(
    store: Store, known: Documented
) -> None:
    with dates.frozen(datetime(2026, 2, 3, 9, 0)):
        first = printed(store, known.client)
        copy = store.ask(editions.copies, known.client)[0]
    with dates.frozen(datetime(2026, 3, 11, 9, 0)):
        again = proof_of(store, known.client, bring=(copy.id,))
        more = printed(store, known.client, placed=(HOME,))
    assert again.again
    assert again.edition == more.edition == first.edition == 1
    assert again.rendered.pdf == first.rendered.pdf
    assert "Feb 3, 2026" in pages_of(more.rendered.pdf)[5]
    assert len(store.ask(editions.editions, known.client)) == 1
    assert [row.edition for row in store.ask(editions.copies, known.client)] == [1, 1]


def rename(store: Store, fact: int, name: str, key: str = "device") -> None:
    """Change one name among the facts."""
    row = store.ask(fact_rows, key, [fact])[0]
    field = "name"
    store.do(facts.edit_facts, key, [(fact, row.version, {field: name})])


def test_one_device_changed_prints_only_the_pages_that_show_it(
    store: Store, known: Documented
) -> None:
    printed(store, known.client, "ndb", placed=(CLOSET, HOME))
    copies = store.ask(editions.copies, known.client, "ndb")
    rename(store, known.firewall, "FW9")
    late = store.ask(behind, known.client, "ndb")
    assert late.words == "Edition 1 is 1 change behind"
    assert late.changes == ("Network map: FW1 is called FW9 now",)
    proof = printed(store, known.client, "ndb", replacements=True, bring=(copies[0].id,))
    assert proof.edition == 2
    pages = [leaf for leaf in leaves(proof.rendered.pdf) if leaf.label != "Filing sheet"]
    fronts = {"0-1", "0-2", "0-3", "8-1"}
    shown = [leaf for leaf in pages if leaf.label not in fronts]
    assert 0 < len(shown) < 6
    assert all("FW9" in leaf.body for leaf in shown)
    assert {leaf.edition for leaf in pages} == {"2"}
    assert not store.ask(behind, known.client, "ndb").changes
    assert [row.edition for row in store.ask(editions.copies, known.client, "ndb")] == [2, 1]


def test_nothing_to_replace_is_said_and_an_older_copy_can_still_be_brought_along(
    store: Store, known: Documented
) -> None:
    with pytest.raises(UserError, match="Print all pages first"):
        proof_of(store, known.client, replacements=True, bring=(1,))
    printed(store, known.client, placed=(CLOSET, HOME))
    one, two = (copy.id for copy in store.ask(editions.copies, known.client))
    with pytest.raises(UserError, match="Nothing changed since edition 1"):
        proof_of(store, known.client, replacements=True, bring=(one,))
    with pytest.raises(UserError, match="Choose one"):
        proof_of(store, known.client, replacements=True, placed=(HOME,))
    rename(store, known.circuit, "New line", "circuit")
    printed(store, known.client, replacements=True, bring=(one,))
    late = printed(store, known.client, replacements=True, bring=(two,))
    assert late.edition == 2
    assert late.again
    assert len(store.ask(editions.editions, known.client)) == 2
    assert [row.edition for row in store.ask(editions.copies, known.client)] == [2, 2]


def test_a_client_of_another_name_gets_every_page_again(store: Store, known: Documented) -> None:
    printed(store, known.client)
    seen = store.ask(client_of, known.client)
    assert seen is not None
    store.do(clients.edit_client, known.client, seen.version, {"name": "Brightwater Animal"})
    copy = store.ask(editions.copies, known.client)[0]
    proof = proof_of(store, known.client, replacements=True, bring=(copy.id,))
    (sheaf,) = proof.sheaves
    newest = store.ask(editions.newest, known.client, "dr")
    assert newest is not None
    assert sheaf.filing is not None
    assert len(sheaf.filing.put_in) == newest.pages


def test_pages_of_another_paper_are_all_new(store: Store, known: Documented) -> None:
    printed(store, known.client)
    proof = proof_of(store, known.client, paper=Paper.A4)
    assert not proof.again
    assert proof.edition == 2


def test_an_edition_whose_pages_are_lost_can_be_printed_anew(
    store: Store, known: Documented
) -> None:
    printed(store, known.client)
    row = store.ask(editions.newest, known.client, "dr")
    assert row is not None
    with store.step("Lose it") as session:
        from mspdesk.documentation.models.copies import Edition

        session.get_one(Edition, row.id).pages_kept = "0" * 64
    copy = store.ask(editions.copies, known.client)[0]
    with pytest.raises(UserError, match="edition 1 is lost"):
        proof_of(store, known.client, replacements=True, bring=(copy.id,))
    assert store.ask(behind, known.client, "dr").lost
    assert printed(store, known.client, bring=(copy.id,)).edition == 2
    assert not store.ask(behind, known.client, "dr").lost


# --- filing sheets


def change(store: Store, known: Documented, luck: random.Random, at: int) -> None:
    """One of the things that happen to a client's documentation."""
    ids = store.ask(fact_ids, known.client, "device")
    deed = luck.randrange(7)
    if deed == 0:
        rename(store, luck.choice(ids), f"Renamed {at}")
    elif deed == 1:
        computers = [
            {"name": f"New{at}-{n}", "kind": luck.choice(["server", "laptop", "switch"])}
            for n in range(luck.randrange(1, 30))
        ]
        store.do(facts.add_facts, known.client, "device", computers)
    elif deed == 2:
        store.do(facts.remove_facts, "device", luck.sample(ids, min(len(ids), 20)))
    elif deed == 3:
        store.do(systems.add_system, known.client, {"name": f"System {at}"})
    elif deed == 4:
        seen = store.ask(client_of, known.client)
        assert seen is not None
        store.do(
            clients.edit_client, known.client, seen.version, {"name": f"Brightwater {at} Clinic"}
        )
    elif deed == 5:
        users = [{"name": f"User {at} {n}"} for n in range(luck.randrange(1, 60))]
        store.do(facts.add_facts, known.client, "directory_user", users)
    else:
        rename(store, known.circuit, f"Line {at}", "circuit")


@pytest.mark.parametrize(("kind", "seed"), [("ndb", 1), ("dr", 3)])
def test_a_binder_with_its_filing_sheets_carried_out_is_a_full_print_of_the_new_edition(
    sqlite_store: Store, standing: Standing, clock: datetime, kind: str, seed: int
) -> None:
    store, luck = sqlite_store, random.Random(seed)
    known: Documented = standing(store)
    first = printed(store, known.client, kind, placed=(CLOSET, HOME))
    all_pages = leaves(first.rendered.pdf)
    half = len(all_pages) // 2
    shelf = {leaf.label: leaf for leaf in all_pages[:half]}
    late = {leaf.label: leaf for leaf in all_pages[half:]}
    one, two = (copy.id for copy in store.ask(editions.copies, known.client, kind))
    for at in range(2 if kind == "ndb" else 1):
        for n in range(luck.randrange(2, 5)):
            change(store, known, luck, 10 * at + n)
        rename(store, known.circuit, f"Line {at}.", "circuit")
        some = printed(store, known.client, kind, replacements=True, bring=(one,))
        shelf = carried_out(shelf, some.rendered.pdf)
        full = proof_of(store, known.client, kind, bring=(one,))
        assert full.again
        assert full.edition == some.edition == at + 2
        assert in_order(shelf) == [(leaf.label, leaf.body) for leaf in leaves(full.rendered.pdf)]
    # A copy that missed editions gets there in one step.
    late = carried_out(
        late, printed(store, known.client, kind, replacements=True, bring=(two,)).rendered.pdf
    )
    full = proof_of(store, known.client, kind, bring=(two,))
    assert in_order(late) == [(leaf.label, leaf.body) for leaf in leaves(full.rendered.pdf)]


# --- stopping


class Stopping(Progress):
    """Asks the work to stop after so many steps."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.words: list[str] = []
        self._after = after

    def step(self, done: int, total: int, words: str = "") -> None:
        """Count, then stop."""
        self.words.append(words)
        assert 0 <= done <= total
        if len(self.words) >= self._after:
            self.stop()
        super().step(done, total, words)


@pytest.mark.parametrize("after", [1, 9, 30, 50])
def test_a_print_stops_when_asked_and_leaves_nothing(
    sqlite_store: Store, standing: Standing, clock: datetime, after: int
) -> None:
    from mspdesk.binders.runs.printing import Order, prepare

    known: Documented = standing(sqlite_store)
    progress = Stopping(after)
    with pytest.raises(Cancelled):
        prepare(
            sqlite_store, progress, Order(known.client, "dr", Paper.LETTER, placed=(CLOSET, HOME))
        )
    assert not sqlite_store.ask(editions.editions, known.client)
    assert whole_binder(sqlite_store, Progress(), known.client, "dr", Paper.LETTER)


def test_a_binder_is_gathered_in_one_reading_and_kept_without_loss(
    store: Store, known: Documented
) -> None:
    printed(store, known.client)
    row = store.ask(editions.newest, known.client, "dr")
    assert row is not None
    kept = store.ask(kept_of, row)
    assert kept is not None
    assert kept.facts == store.ask(binder, known.client, "dr").facts()
    assert kept.pages[0].label == Label(0, 1)
    assert "FX-20418" in "\n".join(page.text for page in kept.pages)


HOSTILE = (
    "<b>bold</b> &amp; <img src=x>",
    "AT&T “quoted” 5–6 ½ ™",
    "名前 이름 Łódź Ωmega",
    "%PDF-1.4 %%EOF (a\\b) {x}",
    "W" * 200,
)


def test_hostile_words_come_out_of_a_binder_as_they_went_in(
    store: Store, known: Documented
) -> None:
    rows = [{"name": name, "kind": "server", "notes": name} for name in HOSTILE]
    store.do(facts.add_facts, known.client, "device", rows)
    for name in HOSTILE:
        store.do(systems.add_system, known.client, {"name": name, "today": name})
    for kind in ("dr", "ndb"):
        proof = proof_of(store, known.client, kind)
        words = flat("\n".join(pages_of(proof.rendered.pdf)))
        for name in HOSTILE:
            assert flat(name) in words, (kind, name)
        assert not proof.rendered.missing


def test_pages_for_somebody_else_are_no_edition(store: Store, known: Documented) -> None:
    loose = pages_of(whole_binder(store, Progress(), known.client, "dr", Paper.LETTER))
    assert all("As of Mar 11, 2026" in page for page in loose)
    assert not any("Edition 1" in page for page in loose)
    printed(store, known.client)
    assert (
        "Edition 1"
        in pages_of(whole_binder(store, Progress(), known.client, "dr", Paper.LETTER))[5]
    )
    rename(store, known.circuit, "New line", "circuit")
    loose = pages_of(whole_binder(store, Progress(), known.client, "dr", Paper.LETTER))
    assert all("As of Mar 11, 2026" in page for page in loose)
    assert len(store.ask(editions.editions, known.client)) == 1
