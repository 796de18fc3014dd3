"""The outbox: queued once, cancelled, tried again, answered by a person."""

import pytest
from sqlalchemy import event

from mspdesk.database import blobs
from mspdesk.errors import Trouble, UserError
from mspdesk.mail import actions, queries

from .conftest import MailShop


def test_queued_under_a_key_it_is_one_mail(shop: MailShop) -> None:
    first = shop.queue(key="invoice:12:0")
    assert shop.queue("other@kestrel.example", key="invoice:12:0") == first
    assert shop.queue() != shop.queue()
    long = "invoice:12:" + "x" * 100
    assert shop.queue(key=long) == shop.queue(key=long)


def test_what_was_queued_is_said_by_what_it_carries(shop: MailShop) -> None:
    first = shop.queue(about="invoice:12", client_id=shop.money.kestrel)
    shop.queue(about="invoice:1")
    second = shop.queue(about="invoice:12")
    rows = shop.store.ask(queries.mails_about, "invoice:12")
    assert [row.id for row in rows] == [second, first]
    assert rows[1].client == "Kestrel Machine & Tool"
    assert shop.store.ask(queries.waiting_ids) == [first, first + 1, second]
    assert shop.store.ask(queries.sent_about, ["invoice:12"]) == {}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"to": ""}, "to"),
        ({"to": "nobody"}, "to"),
        ({"cc": "nobody"}, "cc"),
        ({"subject": ""}, "subject"),
        ({"subject": "a\nBcc: b@c.example"}, "subject"),
        ({"files": [("a.pdf", b"x" * 19_000_000, "application/pdf")]}, "files"),
    ],
)
def test_what_cannot_be_sent_is_not_queued(
    shop: MailShop, typed: dict[str, object], field: str
) -> None:
    with pytest.raises(UserError) as raised:
        shop.queue(**typed)  # type: ignore[arg-type]  # what a form gives
    assert raised.value.field == field
    assert shop.store.ask(queries.open_mails) == []


def test_files_of_one_name_are_told_apart(shop: MailShop) -> None:
    pdf = "application/pdf"
    mail = shop.queue(files=[("a.pdf", b"1", pdf), ("A.pdf", b"2", pdf), ("b/c.pdf", b"3", pdf)])
    names = [file.name for file in shop.store.ask(queries.files_of, mail)]
    assert names == ["a.pdf", "2-A.pdf", "b-c.pdf"]
    assert [one.content for one in shop.store.ask(queries.attached, mail)] == [b"1", b"2", b"3"]


def test_a_mail_that_waits_can_be_taken_back(shop: MailShop) -> None:
    mail = shop.queue(files=[("a.pdf", b"1", "application/pdf")])
    shop.store.undo()
    assert shop.store.ask(queries.open_mails) == []
    mail = shop.queue()
    assert shop.store.do(actions.begin_sending, mail, shop.row(mail).version)
    with pytest.raises(UserError):
        shop.store.undo()
    assert shop.state(mail) == "sending"


def test_each_deed_has_its_states(shop: MailShop) -> None:
    mail = shop.queue()
    with pytest.raises(UserError, match="This mail is waiting"):
        shop.store.do(actions.retry, mail, "x@kestrel.example")
    with pytest.raises(UserError, match="This mail is waiting"):
        shop.store.do(actions.send_to_others, mail, "x@kestrel.example")
    shop.store.person_id = shop.money.owner
    with pytest.raises(UserError):
        shop.store.do(actions.answer_unknown, mail, arrived=True)
    with pytest.raises(UserError):
        shop.store.do(actions.sent_by_hand, mail)
    shop.store.do(actions.cancel, mail)
    with pytest.raises(UserError, match="This mail is cancelled"):
        shop.store.do(actions.cancel, mail)
    shop.store.do(actions.retry, mail)
    assert shop.state(mail) == "queued"
    with pytest.raises(UserError, match="not there"):
        shop.store.do(actions.cancel, 999)


def test_a_wrong_address_is_mended_and_tried_again(shop: MailShop) -> None:
    mail = shop.queue("old@kestrel.example", cc="bo@kestrel.example")
    shop.store.do(actions.note_failed, mail, "It said: 550", {"old@kestrel.example": "no"})
    with pytest.raises(UserError) as raised:
        shop.store.do(actions.retry, mail, "", "")
    assert raised.value.field == "to"
    shop.store.do(actions.retry, mail, "new@kestrel.example", "")
    row = shop.row(mail)
    assert (row.to, row.cc, row.error, row.refused) == ("new@kestrel.example", "", "", "")


def test_what_somebody_did_not_get_goes_to_another_address(shop: MailShop) -> None:
    mail = shop.queue(files=[("a.pdf", b"1", "application/pdf")], about="invoice:3")
    shop.store.do(actions.begin_sending, mail, shop.row(mail).version)
    shop.store.do(actions.note_sent, mail, {"bo@kestrel.example": "It said:\n550"})
    assert shop.row(mail).refused == "bo@kestrel.example: It said: 550"
    other = shop.store.do(actions.send_to_others, mail, "new@kestrel.example")
    page = shop.store.ask(queries.mail_page, other)
    assert (page.row.to, page.row.about, page.row.state) == (
        "new@kestrel.example",
        "invoice:3",
        "queued",
    )
    assert page.message_id != shop.store.ask(queries.mail_page, mail).message_id
    assert shop.store.ask(queries.attached, other)[0].content == b"1"


def test_the_account_says_what_is_missing_beside_its_field(shop: MailShop) -> None:
    for changes, field in (
        ({"host": ""}, "host"),
        ({"host": "mail example"}, "host"),
        ({"host": "https://mail.example"}, "host"),
        ({"port": 0}, "port"),
        ({"from_address": ""}, "from_address"),
        ({"from_address": "nobody"}, "from_address"),
        ({"reply_to": "a@b.example\nBcc: x@y.example"}, "reply_to"),
        ({"from_name": "a\r\nBcc: x@y.example"}, "from_name"),
        ({"copy_to": "x"}, "copy_to"),
        ({"security": "none"}, "security"),
    ):
        with pytest.raises(UserError) as raised:
            shop.set_up(**changes)
        assert raised.value.field == field
    with pytest.raises(UserError, match="Somebody changed this mail account"):
        shop.store.do(actions.edit_account, 0, {"host": "other.example"})


def test_a_new_shop_sends_under_its_own_name(shop: MailShop) -> None:
    shop.store.undo()
    shop.store.undo()
    account = shop.account
    assert (account.version, account.way, account.by_server) == (0, "program", False)
    assert account.from_name == "Quillfeather IT, LLC"
    assert account.signature.startswith("Quillfeather IT, LLC\n")


def test_the_list_begins_with_what_asks(shop: MailShop) -> None:
    mails = [shop.queue(f"one{n}@kestrel.example") for n in range(6)]
    sent, failed, unknown, cancelled, waits, last = mails
    for one in (sent, unknown, last):
        shop.store.do(actions.begin_sending, one, shop.row(one).version)
    shop.store.do(actions.note_sent, sent, {})
    shop.store.do(actions.note_sent, last, {})
    shop.store.do(actions.note_unknown, unknown, "no answer")
    shop.store.do(actions.note_failed, failed, "no")
    shop.store.do(actions.cancel, cancelled)
    ordered = [unknown, failed, waits, last, cancelled, sent]
    assert [row.id for row in shop.store.ask(queries.mails)] == ordered
    for skip in range(6):
        page = shop.store.ask(queries.mails, 2, skip)
        assert [row.id for row in page] == ordered[skip : skip + 2]
    assert shop.store.ask(queries.mail_count) == 6
    assert shop.store.ask(queries.waiting).words == "1 mail waits, 2 to look at"
    assert shop.store.ask(queries.checks) == []


def test_a_file_is_got_again_or_said_to_be_lost(shop: MailShop) -> None:
    mail = shop.queue(files=[("a.pdf", b"1", "application/pdf")])
    (file,) = shop.store.ask(queries.files_of, mail)
    assert shop.store.ask(queries.file_bytes, file.id).content == b"1"
    folder = shop.store.folder
    if folder is not None:
        blobs.file_of(blobs.folder_of_blobs(folder), file.blob).write_bytes(b"2")
        with pytest.raises(Trouble, match="missing or damaged"):
            shop.store.ask(queries.file_bytes, file.id)


def test_what_waits_is_found_without_reading_what_was_sent(desk_shop: MailShop) -> None:
    asked: list[str] = []

    with desk_shop.store.read() as session:
        connection = session.connection()

        def note(_c: object, _k: object, words: str, *_more: object) -> None:
            if not words.startswith("EXPLAIN"):
                asked.append(words.replace("?", "'queued'"))

        event.listen(connection, "before_cursor_execute", note)
        for query in (queries.open_mails, queries.waiting, queries.waiting_ids, queries.sending):
            query(session)
        event.remove(connection, "before_cursor_execute", note)
        plans = [
            " ".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}"))
            for words in asked
        ]
    assert len(plans) == 4
    assert all("ix_outbox_mail_waiting" in one for one in plans), plans
