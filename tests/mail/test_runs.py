"""Sending through a real server over TLS, whatever the server does."""

import base64
import logging
import socket
import sqlite3
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from mspdesk.database import blobs
from mspdesk.database.history import recent_steps
from mspdesk.dates import frozen, now
from mspdesk.errors import Cancelled, Trouble, UserError
from mspdesk.mail import actions, queries
from mspdesk.mail.runs import passwords, send_test, send_waiting, smtp
from mspdesk.mail.runs.sending import SendReport
from mspdesk.progress import Progress
from tests.database.test_passwords import Ring

from .conftest import MailShop
from .postoffice import PASSWORD, USER, Certificates, post_office

PDF = b"%PDF-1.4 made for a test"


def send(shop: MailShop) -> SendReport:
    """Send what waits."""
    return send_waiting(shop.store, Progress())


def test_a_mail_is_taken_and_only_then_called_sent(shop: MailShop) -> None:
    states: list[str] = []
    mail = shop.queue(
        cc="Bo <bo@kestrel.example>",
        subject="Grüße: Rechnung 2026-0001",
        files=[("Rechnung Müller.pdf", PDF, "application/pdf")],
    )
    shop.office.manners.on_taken = lambda _taken: states.append(shop.state(mail))
    report = send(shop)
    assert (report.sent, report.left, report.trouble) == (1, 0, "")
    assert states == ["sending"]
    row = shop.row(mail)
    assert (row.state, row.sent_at is None, row.tries, row.by_hand) == ("sent", False, 1, False)
    (taken,) = shop.office.taken
    assert taken.private
    assert taken.sender == "billing@quillfeather.example"
    assert taken.recipients == ("ann@kestrel.example", "bo@kestrel.example")
    message = taken.message
    assert message["Subject"] == "Grüße: Rechnung 2026-0001"
    assert message["To"] == "ann@kestrel.example"
    assert message["Cc"] == "bo@kestrel.example"
    assert message["From"] == "Quillfeather IT <billing@quillfeather.example>"
    assert message["Date"].datetime.replace(tzinfo=None).isoformat() == "2026-03-11T15:00:00"
    assert taken.id == shop.store.ask(queries.mail_page, mail).message_id
    (file,) = message.iter_attachments()
    assert file.get_filename() == "Rechnung Müller.pdf"
    assert file.get_content() == PDF


def test_a_copy_for_the_shop_is_named_nowhere(shop: MailShop) -> None:
    shop.set_up(copy_to="archive@quillfeather.example", reply_to="help@quillfeather.example")
    shop.knows()
    shop.queue()
    send(shop)
    (taken,) = shop.office.taken
    assert taken.recipients == ("ann@kestrel.example", "archive@quillfeather.example")
    assert b"archive@" not in taken.content
    assert taken.message["Reply-To"] == "help@quillfeather.example"


def test_one_refused_recipient_is_shown_and_the_others_got_it(shop: MailShop) -> None:
    shop.office.manners.refuses = {"old@kestrel.example"}
    mail = shop.queue("ann@kestrel.example, old@kestrel.example")
    report = send(shop)
    row = shop.row(mail)
    assert (report.sent, report.refused) == (1, 1)
    assert (row.state, row.words) == ("sent", "Sent, partly refused")
    assert row.refused.startswith("old@kestrel.example: It said: 550 5.1.1 No such user here")
    assert shop.office.taken[0].recipients == ("ann@kestrel.example",)


def test_refused_by_all_is_not_sent(shop: MailShop) -> None:
    shop.office.manners.refuses = {"ann@kestrel.example", "bo@kestrel.example"}
    mail = shop.queue("ann@kestrel.example, bo@kestrel.example")
    assert send(shop).failed == 1
    assert shop.state(mail) == "failed"
    assert "refused any of the addresses" in shop.row(mail).error
    assert shop.office.taken == []


def test_a_copy_alone_is_not_a_mail_that_was_sent(shop: MailShop) -> None:
    shop.set_up(copy_to="archive@quillfeather.example")
    shop.knows()
    shop.office.manners.refuses = {"ann@kestrel.example"}
    mail = shop.queue(cc="bo@kestrel.example")
    send(shop)
    assert shop.state(mail) == "failed"
    assert shop.office.taken == []


def test_a_wrong_password_is_asked_for_and_the_mails_wait(shop: MailShop) -> None:
    first, second = shop.queue(), shop.queue("bo@kestrel.example")
    shop.knows("not the one")
    report = send(shop)
    assert report.wants_password
    assert report.left == 2
    assert f"password of {USER}" in report.trouble
    assert [shop.state(first), shop.state(second)] == ["queued", "queued"]
    assert passwords.known(shop.store, shop.account) is None
    shop.knows()
    assert send(shop).sent == 2


def test_a_password_of_letters_from_elsewhere_is_sent_as_it_is(shop: MailShop) -> None:
    shop.queue()
    shop.knows("Schlüssel")
    report = send(shop)
    assert report.wants_password
    assert shop.office.turned_away


def test_without_a_password_one_is_asked_for(shop: MailShop) -> None:
    shop.queue()
    passwords.forget(shop.store, shop.account)
    assert send(shop).wants_password
    assert shop.office.taken == []


def test_the_keyring_keeps_the_password_by_books(shop: MailShop, ring: Ring) -> None:
    assert shop.knows(in_keyring=True)
    passwords.forget(shop.store, shop.account)
    ((service, name),) = ring.kept or {}
    assert service == "mspdesk"
    assert name.startswith(f"mail {USER}@127.0.0.1:{shop.office.port} for ")
    assert name.endswith(shop.store.place)
    shop.queue()
    assert send(shop).sent == 1


def test_without_a_keyring_the_password_is_good_for_this_run(shop: MailShop, ring: Ring) -> None:
    ring.kept = None
    assert not shop.knows(in_keyring=True)
    shop.queue()
    assert send(shop).sent == 1


def test_the_password_is_written_nowhere(
    shop: MailShop, caplog: pytest.LogCaptureFixture, home: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    shop.queue()
    shop.knows("wrong " + PASSWORD)
    words = str(send(shop))
    shop.knows()
    words += str(send(shop)) + repr(passwords.known(shop.store, shop.account))
    line = smtp.Line(shop.account, passwords.Password("wrong " + PASSWORD))
    with pytest.raises(smtp.PasswordWanted) as raised, closing(line):
        line.open()
    words += str(raised.value) + repr(line)
    assert PASSWORD not in words
    assert raised.value.__cause__ is None
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("mail")]
    assert PASSWORD not in " ".join(ours)
    secret = [PASSWORD.encode(), base64.b64encode(f"\0{USER}\0{PASSWORD}".encode())]
    folder = shop.store.folder
    if folder is not None:
        kept = [one.read_bytes() for one in folder.rglob("*") if one.is_file()]
        assert kept
        assert not any(one in whole for one in secret for whole in kept)
    assert not any(PASSWORD in str(step) for step in shop.store.ask(recent_steps))


def test_a_certificate_that_is_not_trusted_ends_it(
    shop: MailShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    mail = shop.queue()
    report = send(shop)
    assert "certificate of 127.0.0.1 is not trusted" in report.trouble
    assert not report.wants_password
    assert (shop.state(mail), report.left) == ("queued", 1)
    assert shop.office.turned_away == []


def test_a_certificate_for_another_name_ends_it(shop: MailShop) -> None:
    shop.set_up(host="127.0.0.2")
    shop.queue()
    report = send(shop)
    # Nobody listens there, or somebody else's name is on the certificate.
    assert "127.0.0.2" in report.trouble
    assert report.left == 1


def test_a_line_that_breaks_before_the_mail_is_handed_over_is_tried_once_more(
    shop: MailShop,
) -> None:
    mail = shop.queue()
    shop.office.manners.at_mail = ["drop"]
    assert send(shop).sent == 1
    assert len(shop.office.taken) == 1
    assert shop.row(mail).tries == 1


@pytest.mark.parametrize("turn", ["at_mail", "at_data"])
def test_a_line_that_keeps_breaking_before_the_mail_is_not_sent(shop: MailShop, turn: str) -> None:
    mail, other = shop.queue(), shop.queue("bo@kestrel.example")
    setattr(shop.office.manners, turn, ["drop", "drop"])
    report = send(shop)
    assert (report.failed, report.sent) == (1, 1)
    assert shop.state(mail) == "failed"
    assert "It was not sent" in shop.row(mail).error
    assert shop.state(other) == "sent"
    assert len(shop.office.taken) == 1


def test_a_line_that_breaks_in_the_middle_of_a_mail_is_not_sent(shop: MailShop) -> None:
    mail = shop.queue(files=[("big.pdf", b"x" * 6_000_000, "application/pdf")])
    shop.office.manners.at_data = ["cut"]
    report = send(shop)
    assert (report.failed, report.unknown, report.sent) == (1, 0, 0)
    assert "It was not sent" in shop.row(mail).error
    assert shop.office.taken == []
    shop.store.do(actions.retry, mail)
    assert send(shop).sent == 1


def test_a_line_that_breaks_before_the_answer_leaves_it_unknown(shop: MailShop) -> None:
    mail, other = shop.queue(), shop.queue("bo@kestrel.example")
    shop.office.manners.at_end = ["drop"]
    report = send(shop)
    assert (report.unknown, report.sent) == (1, 1)
    assert shop.state(mail) == "unknown"
    assert shop.state(other) == "sent"
    # It is never repeated by itself.
    assert send(shop).sent == 0
    assert shop.state(mail) == "unknown"


def test_a_person_answers_for_what_nobody_knows(shop: MailShop) -> None:
    mail, other = shop.queue(), shop.queue("bo@kestrel.example")
    shop.office.manners.at_end = ["drop", "drop"]
    assert send(shop).unknown == 2
    shop.store.person_id = None
    with pytest.raises(UserError, match="who you are"):
        shop.store.do(actions.answer_unknown, mail, arrived=True)
    shop.store.person_id = shop.money.owner
    shop.store.do(actions.answer_unknown, mail, arrived=True)
    shop.store.do(actions.answer_unknown, other, arrived=False)
    assert (shop.state(mail), shop.row(mail).by_hand) == ("sent", True)
    before = shop.store.ask(queries.mail_page, other).message_id
    assert send(shop).sent == 1
    assert [taken.id for taken in shop.office.taken] == [before]


@pytest.mark.parametrize("said", ["452 4.3.1 Disk full here", "554 5.7.1 Looks like spam"])
def test_a_server_that_does_not_take_it_says_why(shop: MailShop, said: str) -> None:
    mail = shop.queue()
    shop.office.manners.at_end = [said]
    assert send(shop).failed == 1
    assert shop.row(mail).error == f"It said: {said}"
    shop.store.do(actions.retry, mail)
    assert send(shop).sent == 1
    assert shop.row(mail).tries == 2


def test_a_server_that_hangs_up_between_mails_is_called_again(shop: MailShop) -> None:
    mails = [shop.queue(f"one{n}@kestrel.example") for n in range(3)]
    shop.office.manners.at_mail = ["", "421 4.7.0 Too many mails", "", ""]
    assert send(shop).sent == 3
    assert {shop.state(one) for one in mails} == {"sent"}
    assert len(shop.office.taken) == 3


def test_a_server_that_says_nothing_is_waited_for_so_long(shop: MailShop) -> None:
    page = shop.queue()
    envelope = smtp.Envelope("billing@quillfeather.example", ("ann@kestrel.example",))
    password = passwords.Password(PASSWORD)
    shop.office.manners.at_mail = ["hang", "hang"]
    line = smtp.Line(shop.account, password, timeout_ms=300, answer_ms=300)
    with pytest.raises(smtp.Dropped):
        line.deliver(envelope, b"Subject: a\r\n\r\nb\r\n")
    shop.office.manners.at_mail = []
    shop.office.manners.at_end = ["hang"]
    with pytest.raises(smtp.Doubtful):
        line.deliver(envelope, b"Subject: a\r\n\r\nb\r\n")
    line.close()
    assert shop.state(page) == "queued"


@pytest.mark.parametrize(("turn", "raised"), [("at_mail", Cancelled), ("at_end", smtp.Doubtful)])
def test_stopping_does_not_wait_for_a_server_that_says_nothing(
    desk_shop: MailShop, turn: str, raised: type[Exception]
) -> None:
    setattr(desk_shop.office.manners, turn, ["hang"])
    progress = Progress()
    line = smtp.Line(
        desk_shop.account,
        passwords.Password(PASSWORD),
        grace_ms=100,
        stopping=lambda: progress.stopping,
    )
    envelope = smtp.Envelope("billing@quillfeather.example", ("ann@kestrel.example",))
    line.open()
    progress.stop()
    begun = time.monotonic()
    with pytest.raises(raised):
        line.deliver(envelope, b"Subject: a\r\n\r\nb\r\n")
    assert time.monotonic() - begun < 10
    line.close()


def test_what_was_stopped_before_it_left_waits(desk_shop: MailShop) -> None:
    mail = desk_shop.queue()
    desk_shop.office.manners.at_mail = ["hang"]
    progress = Progress()
    threading.Timer(1, progress.stop).start()
    report = send_waiting(desk_shop.store, progress)
    assert (report.stopped, report.left) == (True, 1)
    assert desk_shop.state(mail) == "queued"


def test_a_server_that_never_greets_is_told(shop: MailShop) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        shop.set_up(port=deaf.getsockname()[1])
        line = smtp.Line(shop.account, None, timeout_ms=300)
        with pytest.raises(Trouble, match="does not answer"):
            line.open()


def test_nobody_listening_is_told_and_the_mails_wait(shop: MailShop) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    shop.set_up(port=port)
    shop.knows()
    mail = shop.queue()
    report = send(shop)
    assert f"127.0.0.1:{port} cannot be reached" in report.trouble
    assert shop.state(mail) == "queued"


def test_starttls_is_used_and_never_done_without(
    shop: MailShop, certificates: Certificates
) -> None:
    with post_office(certificates, starttls=True) as office:
        shop.set_up(security="starttls", port=office.port)
        shop.knows()
        shop.queue()
        assert send(shop).sent == 1
        assert office.taken[0].private
    with post_office(certificates, tls=False) as open_office:
        shop.set_up(port=open_office.port)
        shop.knows()
        shop.queue()
        assert "takes no STARTTLS" in send(shop).trouble
        assert open_office.taken == []
        assert open_office.turned_away == []


def test_tls_where_none_is_spoken_is_told(shop: MailShop, certificates: Certificates) -> None:
    with post_office(certificates, tls=False) as office:
        shop.set_up(port=office.port)
        shop.knows()
        shop.queue()
        assert "does not speak TLS" in send(shop).trouble


def test_without_tls_no_password_is_kept_or_sent(
    shop: MailShop, certificates: Certificates
) -> None:
    with pytest.raises(UserError) as raised:
        shop.set_up(security="none")
    assert raised.value.field == "security"
    with post_office(certificates, tls=False) as office:
        shop.set_up(security="none", user="", port=office.port)
        mail = shop.queue()
        # This server wants a login, and none is ever tried.
        assert send(shop).failed == 1
        assert "530 5.7.0 Authentication required" in shop.row(mail).error
        assert office.turned_away == []


def test_a_server_that_takes_less_is_told_before_anything_is_sent(
    shop: MailShop, certificates: Certificates
) -> None:
    with post_office(certificates, size=200_000) as office:
        shop.set_up(port=office.port)
        shop.knows()
        mail = shop.queue(files=[("big.pdf", b"x" * 400_000, "application/pdf")])
        assert send(shop).failed == 1
        assert "the server takes 0.2 MB" in shop.row(mail).error


def test_a_lost_file_stops_one_mail_and_no_other(shop: MailShop) -> None:
    mail = shop.queue(files=[("a.pdf", PDF, "application/pdf")])
    other = shop.queue("bo@kestrel.example")
    (file,) = shop.store.ask(queries.files_of, mail)
    folder = shop.store.folder
    if folder is None:
        with shop.store.step("Damage", batch=True) as session:
            from mspdesk.database.tables import Blob

            session.get_one(Blob, file.blob).content = b"something else"
    else:
        blobs.file_of(blobs.folder_of_blobs(folder), file.blob).unlink()
    report = send(shop)
    assert (report.failed, report.sent) == (1, 1)
    assert "missing or damaged" in shop.row(mail).error
    assert shop.state(other) == "sent"


def test_stopping_takes_effect_between_two_mails(shop: MailShop) -> None:
    mails = [shop.queue(f"one{n}@kestrel.example") for n in range(3)]
    progress = Progress()
    shop.office.manners.on_taken = lambda _taken: progress.stop()
    report = send_waiting(shop.store, progress)
    assert (report.sent, report.left, report.stopped) == (1, 2, True)
    assert [shop.state(one) for one in mails] == ["sent", "queued", "queued"]


def test_what_was_being_sent_when_the_program_ended_is_unknown(shop: MailShop) -> None:
    mail = shop.queue()
    assert shop.store.do(actions.begin_sending, mail, shop.row(mail).version)
    alone = shop.store.dialect == "sqlite"
    assert shop.store.do(actions.settle) == int(alone)
    # On a server another computer may still be sending it.
    assert shop.state(mail) == ("unknown" if alone else "sending")
    assert send(shop).sent == 0
    assert shop.office.taken == []


def test_a_mail_that_changed_meanwhile_is_not_sent(shop: MailShop) -> None:
    mail = shop.queue()
    version = shop.row(mail).version
    shop.store.do(actions.cancel, mail)
    assert not shop.store.do(actions.begin_sending, mail, version)
    assert send(shop).sent == 0
    assert shop.state(mail) == "cancelled"


def test_two_who_send_at_once_send_it_once(shop: MailShop) -> None:
    for n in range(6):
        shop.queue(f"one{n}@kestrel.example")
    reports: list[SendReport] = []
    threads = [threading.Thread(target=lambda: reports.append(send(shop))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(shop.office.taken) == 6
    assert len({taken.id for taken in shop.office.taken}) == 6


def test_books_that_cannot_be_written_after_the_answer_leave_it_open(
    desk_shop: MailShop,
) -> None:
    """The disk is full exactly when `sent` is to be written: it must never be called queued."""
    shop = desk_shop
    mail = shop.queue()

    def fill_up(_taken: object) -> None:
        # A trigger stands for the disk: it lets `sending` through and nothing after it.
        with sqlite3.connect(shop.store.place) as books:
            books.execute(
                "CREATE TRIGGER full BEFORE UPDATE ON outbox_mail WHEN new.state = 'sent' "
                "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
            )
        books.close()

    shop.office.manners.on_taken = fill_up
    try:
        report = send(shop)
    except (Trouble, UserError):
        report = SendReport()
    assert report.sent == 0
    assert shop.state(mail) == "sending"
    with sqlite3.connect(shop.store.place) as books:
        books.execute("DROP TRIGGER full")
    books.close()
    shop.store.do(actions.settle)
    assert shop.state(mail) == "unknown"
    assert send(shop).sent == 0
    assert len(shop.office.taken) == 1


def test_a_test_mail_says_what_came_of_it(shop: MailShop) -> None:
    words = send_test(shop.store, Progress(), shop.account)
    assert "took a test mail to billing@quillfeather.example" in words
    assert shop.office.taken[0].recipients == ("billing@quillfeather.example",)
    shop.office.manners.refuses = {"billing@quillfeather.example"}
    with pytest.raises(Trouble, match="No such user"):
        send_test(shop.store, Progress(), shop.account)
    assert shop.store.ask(queries.waiting).words == ""


def test_drafts_are_not_sent_by_the_server(shop: MailShop) -> None:
    shop.set_up(way="program")
    shop.queue()
    with pytest.raises(UserError, match="as drafts"):
        send(shop)


def test_stopping_before_the_first_leaves_all_waiting(shop: MailShop) -> None:
    mail = shop.queue()
    progress = Progress()
    progress.stop()
    report = send_waiting(shop.store, progress)
    assert report.stopped
    assert shop.state(mail) == "queued"
    with pytest.raises(Cancelled):
        send_test(shop.store, progress, shop.account)


def test_mails_to_an_audience_keep_to_the_hour_and_let_others_pass(shop: MailShop) -> None:
    shop.set_up(bulk_per_hour=2, reply_to="hello@quillfeather.example")
    shop.knows()
    many = [shop.queue(f"one{n}@kestrel.example", bulk=True) for n in range(3)]
    invoice = shop.queue()
    report = send(shop)
    assert (report.sent, report.left, report.held) == (3, 1, 1)
    assert report.words == "Mail: 3 sent, 1 waiting. Those of a campaign go on at 4:00 pm."
    assert [shop.state(one) for one in (*many, invoice)] == ["sent", "sent", "queued", "sent"]
    first, bulk = shop.office.taken[:2]
    assert first.message["List-Unsubscribe"] is None
    assert bulk.message["List-Unsubscribe"] == "<mailto:hello@quillfeather.example?subject=stop>"
    assert bulk.message["Precedence"] == "bulk"
    with frozen(now() + timedelta(minutes=59)):
        assert (send(shop).sent, shop.state(many[2])) == (0, "queued")
    with frozen(now() + timedelta(minutes=61)):
        assert (send(shop).sent, shop.state(many[2])) == (1, "sent")


def test_without_a_limit_all_mails_to_an_audience_leave_at_once(shop: MailShop) -> None:
    with pytest.raises(UserError, match=r"from 0 to 10,000"):
        shop.set_up(bulk_per_hour=-1)
    shop.set_up(bulk_per_hour=0)
    shop.knows()
    for n in range(3):
        shop.queue(f"one{n}@kestrel.example", bulk=True)
    assert send(shop).words == "Mail: 3 sent."
