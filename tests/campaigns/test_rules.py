"""What can be said about campaigns without books: months, audiences, merging, bounces."""

from datetime import date
from email.message import EmailMessage

import pytest

from mspdesk.campaigns.rules import audience, bounces, merge
from mspdesk.campaigns.rules.campaigns import Span, for_each, lanes, months, usual_end
from mspdesk.campaigns.rules.profiles import is_due
from mspdesk.errors import UserError

NOTICE = """\
From: MAILER-DAEMON@mail.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your mail to two addresses.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; Lena@Alder.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <lena@alder.example>:
 no such user

Final-Recipient: rfc822; bo@birch.example
Action: delayed
Status: 4.2.2

Final-Recipient: rfc822; cy@cedar.example
Action: delivered
Status: 2.0.0

--b
Content-Type: text/rfc822-headers

From: hello@quillfeather.example
Message-ID: <campaign.1.1@quillfeather.example>
Subject: A question

--b--
"""


def test_a_campaign_goes_on_for_five_months_and_knows_each() -> None:
    end = usual_end(date(2026, 3, 2))
    assert end == date(2026, 8, 1)
    assert usual_end(date(2026, 10, 1)) == date(2027, 2, 28)
    assert months(date(2026, 11, 30), date(2027, 2, 1)) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]
    assert (for_each(10_000, 3), for_each(10_000, 0)) == (3_333, None)


def test_bars_that_overlap_stand_on_lines_of_their_own() -> None:
    day = date
    spans = [
        Span(1, day(2026, 1, 1), day(2026, 3, 31)),
        Span(2, day(2026, 2, 1), day(2026, 2, 28)),
        Span(3, day(2026, 3, 1), day(2026, 5, 1)),
        Span(4, day(2026, 3, 31), day(2026, 6, 1)),
    ]
    assert lanes(spans) == {1: 0, 2: 1, 3: 1, 4: 2}


def test_a_rule_is_kept_as_it_was_and_said_in_words() -> None:
    rule = audience.Audience(
        ("prospect", "active"), ("gold", ""), ("Dental “&” more",), ("booked",), "decides"
    )
    assert audience.read_audience(audience.audience_text(rule)) == rule
    assert rule.words({"booked": "Assessment booked"}) == (
        "Prospect or Client, plan Gold or No plan, industry Dental “&” more, "
        "stage Assessment booked; everybody who decides"
    )
    assert audience.read_audience("") == audience.Audience()
    assert audience.read_audience("not [ toml") == audience.Audience()


def test_a_wrong_merge_field_is_named_with_its_line_and_what_was_meant() -> None:
    not_ours = "belongs to one paper and is not known of everybody. Choose one from the list of"
    not_ours += " fields."
    body = "Hello {client.first_name},\n\nabout {client.nmae} and {invoice.total} } and"
    found = [merge.fault_words(one) for one in merge.faults("To {client.numbr}", body)]
    assert found == [
        "Subject: There is no field {client.numbr}. Did you mean {client.number}?",
        "Line 3: There is no field {client.nmae}. Did you mean {client.name}?",
        "Line 3: There is a } by itself. Write a field as {client.name}.",
        f"Line 3: {{invoice.total}} {not_ours}",
    ]
    with pytest.raises(UserError, match="Line 3") as refused:
        merge.refuse_faults("A subject", body)
    assert refused.value.field == "body"
    (short,) = merge.faults("A subject", "Hello {first_nam}")
    assert short.words == "There is no field {first_nam}. Did you mean {client.first_name}?"


def test_a_mail_says_who_gets_it_and_ends_with_how_to_stop() -> None:
    known = {"client.first_name": "Lena", "client.name": "Alder {shop.name}", "client.title": ""}
    text = "Hello {client.first_name} of {client.name},\n\n{client.title}\n\nbye"
    found = merge.merge("For {client.name}", text, known, "-- \nstop here", "Quillfeather")
    assert found.subject == "For Alder {shop.name}"
    assert found.body == (
        "Hello Lena of Alder {shop.name},\n\nbye\n\nQuillfeather\n\n-- \nstop here\n"
    )
    assert found.empty == ("The main contact's title",)


def test_a_notice_of_a_mail_server_is_read() -> None:
    hard, soft = bounces.read_notice(NOTICE.replace("\n", "\r\n").encode())
    assert (hard.address, hard.kind) == ("lena@alder.example", "hard")
    assert hard.said == "550 5.1.1 <lena@alder.example>: no such user"
    assert hard.message_id == "<campaign.1.1@quillfeather.example>"
    assert (soft.address, soft.kind, soft.said) == ("bo@birch.example", "soft", "status 4.2.2")


def test_a_notice_in_plain_words_is_read_as_far_as_it_goes() -> None:
    mail = EmailMessage()
    mail["From"] = "postmaster@mail.example"
    mail.set_content(
        "Your mail to Bo@Birch.example came back:\n452 4.2.2 mailbox full\n"
        "Message-ID: <campaign.1.2@quillfeather.example>\n"
    )
    (found,) = bounces.read_notice(mail.as_bytes())
    assert (found.address, found.kind) == ("bo@birch.example", "soft")
    assert found.said == "452 4.2.2 mailbox full"
    assert found.message_id == "<campaign.1.2@quillfeather.example>"
    assert bounces.read_notice(b"\xff\x00 nothing at all") == []
    assert bounces.kind_of("no code") == "hard"


def test_a_profile_is_due_when_its_months_are_over() -> None:
    assert is_due(None, 3, date(2026, 3, 11))
    assert not is_due(date(2025, 12, 12), 3, date(2026, 3, 11))
    assert is_due(date(2025, 12, 11), 3, date(2026, 3, 11))
