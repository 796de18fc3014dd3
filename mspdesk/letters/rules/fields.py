"""The fields a text may name, each with a plain description: one list for the whole program."""

from collections.abc import Iterable

from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A place in a text that is filled: its name, what it stands for, and an example of it.

    `lines` says that what fills it may take several lines. `asked` fields are not known to the
    books by themselves: another page knows them, or a person types them.
    """

    name: str
    words: str
    example: str
    lines: bool = False
    asked: bool = False


_CLIENT = (
    Field("client.name", "The client's name", "Kestrel Machine & Tool"),
    Field("client.legal_name", "The client's name in contracts", "Kestrel Machine & Tool, Inc."),
    Field("client.number", "The client's number", "C0001"),
    Field(
        "client.address",
        "The client's address, line by line",
        "1840 Foundry Rd\nRockford, IL 61109",
        lines=True,
    ),
    Field("client.phone", "The client's phone number", "815-555-0140"),
    Field("client.contact", "The main contact's full name", "Tom Brandt"),
    Field("client.first_name", "The main contact's first name", "Tom"),
    Field("client.title", "The main contact's title", "Operations lead"),
    Field("client.since", "The day the client came to you", "March 4, 2019"),
    Field("client.plan", "The client's plan", "Platinum"),
    Field("client.rate", "What the client pays an hour today", "$165.00"),
    Field("client.terms", "How many days the client has to pay", "15 days"),
)
_SHOP = (
    Field("shop.name", "Your company's name", "Quillfeather IT, LLC"),
    Field("shop.legal_name", "Your company's name in contracts", "Quillfeather IT, LLC"),
    Field(
        "shop.address",
        "Your address, line by line",
        "612 Harbor View Ave\nDuluth, MN 55802",
        lines=True,
    ),
    Field("shop.phone", "Your phone number by day", "218-555-0100"),
    Field("shop.after_hours_phone", "Your phone number after hours", "218-555-0101"),
    Field("shop.email", "Your e-mail address", "hello@quillfeather.example"),
    Field("shop.website", "Your website", "quillfeather.example"),
    Field("shop.hours", "Your business hours", "Monday to Friday, 8:00 am to 5:00 pm"),
    Field("shop.rate", "Your usual rate an hour", "$150.00"),
    Field("shop.after_hours", "What time after hours costs, in words", "twice the usual rate"),
    Field("shop.terms", "How many days clients usually have to pay", "15 days"),
    Field(
        "shop.how_to_pay",
        "How to pay, from your settings",
        "By check, or by transfer to the account on the invoice.",
        lines=True,
    ),
)
_LETTER = (
    Field("today", "The day the letter is written", "March 11, 2026"),
    Field("person.name", "Who writes the letter", "Dana Whitlock"),
    Field("person.title", "The title of who writes", "Owner"),
)
_MONEY = (
    Field("money.overdue", "What is past due", "$2,792.50", asked=True),
    Field("money.open", "What is open, due or not", "$3,642.50", asked=True),
    Field("money.oldest_due", "The oldest due day", "February 9, 2026", asked=True),
    Field("money.days_late", "How late the oldest invoice is", "30 days", asked=True),
    Field("money.pay_by", "The day you ask to be paid by", "March 21, 2026", asked=True),
    Field("money.late_fee", "The late fee for one month", "$41.89", asked=True),
    Field(
        "money.invoices",
        "The table of overdue invoices",
        "| Invoice | Dated | Due | Open |\n| 2026-0312 | Jan 25, 2026 | Feb 9, 2026 | $2,792.50 |",
        lines=True,
        asked=True,
    ),
)
_RATE = (
    Field("rate.old", "The rate or price until then", "$150.00", asked=True),
    Field("rate.new", "The rate or price from then on", "$165.00", asked=True),
    Field("rate.unit", "What the rate is for", "an hour", asked=True),
    Field("rate.from", "The day the new rate begins", "May 1, 2026", asked=True),
    Field(
        "rate.table",
        "The table of old and new prices",
        "| What | Until now | From then |\n| Labor, an hour | $150.00 | $165.00 |",
        lines=True,
        asked=True,
    ),
)
_AGREEMENT = (
    Field("agreement.number", "The agreement's number", "A0001", asked=True),
    Field("agreement.name", "The agreement's name", "Managed services", asked=True),
    Field("agreement.kind", "The agreement's kind", "Managed services", asked=True),
    Field("agreement.plan", "The plan of the agreement", "Gold", asked=True),
    Field("agreement.start", "The day the agreement begins", "April 1, 2026", asked=True),
    Field("agreement.end", "The day the agreement ends", "March 31, 2027", asked=True),
    Field("agreement.term", "How long the agreement runs", "12 months", asked=True),
    Field("agreement.renewal", "Whether and how it renews", "renews by the year", asked=True),
    Field("agreement.notice", "The notice either side gives", "30 days", asked=True),
    Field("agreement.rate", "The hourly rate of the agreement", "$150.00", asked=True),
    Field("agreement.after_hours", "What time after hours costs", "twice the rate", asked=True),
    Field("agreement.trip_charge", "The trip charge of the agreement", "$75.00", asked=True),
    Field("agreement.minimum", "The shortest time billed", "15 minutes", asked=True),
    Field("agreement.setup", "The one-time fee, in a sentence", "Setup costs $500.00.", asked=True),
    Field("agreement.setup_fee", "The one-time fee", "$500.00", asked=True),
    Field("agreement.fee", "What is billed for each period", "$850.00", asked=True),
    Field("agreement.period", "The period that is billed", "a month", asked=True),
    Field("agreement.payment", "How and when it is paid", "by card, monthly ahead", asked=True),
    Field("agreement.terms", "How many days there are to pay", "15 days", asked=True),
    Field("agreement.hours", "Hours of a prepaid block", "10 hours", asked=True),
    Field("agreement.block_price", "What a prepaid block costs", "$1,500.00", asked=True),
    Field("agreement.targets", "The response targets, line by line", "", lines=True, asked=True),
    Field("agreement.signer", "Who signs for the client", "Tom Brandt", asked=True),
    Field("agreement.signer_title", "The title of who signs", "Operations lead", asked=True),
    Field("agreement.our_signer", "Who signs for your company", "Dana Whitlock", asked=True),
    Field("agreement.law", "The state whose law applies", "Minnesota", asked=True),
)
_ENDING = (
    Field("ending.on", "The last day of the service", "June 30, 2026", asked=True),
    Field("ending.notice_on", "The day notice was given", "May 12, 2026", asked=True),
    Field("ending.refund", "What is refunded of money paid ahead", "$562.50", asked=True),
    Field("ending.to", "Who takes over", "the new provider", asked=True),
)
_OTHERS = (
    Field("vendor.name", "The vendor or provider addressed", "Northline Fiber", asked=True),
    Field("vendor.account", "The client's account number there", "NF-20811", asked=True),
    Field("vendor.until", "How long the authorization holds", "until we cancel it", asked=True),
    Field("work.what", "What you will do", "replace the file server", asked=True),
    Field("work.client_part", "What the client will do", "choose a Saturday", asked=True),
    Field("work.money", "What it costs and when it is paid", "$4,200.00, half ahead", asked=True),
    Field("work.start", "When the work begins", "April 6, 2026", asked=True),
    Field("advice.what", "What you recommended", "a second internet line", asked=True),
    Field("advice.on", "When you recommended it", "March 2, 2026", asked=True),
    Field("advice.risk", "The risk, in plain words", "a day without internet", asked=True),
    Field("advice.choice", "What the client chose instead", "to wait a year", asked=True),
)
_MAIL = (
    Field("mail.name", "Who gets the mail, by first name", "Tom", asked=True),
    Field("mail.about", "What the letter in the mail is about", "Our new rates", asked=True),
    Field("invoice.number", "The invoice's number", "2026-0001", asked=True),
    Field("invoice.date", "The day of the invoice", "March 11, 2026", asked=True),
    Field("invoice.due", "The day the invoice is due", "March 26, 2026", asked=True),
    Field("invoice.total", "What the invoice comes to", "$2,792.50", asked=True),
    Field("invoice.open", "What is open of the invoice", "$2,792.50", asked=True),
)

GROUPS = (
    ("Client", _CLIENT),
    ("Your company", _SHOP),
    ("Letter", _LETTER),
    ("Money that is late", _MONEY),
    ("Rates and prices", _RATE),
    ("Agreement", _AGREEMENT),
    ("Ending", _ENDING),
    ("Vendors, work and advice", _OTHERS),
    ("Mail with a paper", _MAIL),
)
"""Every field by the group in which the editor offers it."""

FIELDS = {field.name: field for _, fields in GROUPS for field in fields}
"""Every field by its name."""


def examples(names: Iterable[str]) -> dict[str, str]:
    """An example of each of these fields, for a preview where nothing is known yet."""
    return {name: FIELDS[name].example for name in names if name in FIELDS}
