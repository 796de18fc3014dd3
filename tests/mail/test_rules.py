"""Addresses, headers and the mail itself."""

from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mspdesk.errors import UserError
from mspdesk.mail.rules.addresses import addresses
from mspdesk.mail.rules.message import (
    LARGEST,
    Attached,
    Message,
    checked_subject,
    file_name,
    megabytes,
    message_id,
    refuse_large,
    travel_size,
    written,
)

PLAIN = Message(
    "<a@quillfeather.example>",
    "Quillfeather IT",
    "billing@quillfeather.example",
    "",
    ("ann@kestrel.example",),
    (),
    "Invoice",
    "Dear Ann,\n",
    datetime(2026, 3, 11, 15, 0),
)


def with_(**changes: object) -> Message:
    """The plain mail with something else in it."""
    from dataclasses import replace

    return replace(PLAIN, **changes)  # type: ignore[arg-type]  # fields by name


def read(mail: bytes) -> EmailMessage:
    """A mail as the receiver's program reads it."""
    found = message_from_bytes(mail, policy=default)
    assert isinstance(found, EmailMessage)
    return found


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("ann@example.com", ("ann@example.com",)),
        (" Ann Bell <ann@example.com> ", ("ann@example.com",)),
        ("ann@example.com; bo@example.com", ("ann@example.com", "bo@example.com")),
        ("ann@example.com, Ann@Example.com", ("Ann@Example.com",)),
        ('"Bell, Ann" <ann@example.com>, bo@example.com', ("ann@example.com", "bo@example.com")),
        ("jo@bücher.example", ("jo@xn--bcher-kva.example",)),
        ("o'neil+bills@mail.example.co.uk", ("o'neil+bills@mail.example.co.uk",)),
        ("", ()),
        (" , ;", ()),
    ],
)
def test_addresses_are_read_as_people_type_them(typed: str, read_as: tuple[str, ...]) -> None:
    assert addresses(typed) == read_as


@pytest.mark.parametrize(
    "typed",
    [
        "ann",
        "ann@",
        "@example.com",
        "ann@example",
        "ann@@example.com",
        "ann bell@example.com",
        "ann@exam ple.com",
        ".ann@example.com",
        "ann.@example.com",
        "ann..bell@example.com",
        "ann@-example.com",
        "ann@example..com",
        "jörg@example.com",
        "ann@example.com\r\nBcc: all@example.com",
        "ann@example.com\nbo@example.com",
        "<ann@example.com",
        f"{'a' * 65}@example.com",
        f"ann@{'a' * 64}.com",
        f"ann@{'a.' * 130}com",
        "ann@example.com\x00",
        "ann@example.com>, <evil@example.com> SIZE=1",
        ", ".join(f"a{n}@example.com" for n in range(51)),
    ],
)
def test_what_is_no_address_is_refused_beside_its_field(typed: str) -> None:
    with pytest.raises(UserError) as raised:
        addresses(typed, "to")
    assert raised.value.field == "to"
    assert "\n" not in raised.value.text


@given(st.text())
def test_whatever_is_typed_no_address_holds_what_smtp_reads_as_more(typed: str) -> None:
    try:
        found = addresses(typed, "to")
    except UserError:
        return
    for one in found:
        assert one.isascii()
        assert not set(one) & set(' <>\r\n\t,;:()\\"')


@pytest.mark.parametrize(
    "typed", ["", "  ", "a\nBcc: x@y.example", "a\r\nb", "a\u2028b", "x" * 201]
)
def test_a_subject_is_one_line(typed: str) -> None:
    with pytest.raises(UserError) as raised:
        checked_subject(typed)
    assert raised.value.field == "subject"


HOSTILE = [
    'Evil" <evil@example.com>',
    "Grüße; Bcc: all@example.com",
    "=?utf-8?q?x?=",
    "(a comment) <b@c.example>",
    "Ann, Bo",
    "\u202egnp.exe",
    "Ω" * 150,
    "back\\slash",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_cannot_become_another_sender(name: str) -> None:
    mail = read(written(with_(sender_name=name)))
    (sender,) = mail["From"].addresses
    assert sender.addr_spec == "billing@quillfeather.example"
    assert mail["Bcc"] is None


@pytest.mark.parametrize("words", HOSTILE)
def test_a_subject_is_read_as_it_was_typed(words: str) -> None:
    mail = read(written(with_(subject=words)))
    if not words.startswith("=?"):
        assert mail["Subject"] == words
    assert set(mail.keys()) == {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }


@pytest.mark.parametrize("field", ["sender_name", "subject", "reply_to", "message_id"])
def test_a_line_break_in_a_header_is_refused_at_the_last_door_too(field: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        written(with_(**{field: "a\r\nBcc: all@example.com"}))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_a_body_arrives_as_it_was_written(words: str) -> None:
    body = f"{words}\n.\n..\nFrom here\n{'long ' * 300}"
    whole = written(with_(body=body))
    assert all(len(line) <= 998 for line in whole.split(b"\r\n"))
    assert b"\n" not in whole.replace(b"\r\n", b"")
    assert read(whole).get_content().rstrip("\n").splitlines() == body.rstrip("\n").splitlines()


@pytest.mark.parametrize("name", ["Rechnung Größe 1.pdf", "発票.pdf", 'a"b.pdf', "x" * 90 + ".pdf"])
def test_files_keep_their_names_and_bytes(name: str) -> None:
    content = bytes(range(256)) * 40
    plain = file_name(name)
    mail = read(written(with_(files=(Attached(plain, content),))))
    (file,) = mail.iter_attachments()
    assert file.get_filename() == plain
    assert file.get_content() == content


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("a\r\nb.pdf", "a-b.pdf"),
        ("C:\\x\\y.pdf", "C-x-y.pdf"),
        ("invoice\u202efdp.exe", "invoice-fdp.exe"),
        ("", "file"),
        ("...", "file"),
        ("Größe.pdf", "Größe.pdf"),
        (".pdf", "pdf"),
    ],
)
def test_file_names_lead_nowhere(typed: str, kept: str) -> None:
    assert file_name(typed) == kept


def test_more_than_servers_take_is_said_with_the_figures() -> None:
    refuse_large([18_000_000])
    with pytest.raises(UserError, match=r"comes to 28\.8 MB; mail servers take 25 MB") as raised:
        refuse_large([14_000_000, 7_000_000])
    assert raised.value.field == "files"
    assert megabytes(LARGEST) == "25"


@given(st.lists(st.integers(0, 200_000), max_size=4), st.text(max_size=300))
def test_the_size_on_the_way_is_never_less_than_said(sizes: list[int], body: str) -> None:
    try:
        body.encode()
    except UnicodeEncodeError:
        return
    files = tuple(Attached(f"{n}.pdf", b"x" * size) for n, size in enumerate(sizes))
    assert len(written(with_(files=files, body=body))) <= travel_size(sizes, body)


def test_a_draft_says_that_it_is_not_sent() -> None:
    assert read(written(with_(unsent=True)))["X-Unsent"] == "1"
    assert read(written(PLAIN))["X-Unsent"] is None


def test_a_mail_keeps_one_name() -> None:
    assert message_id("a b<c>", "x@quillfeather.example") == "<a.b.c.@quillfeather.example>"
    assert message_id("k", "") == "<k@mspdesk.invalid>"
