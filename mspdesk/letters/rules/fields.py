"""The fields a text may name, each with a plain description: one list for the whole program."""

from collections.abc import Iterable
from difflib import get_close_matches

from ...rows import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A place in a text that is filled: its name, what it stands for, and an example of it.

    `lines` says that what fills it may take several lines, `items` that each of several becomes an
    item of a list. `asked` fields are not known to the books by themselves: another page knows
    them, or a person types them. An `optional` one may stay empty, and the paragraph it stands in
    alone is left out then. `kind` is empty for words, day for a date, money for an amount.
    """

    name: str
    words: str
    example: str
    lines: bool = False
    asked: bool = False
    optional: bool = False
    items: bool = False
    kind: str = ""


def _asked(
    name: str,
    words: str,
    example: str,
    kind: str = "",
    *,
    items: bool = False,
    optional: bool = False,
) -> Field:
    return Field(name, words, example, items, True, optional, items, kind)


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
    Field("money.overdue", "What is past due", "$2,792.50", asked=True, kind="money"),
    Field("money.open", "What is open, due or not", "$3,642.50", asked=True, kind="money"),
    Field("money.oldest_due", "The oldest due day", "February 9, 2026", asked=True, kind="day"),
    Field("money.days_late", "How late the oldest invoice is", "30 days", asked=True),
    Field(
        "money.pay_by", "The day you ask to be paid by", "March 21, 2026", asked=True, kind="day"
    ),
    Field("money.late_fee", "The late fee for one month", "$41.89", asked=True, kind="money"),
    Field(
        "money.invoices",
        "The table of overdue invoices",
        "| Invoice | Dated | Due | Open |\n| 2026-0312 | Jan 25, 2026 | Feb 9, 2026 | $2,792.50 |",
        lines=True,
        asked=True,
    ),
)
_RATE = (
    Field("rate.old", "The rate or price until then", "$150.00", asked=True, kind="money"),
    Field("rate.new", "The rate or price from then on", "$165.00", asked=True, kind="money"),
    Field("rate.unit", "What the rate is for", "an hour", asked=True),
    Field("rate.from", "The day the new rate begins", "May 1, 2026", asked=True, kind="day"),
    Field(
        "rate.table",
        "The table of old and new prices",
        "| What | Until now | From then |\n| Labor, an hour | $150.00 | $165.00 |",
        lines=True,
        asked=True,
        optional=True,
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
    _asked("ending.on", "The last day of the service", "June 30, 2026", "day"),
    _asked("ending.notice_on", "The day notice was given", "May 12, 2026", "day"),
    _asked("ending.refund", "What is refunded of money paid ahead", "$562.50", "money"),
    _asked("ending.to", "Who takes over", "the new provider"),
)
_VENDORS = (
    _asked("vendor.name", "The vendor or provider addressed", "Northline Fiber"),
    _asked("vendor.account", "The client's account number there", "NF-20811"),
    _asked("vendor.until", "How long the authorization holds", "until we cancel it"),
)
_BEGINNING = (
    _asked(
        "welcome.agreement",
        "What was agreed to, in a sentence",
        "Your agreement A0001, Managed services Gold, begins on April 1, 2026.",
        optional=True,
    ),
    _asked(
        "welcome.targets",
        "How soon you answer, one priority a line",
        "Critical: within 30 minutes\nHigh: within 2 hours",
        items=True,
        optional=True,
    ),
    _asked(
        "decline.why",
        "Why it does not fit, in a kind sentence",
        "Your office is two hours from ours, too far to be there when it matters.",
        optional=True,
    ),
    _asked(
        "worksheet.words",
        "What the worksheet showed, in a sentence",
        "Of its fifteen questions six could be answered on March 4, 2026.",
        optional=True,
    ),
)
_WORK = (
    _asked("work.what", "What you will do, one thing a line", "replace the server", items=True),
    _asked("work.client_part", "What the client will do", "choose a Saturday", items=True),
    _asked("work.money", "What it costs and when it is paid", "$4,200.00, half ahead"),
    _asked("work.start", "When the work begins", "April 6, 2026", "day"),
    _asked("advice.what", "What you recommended", "a second internet line"),
    _asked("advice.on", "When you recommended it", "March 2, 2026", "day"),
    _asked("advice.risk", "The risk, in plain words", "A day without internet."),
    _asked("advice.choice", "What the client chose instead", "to wait a year"),
    _asked(
        "advice.price",
        "What it would have cost, in a sentence",
        "It would have cost $400.00 once and $65.00 a month.",
        optional=True,
    ),
)
_MEETING = (
    _asked("meeting.day", "The day of the meeting", "April 14, 2026", "day"),
    _asked("meeting.time", "When the meeting begins", "9:00 am"),
    _asked("meeting.place", "Where the meeting is", "your office"),
    _asked("meeting.minutes", "How long the meeting takes", "an hour"),
    _asked(
        "meeting.questions",
        "What to think about before it, one question a line",
        "Who comes or goes this year?\nWhat is in the way every day?",
        items=True,
        optional=True,
    ),
)
_EVENT = (
    _asked("event.what", "What happened, in a few words", "The file server stood still."),
    _asked("event.began", "When it began", "March 3, 2026, 7:40 am"),
    _asked("event.ended", "When everybody could work again", "March 3, 2026, 4:10 pm"),
    _asked("event.lasted", "How long it lasted", "8.5 hours"),
    _asked(
        "event.copy",
        "Which copy was brought back, in a sentence",
        "We brought back the copy of March 2, 2026, 11:00 pm.",
        optional=True,
    ),
    _asked(
        "event.done",
        "What you did, one step a line",
        "Saved what was on the disks\nBrought back the newest good copy",
        items=True,
    ),
    _asked("event.well", "What went well", "The newest copy was good.", items=True, optional=True),
    _asked("event.lessons", "What changes now", "A second disk for the server", items=True),
    _asked(
        "event.ask",
        "What you ask of the client",
        "Keep the equipment room locked",
        items=True,
        optional=True,
    ),
)
_REFERENCE = (
    _asked("reference.who", "Who would like to hear from them", "a dental office in Duluth"),
    _asked("reference.how", "What it would take", "one call of ten minutes"),
    _asked("reference.by", "The day you would like an answer by", "March 25, 2026", "day"),
)
_STAFF = (
    _asked("staff.name", "The employee's or contractor's name", "Marcus Oduya"),
    _asked("staff.first_name", "The first name of who works for you", "Marcus"),
    _asked("staff.title", "What the person's work is called", "Technician"),
    _asked("goals.quarter", "The quarter the goals are for", "January to March 2026"),
    _asked("goals.list", "The goals, one a line", "Answer within 30 minutes", items=True),
    _asked("goals.review", "When you look at them together", "the last week of March 2026"),
    _asked("job.what", "The piece of work", "Replace the switch in the plant"),
    _asked("job.for", "The client the work is done for", "Kestrel Machine & Tool"),
    _asked("job.place", "Where the work is done", "1840 Foundry Rd, Rockford", optional=True),
    _asked("job.ticket", "The ticket of the work", "T000123"),
    _asked("job.rate", "What an hour of the contractor costs", "$60.00", "money"),
    _asked("job.most", "The most it may come to, in a sentence", "4 hours, $240.00 at most."),
    _asked("job.due", "When the work is to be done", "by March 20, 2026"),
    _asked("job.terms", "How soon the contractor is paid", "15 days"),
    _asked("job.agreement", "The contractor's agreement, in a sentence", "It is A0009."),
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
    ("Beginning", _BEGINNING),
    ("Vendors", _VENDORS),
    ("Work and advice", _WORK),
    ("Roadmap meeting", _MEETING),
    ("After a disaster", _EVENT),
    ("Reference", _REFERENCE),
    ("People who work for you", _STAFF),
    ("Mail with a paper", _MAIL),
)
"""Every field by the group in which the editor offers it."""

FIELDS = {field.name: field for _, fields in GROUPS for field in fields}
"""Every field by its name."""


def examples(names: Iterable[str]) -> dict[str, str]:
    """An example of each of these fields, for a preview where nothing is known yet."""
    return {name: FIELDS[name].example for name in names if name in FIELDS}


def help_words(field: Field) -> str:
    """What is said below the entry of a field: how to type it, and whether it may stay empty."""
    example = field.example.replace("\n", "   ")
    if field.items:
        words = f"One a line: {example}"
    elif field.lines:
        words = f"One row a line: {example}"
    else:
        words = f"Such as: {field.example}" if field.kind else ""
    return f"{words} May stay empty.".strip() if field.optional else words


def meant(name: str) -> str:
    """The field somebody meant who wrote a name that is none; empty where none is near."""
    near = get_close_matches(name.strip("{} ").lower(), FIELDS, 1)
    return near[0] if near else ""


def unknown_words(name: str) -> str:
    """That there is no such field, and which one may have been meant."""
    near = meant(name)
    hint = f" Did you mean {{{near}}}?" if near else " Choose one from the list of fields."
    return f"There is no field {name}.{hint}"


ELSEWHERE = {
    "money.invoices": "Billing, Receivables",
    "goals.list": "Org chart, Goals",
    "job.ticket": "the ticket a contractor works on",
}
"""A text with one of these fields is written elsewhere than on a client's page, and where."""


def written_at(names: Iterable[str]) -> str:
    """Where a text that names these fields is written; empty for a client's own page."""
    return next((ELSEWHERE[name] for name in names if name in ELSEWHERE), "")
