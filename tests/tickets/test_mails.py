"""A ticket from a mail: whatever its sender put into it, nothing runs, nothing is lost unsaid."""

import contextlib
import time
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from mspdesk.clients import actions as clients
from mspdesk.database.store import Store
from mspdesk.errors import UserError
from mspdesk.progress import Progress
from mspdesk.tickets import actions, queries, rules
from mspdesk.tickets.queries.senders import Sender, sender_of, ticket_with
from mspdesk.tickets.rules.mail import MOST_FILES, description_of, parse_mail, plain_of, title_of
from mspdesk.tickets.runs.mails import mail_of, read_mail
from tests.tickets.board import COMPLETE, Small


def written(subject: str = "Re: AW: Printer is down", **files: bytes) -> bytes:
    """A mail as a mail program writes it."""
    mail = EmailMessage()
    mail["From"] = "Ines Varga <Ines@Brightwater.example>"
    mail["To"] = "help@quillfeather.example"
    mail["Subject"] = subject
    mail["Date"] = "Wed, 11 Mar 2026 09:14:00 -0500"
    mail.set_content("The second tray is jammed.\n\n\n\nPlease come.\n")
    mail.add_alternative("<p>The <b>second</b> tray</p><script>x()</script>", subtype="html")
    for name, content in files.items():
        mail.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return mail.as_bytes()


def test_a_usual_mail_is_read_whole() -> None:
    mail = parse_mail(written(photo_jpg=b"\xff\xd8\xffjpeg", log_txt=b"words"))
    assert (mail.name, mail.address) == ("Ines Varga", "ines@brightwater.example")
    assert (mail.subject, title_of(mail)) == ("Re: AW: Printer is down", "Printer is down")
    assert mail.sent_at == datetime(2026, 3, 11, 9, 14)
    assert mail.text == "The second tray is jammed.\n\nPlease come."
    assert [(one.name, one.content) for one in mail.files] == [
        ("photo.jpg", b"\xff\xd8\xffjpeg"),
        ("log.txt", b"words"),
    ]
    assert (mail.left_out, mail.damaged) == (0, False)
    assert description_of(mail, "Mar 11").startswith(
        "From Ines Varga <ines@brightwater.example>, Mar 11\n\nThe second"
    )


def test_html_alone_becomes_words_and_nothing_else() -> None:
    html = (
        "<html><head><title>t</title><style>p{}</style></head><body><p>One&amp;two<br>three</p>"
        "<img src='https://example.com/pixel'><script>steal()</script><div>four</body>"
    )
    assert plain_of(html).split() == ["One&two", "three", "four"]
    raw = b"From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n" + html.encode()
    assert parse_mail(raw).text == "One&two\nthree\nfour"


HEAD = b"From: Eve <eve@evil.example>\r\nSubject: x\r\n"
DEEP = b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (at, at) for at in range(60)
)


@pytest.mark.parametrize(
    ("raw", "damaged"),
    [
        (HEAD + b'Content-Type: multipart/mixed; boundary="a"\r\n\r\nno part at all', True),
        (HEAD + b"Content-Type: multipart/mixed\r\n\r\nno boundary", True),
        (HEAD + b"Content-Type: text/plain; charset=nonsense-9\r\n\r\n\xff\xfe words", False),
        (HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n\xff\xfe words", False),
        (HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n%%%not base64 words", None),
        (HEAD + b"Content-Transfer-Encoding: base64\r\n\r\nd29yZHM", None),
        (HEAD + b"Date: yesterday at noon\r\n\r\nwords", None),
        (HEAD + b"Date: Wed, 99 Mar 99999 99:99:99 +9999\r\n\r\nwords", None),
        (HEAD + b"a line that is no header\r\n\r\nwords", None),
        (HEAD + DEEP + b"\r\n\r\nwords", None),
        (HEAD + b"Content-Type: \r\n\r\nwords", None),
        (HEAD + b"Content-Disposition: attachment; filename*=utf-8''%ZZ\r\n\r\nwords", None),
    ],
)
def test_a_broken_mail_is_read_as_far_as_it_goes(raw: bytes, damaged: bool | None) -> None:
    mail = parse_mail(raw)
    assert (mail.subject, mail.address) == ("x", "eve@evil.example")
    if damaged is not None:
        assert mail.damaged is damaged


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        (b"eve@evil.example <ines@brightwater.example>", ""),
        (b'"ines@brightwater.example" <eve@evil.example>', "eve@evil.example"),
        (b"no address", ""),
        (b"<a b@c.example>", ""),
        (b"<ines@brightwater.example\r\n Bcc: all@x.example>", ""),
        (b"=?utf-8?q?In=C3=A9s?= <i@b.example>", "i@b.example"),
        (b"=?utf-8?b?@@@?= <i@b.example>", ""),
        (b"a@b.example, c@d.example", ""),
        (b"(((((((((((((((((((", ""),
    ],
)
def test_who_wrote_it_is_the_address_and_never_the_name(sender: bytes, address: str) -> None:
    assert parse_mail(b"From: " + sender + b"\r\nSubject: x\r\n\r\nwords").address == address


def test_signs_that_cannot_be_seen_are_gone_from_subject_and_words() -> None:
    raw = "From: a@b.example\nSubject: pay\u202egpj.exe\x07 now\n\none\u202etwo\x1b[31m".encode()
    mail = parse_mail(raw)
    assert "\u202e" not in mail.subject + mail.text
    assert "\x1b" not in mail.text
    assert len(parse_mail(written("x" * 5_000)).subject) <= rules.LONGEST_TITLE


def test_files_have_safe_names_and_a_limit() -> None:
    mail = EmailMessage()
    mail["From"] = "a@b.example"
    mail.set_content("words")
    for name in ("../../etc/cron.d/x", "C:\\Windows\\nul.txt", "bill.pdf\u202egpj.exe"):
        mail.add_attachment(b"x", maintype="application", subtype="pdf", filename=name)
    inner = EmailMessage()
    inner["Subject"] = "inner"
    inner.set_content("inner words")
    mail.add_attachment(inner)
    found = parse_mail(mail.as_bytes()).files
    assert [one.name for one in found] == ["x", "file-nul.txt", "bill.pdfgpj.exe", "mail 4.eml"]
    assert b"inner words" in found[3].content
    many = EmailMessage()
    many["From"] = "a@b.example"
    many.set_content("words")
    for at in range(MOST_FILES + 7):
        many.add_attachment(b"%d" % at, maintype="text", subtype="csv", filename=f"{at}.csv")
    mail_read = parse_mail(many.as_bytes())
    assert (len(mail_read.files), mail_read.left_out) == (MOST_FILES, 7)


@pytest.mark.parametrize("raw", [b"\0" * 100, b"", b"%PDF-1.7\n%\xe2", b"\n\nno header"])
def test_what_is_no_mail_is_refused_in_one_sentence(raw: bytes) -> None:
    with pytest.raises(UserError, match="Write the ticket by hand"):
        mail_of(raw, "odd.eml")


def test_a_mail_made_to_freeze_the_reader_ends_by_itself() -> None:
    raw = b"From: " + b"(" * 60_000 + b"\r\nSubject: " + b"=?utf-8?q?=41?= " * 20_000 + b"\r\n\r\nx"
    began = time.monotonic()
    with contextlib.suppress(UserError):
        mail_of(raw, "slow.eml")
    assert time.monotonic() - began < 60


# From the mail to the ticket.


def test_the_sender_is_found_by_address_then_by_domain(store: Store, small: Small) -> None:
    assert store.ask(sender_of, "ines@brightwater.example") == Sender()
    _told(store, small.ines, {"email": "Ines@Brightwater.example"})
    found = store.ask(sender_of, "ines@brightwater.EXAMPLE")
    assert found == Sender(small.brightwater, small.ines)
    _domain(store, small.kestrel, "kestrel.example")
    assert store.ask(sender_of, "new@kestrel.example") == Sender(small.kestrel)
    assert store.ask(sender_of, "new@notkestrel.example") == Sender()
    assert store.ask(sender_of, "") == Sender()
    store.do(
        clients.add_contact,
        small.kestrel,
        {"first_name": "Ines", "email": "ines@brightwater.example"},
    )
    assert store.ask(sender_of, "ines@brightwater.example") == Sender()


def _told(store: Store, contact_id: int, changes: dict[str, str]) -> None:
    from mspdesk.clients.models import Contact

    with store.step("Prepare") as session:
        row = session.get_one(Contact, contact_id)
        for name, value in changes.items():
            setattr(row, name, value)


def _domain(store: Store, client_id: int, domain: str) -> None:
    from mspdesk.clients.models import Client

    with store.step("Prepare") as session:
        session.get_one(Client, client_id).email_domain = domain


def test_a_mail_becomes_a_ticket_in_one_step_and_is_known_again(
    store: Store, small: Small, tmp_path: Path
) -> None:
    _told(store, small.ines, {"email": "ines@brightwater.example"})
    path = tmp_path / "Printer is down.eml"
    path.write_bytes(written(photo_jpg=b"jpeg", copy_jpg=b"jpeg"))
    came = read_mail(store, Progress(), path)
    assert (came.sender, came.ticket_id) == (Sender(small.brightwater, small.ines), None)
    files = ((came.name, came.raw), *((one.name, one.content) for one in came.mail.files))
    ticket_id = store.do(
        actions.open_from_mail, small.brightwater, title_of(came.mail), COMPLETE, files
    )
    page = store.ask(queries.ticket_page, ticket_id)
    assert page is not None
    assert [one.name for one in page.files] == ["Printer is down.eml", "photo.jpg"]
    assert read_mail(store, Progress(), path).ticket_id == ticket_id
    store.undo()
    assert store.ask(queries.ticket_page, ticket_id) is None
    assert store.ask(ticket_with, "0" * 64) is None
    assert read_mail(store, Progress(), path).ticket_id is None
