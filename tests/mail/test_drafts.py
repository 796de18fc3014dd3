"""The other way out: drafts for the user's own mail program."""

import os
import subprocess
import sys
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from mspdesk.errors import Trouble, UserError
from mspdesk.mail import actions, queries
from mspdesk.mail.runs import draft_of, drafts, mailto
from mspdesk.progress import Progress

from .conftest import MailShop

PDF = ("Invoice 2026-0001.pdf", b"%PDF-1.4", "application/pdf")


def test_a_draft_is_a_whole_mail_that_says_it_was_not_sent(shop: MailShop, home: Path) -> None:
    mail = shop.queue(cc="bo@kestrel.example", subject="Grüße", files=[PDF])
    file = draft_of(shop.store, Progress(), mail)
    assert file.is_relative_to(home)
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o077 == 0
    found = message_from_bytes(file.read_bytes(), policy=default)
    assert (found["X-Unsent"], found["To"], found["Cc"]) == (
        "1",
        "ann@kestrel.example",
        "bo@kestrel.example",
    )
    assert found["Subject"] == "Grüße"
    (attached,) = found.iter_attachments()
    assert attached.get_filename() == PDF[0]
    assert shop.state(mail) == "drafted"
    assert shop.office.taken == []


def test_only_the_person_knows_whether_a_draft_was_sent(shop: MailShop) -> None:
    mail = shop.queue()
    draft_of(shop.store, Progress(), mail)
    draft_of(shop.store, Progress(), mail)
    shop.store.person_id = None
    with pytest.raises(UserError, match="who you are"):
        shop.store.do(actions.sent_by_hand, mail)
    shop.store.person_id = shop.money.owner
    shop.store.do(actions.sent_by_hand, mail)
    row = shop.row(mail)
    assert (row.state, row.by_hand, row.words, row.tries) == ("sent", True, "Sent by hand", 2)


def test_a_full_disk_leaves_the_mail_waiting(shop: MailShop, home: Path) -> None:
    """A limit on the size of files stands for a full disk, in a process of its own."""
    if shop.store.dialect != "sqlite":
        return
    mail = shop.queue(files=[("big.pdf", os.urandom(3_000_000), "application/pdf")])
    place = shop.store.place
    shop.store.close()
    said = subprocess.run(
        [sys.executable, "-c", FULL, place, str(mail)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )
    assert said.stdout.strip() == "The draft could not be written. File too large. queued", said
    assert list((home / "drafts").iterdir()) == []


FULL = f"""
import resource, signal, sys
from mspdesk import schema
from mspdesk.database.books import open_books
from mspdesk.errors import Trouble
from mspdesk.mail import queries
from mspdesk.mail.runs import draft_of
from mspdesk.progress import Progress
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_books(sys.argv[1], durable=False)
mail = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, ({2_000_000}, resource.RLIM_INFINITY))
try:
    draft_of(store, Progress(), mail)
except Trouble as error:
    print(error, store.ask(queries.mails_by_id, [mail])[0].state)
store.close()
"""


def test_no_folder_to_write_in_is_told(shop: MailShop, home: Path) -> None:
    mail = shop.queue()
    (home / "drafts").write_text("in the way")
    with pytest.raises(Trouble, match="could not be written"):
        draft_of(shop.store, Progress(), mail)
    assert shop.state(mail) == "queued"


def test_old_drafts_are_cleared_away(shop: MailShop) -> None:
    folder = drafts.drafts_folder()
    folder.mkdir()
    old, young = folder / "1 old.eml", folder / "2 young.eml"
    for file, stamp in ((old, 1_770_000_000), (young, 1_773_100_000)):
        file.write_bytes(b"x")
        os.utime(file, (stamp, stamp))
    draft_of(shop.store, Progress(), shop.queue())
    assert not old.exists()
    assert young.exists()


def test_a_link_says_the_words_and_nothing_else(shop: MailShop) -> None:
    mail = shop.queue(
        cc="bo@kestrel.example",
        subject="50 % off? a&b=c#d",
        body="Grüße,\nsee you & yours\n",
        files=[PDF],
    )
    link = urlsplit(mailto(shop.store.ask(queries.mail_page, mail)))
    assert (link.scheme, link.path, link.fragment) == ("mailto", "ann@kestrel.example", "")
    said = parse_qs(link.query, strict_parsing=True)
    assert said == {
        "subject": ["50 % off? a&b=c#d"],
        "body": ["Grüße,\r\nsee you & yours"],
        "cc": ["bo@kestrel.example"],
    }
