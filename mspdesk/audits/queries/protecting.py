"""What the books know of protection: computers, network, mail, accounts."""

from datetime import timedelta

from ...dates import full_date
from ...documentation.rules.devices import PCS
from ...documentation.rules.words import ACCESS_KINDS, MANAGERS
from ..rules.support import updates_until, without_updates
from .books import Books, Known, many, newest, oldest

PATCHED_DAYS = 30
"""Within so many days a computer must have got its patches."""

_NAMED = 3
"""So many things are named, of more only how many there are."""


def antivirus(books: Books) -> Known | None:
    """Protection on computers: partly where fewer seats are paid for than there are computers."""
    found = [one for one in books.subscriptions if one.kind in ("antivirus", "security")]
    if not found:
        return None
    seats = sum(one.quantity or 0 for one in found if one.kind == "antivirus")
    there = sum(one.kind in (*PCS, "server") for one in books.devices)
    words = _names([one.name for one in found])
    if seats:
        words += f", {seats} seats for {many(there, 'Computer')}"
    by = {MANAGERS[one.managed_by] for one in found if one.managed_by}
    managed = f". {_managed(books, by)}" if by else ""
    answer = "partly" if seats and seats < there else "yes"
    return Known(
        answer,
        f"{words}{managed}",
        f"Subscriptions: {found[0].name}",
        "subscription",
        oldest(found),
    )


def _managed(books: Books, by: set[str]) -> str:
    if by == {MANAGERS["us"]}:
        return f"Managed by {books.shop_name}"
    if by == {MANAGERS["client"]}:
        return f"Managed by {books.client.name}"
    return "Managed by several"


def _names(names: list[str]) -> str:
    shown = ", ".join(dict.fromkeys(names[:_NAMED]))
    more = len(names) - _NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def firewall(books: Books) -> Known | None:
    """The firewalls in use, and until when they are under warranty."""
    found = [one for one in books.devices if one.kind == "firewall"]
    if not found:
        return None
    words = _names([one.make_and_model or one.name for one in found])
    until = [one.warranty_until for one in found if one.warranty_until]
    if until:
        ended = min(until) < books.day
        words += f", warranty {'ended' if ended else 'until'} {full_date(min(until))}"
    if books.firewall_rules:
        words += f". {many(len(books.firewall_rules), 'Rule')} documented"
    return Known("yes", words, f"Devices: {found[0].name}", "device", oldest(found))


def mail_filter(books: Books) -> Known | None:
    """What filters the mail."""
    systems = [one for one in books.mail if one.filter]
    if systems:
        words = _names([one.filter for one in systems])
        if systems[0].filter_manager:
            words += f", looked after by {systems[0].filter_manager}"
        return Known(
            "yes", words, f"Mail systems: {systems[0].name}", "mail_system", oldest(systems)
        )
    paid = [one for one in books.subscriptions if one.kind == "filter"]
    if not paid:
        return None
    words = _names([one.name for one in paid])
    return Known("yes", words, f"Subscriptions: {paid[0].name}", "subscription", oldest(paid))


def mail_records(books: Books) -> Known | None:
    """Which of the three records are written; partly where one is missing."""
    systems = [one for one in books.mail if one.dns_records]
    if not systems:
        return None
    said = " ".join(one.dns_records for one in systems).casefold()
    there = [name for name in ("SPF", "DKIM", "DMARC") if name.casefold() in said]
    if not there:
        return None
    missing = [name for name in ("SPF", "DKIM", "DMARC") if name not in there]
    words = f"{', '.join(there)} set"
    words += f", {', '.join(missing)} not written down" if missing else ""
    answer = "partly" if missing else "yes"
    return Known(answer, words, f"Mail systems: {systems[0].name}", "mail_system", oldest(systems))


_SECOND = ("mfa", "2fa", "second factor", "two-factor", "multi-factor", "multifactor", "two-step")


def second_factor(books: Books) -> Known | None:
    """The ways in whose security names a second factor; partly where another one does not."""
    doors = [one for one in books.ways_in if one.kind != "wifi"]
    safe = [one for one in doors if any(word in one.security.casefold() for word in _SECOND)]
    if not safe:
        return None
    open_ones = [one for one in doors if one not in safe]
    words = f"Asked for at {_names([one.name for one in safe])}"
    if open_ones:
        words += f". Nothing is written of it for {_names([one.name for one in open_ones])}"
    return Known(
        "partly" if open_ones else "yes",
        words,
        f"Remote access: {safe[0].name}",
        "remote_access",
        oldest(doors),
    )


def remote_desktop(books: Books) -> Known | None:
    """Whether a rule lets remote desktop in; nothing is said while no rule is written."""
    if not books.firewall_rules:
        return None
    lets = [
        one
        for one in books.firewall_rules
        if one.verdict == "allow" and ("3389" in one.port or "rdp" in one.name.casefold())
    ]
    as_of = oldest(books.firewall_rules)
    rules = many(len(books.firewall_rules), "Documented rule")
    if lets:
        words = f"A rule lets it in: {_names([one.name for one in lets])}"
        return Known("no", words, f"Firewall rules: {lets[0].name}", "firewall_rule", as_of)
    words = f"None of {rules} lets it in" if len(books.firewall_rules) > 1 else f"{rules}, not this"
    return Known("yes", words, "Firewall rules", "firewall_rule", as_of)


def remote_access(books: Books) -> Known | None:
    """How people come in from outside; no where nothing but wireless is written."""
    doors = [one for one in books.ways_in if one.kind != "wifi"]
    if not doors:
        return None
    words = _names([f"{one.name} ({ACCESS_KINDS[one.kind]})" for one in doors])
    who = [one.who_may for one in doors if one.who_may]
    words += f". Who may: {_names(who)}" if who else ""
    return Known("yes", words, f"Remote access: {doors[0].name}", "remote_access", oldest(doors))


def wireless(books: Books) -> Known | None:
    """Wireless networks, and whether guests have one of their own."""
    found = [one for one in books.ways_in if one.kind == "wifi"]
    if not found:
        return None
    guests = [one for one in found if one.guests]
    words = f"{many(len(found), 'Wireless network')}"
    words += (
        f", guests use {_names([one.name for one in guests])}" if guests else ", none for guests"
    )
    return Known(
        "yes" if guests else "no",
        words,
        f"Remote access: {found[0].name}",
        "remote_access",
        oldest(found),
    )


def segments(books: Books) -> Known | None:
    """Networks with numbers of their own (VLAN)."""
    if not books.networks:
        return None
    apart = [one for one in books.networks if one.vlan]
    if len(apart) > 1:
        words = f"{len(apart)} networks apart: {_names([one.name for one in apart])}"
        return Known("yes", words, "Networks", "network", oldest(apart))
    if len(books.networks) == 1:
        return Known(
            "no", "One network for everything", "Networks", "network", oldest(books.networks)
        )
    return None


def patches(books: Books) -> Known | None:
    """How many computers got patches within 30 days; nothing where none says when."""
    known = [one for one in books.computers if one.patched_on]
    if not known:
        return None
    since = books.day - timedelta(days=PATCHED_DAYS)
    fresh = [one for one in known if one.patched_on and one.patched_on >= since]
    there = len(books.computers)
    words = f"{len(fresh)} of {many(there, 'Computer')} patched within {PATCHED_DAYS} days"
    answer = "yes" if len(fresh) == there else ("partly" if fresh else "no")
    return Known(answer, words, "Devices: patched on", "device", newest(known, "patched_on"))


def unsupported(books: Books) -> Known | None:
    """Computers whose system gets no updates; nothing is said while a system is not written."""
    if not books.computers:
        return None
    old = [one for one in books.computers if without_updates(one.os, books.day)]
    unknown = [one for one in books.computers if updates_until(one.os) is None]
    as_of = oldest(books.computers)
    if old:
        named = _names([f"{one.name} ({one.os})" for one in old])
        words = f"{len(old)} of {many(len(books.computers), 'Computer')}: {named}"
        return Known("no", words, "Devices: operating system", "device", as_of)
    if unknown:
        return None
    words = f"None of {many(len(books.computers), 'Computer')}"
    return Known("yes", words, "Devices: operating system", "device", as_of)


def admins(books: Books) -> Known | None:
    """How many administrator accounts there are, and whether accounts are shared."""
    here = [one for one in books.accounts if one.enabled]
    found = [one for one in here if one.kind == "admin"]
    if not found:
        return None
    shared = [one for one in here if one.kind == "shared"]
    words = f"{many(len(found), 'Administrator account')} among {len(here):,}"
    words += f", {many(len(shared), 'Shared account')}" if shared else ""
    answer = "partly" if shared else "yes"
    return Known(answer, words, "Directory users", "directory_user", oldest(here))


def users(books: Books) -> Known | None:
    """How many accounts work, and how many of them belong to a contact we know."""
    here = [one for one in books.accounts if one.enabled]
    if not here:
        return None
    closed = len(books.accounts) - len(here)
    words = f"{many(len(here), 'Account')} in use"
    words += f", {closed:,} closed" if closed else ""
    return Known("yes", words, "Directory users", "directory_user", oldest(here))


def passwords(books: Books) -> Known | None:
    """How many keys are kept sealed, and how old the oldest is; never a key, never its name."""
    sealed = [changed for kept, changed in books.keys if kept]
    if not sealed:
        return None
    days = [day for day in sealed if day]
    words = f"{many(len(sealed), 'Password')} kept sealed by {books.shop_name}"
    words += f", the oldest changed {full_date(min(days))}" if days else ""
    return Known("yes", words, "Credentials, in the vault", "credential", max(days, default=None))


def monitoring(books: Books) -> Known | None:
    """Whether the client's machines are watched."""
    watched = [one for one in books.subscriptions if one.kind == "monitoring"]
    if watched:
        words = _names([one.name for one in watched])
        return Known("yes", words, f"Subscriptions: {words}", "subscription", oldest(watched))
    if books.client.rmm_level not in ("", "none"):
        return Known("yes", f"Watched by {books.shop_name}", "Client: monitoring", "client", None)
    return None
