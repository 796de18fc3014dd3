"""What the books know of copies, plans, machines, and of who looks after them."""

from datetime import timedelta

from ...dates import add_months, full_date
from ...documentation.rules.backups import span_words
from .books import Books, Known, many, newest, oldest

GOOD_DAYS = 7
"""A copy is called current while the newest confirmed one is at most so old."""

TEST_DAYS = 90
"""A restore test proves something for so long (C16)."""

EXERCISE_DAYS = 365
"""A plan that was not gone through for longer is not practiced."""

PAST_YEARS = 3
"""So far back insurers ask for incidents."""


def _jobs_said(books: Books) -> str:
    return f"Backup jobs: {books.jobs[0].name}"


def _of_jobs(books: Books, count: int) -> str:
    """For how many of the jobs: for every job, for 2 of 3 jobs."""
    there = len(books.jobs)
    return "For every job" if count == there else f"For {count} of {many(there, 'Job')}"


def backup(books: Books) -> Known | None:
    """Jobs and their newest confirmed copy; partly where one job was not confirmed for a week."""
    if not books.jobs:
        paid = [one for one in books.subscriptions if one.kind == "backup"]
        if not paid:
            return None
        return Known(
            "yes", paid[0].name, f"Subscriptions: {paid[0].name}", "subscription", oldest(paid)
        )
    since = books.day - timedelta(days=GOOD_DAYS)
    good = [one for one in books.jobs if one.last_good_on and one.last_good_on >= since]
    last = newest(books.jobs, "last_good_on")
    names = ", ".join(one.name for one in books.jobs[:3])
    words = f"{many(len(books.jobs), 'Job')}: {names}"
    words += f". Newest copy confirmed {full_date(last)}" if last else ". No copy confirmed yet"
    answer = "yes" if len(good) == len(books.jobs) else ("partly" if last else "no")
    return Known(answer, words, _jobs_said(books), "backup_job", last)


def offsite(books: Books) -> Known | None:
    """Copies that go to a cloud, or whose place is said to be another one."""
    if not books.jobs:
        return None
    away = [one for one in books.jobs if one.method == "cloud" or _away(one.goes_to)]
    if away:
        words = f"{_of_jobs(books, len(away))}: {away[0].name}"
        answer = "yes" if len(away) == len(books.jobs) else "partly"
        return Known(answer, words, f"Backup jobs: {away[0].name}", "backup_job", oldest(away))
    return None


def _away(words: str) -> bool:
    said = words.casefold()
    return any(word in said for word in ("off site", "off-site", "offsite", "cloud", "another"))


def offline(books: Books) -> Known | None:
    """Full copies that nobody can overwrite, and of which day the newest is (S091)."""
    if not books.jobs:
        return None
    kept = [one for one in books.jobs if one.offline_full]
    if not kept:
        words = "No job keeps a full copy offline"
        return Known("no", words, _jobs_said(books), "backup_job", oldest(books.jobs))
    last = newest(kept, "offline_on")
    late = [one for one in kept if one.offline_late]
    words = _of_jobs(books, len(kept))
    words += f", newest offline copy {full_date(last)}" if last else ", none made yet"
    whole = len(kept) == len(books.jobs) and last and not late
    return Known(
        "yes" if whole else ("partly" if last else "no"),
        words,
        f"Backup jobs: {kept[0].name}",
        "backup_job",
        last,
    )


def backup_key(books: Books) -> Known | None:
    """That backups are encrypted, as the place of a key tells; the place is never said."""
    keyed = [one for one in books.jobs if one.key_place]
    if not keyed:
        return None
    words = f"{_of_jobs(books, len(keyed))}, and the key is kept apart from the copies"
    answer = "yes" if len(keyed) == len(books.jobs) else "partly"
    return Known(answer, words, f"Backup jobs: {keyed[0].name}", "backup_job", oldest(keyed))


def retention(books: Books) -> Known | None:
    """How long copies are kept."""
    said = [one for one in books.jobs if one.retention]
    if not said:
        return None
    words = ". ".join(f"{one.name}: {one.retention}" for one in said[:3])
    answer = "yes" if len(said) == len(books.jobs) else "partly"
    return Known(answer, words, f"Backup jobs: {said[0].name}", "backup_job", oldest(said))


def restore(books: Books) -> Known | None:
    """The newest restore that counts; no where there are jobs and none was ever tried (S076)."""
    if books.restores:
        last = books.restores[0]
        took = f" in {span_words(last.minutes)}" if last.minutes else ""
        words = f"{last.item} brought back{took} on {full_date(last.on)}"
        words += f" by {last.person}, seen by {last.confirmed}"
        fresh = books.day - last.on <= timedelta(days=TEST_DAYS)
        return Known(
            "yes" if fresh else "partly", words, f"Restore tests: {last.job}", "restores", last.on
        )
    if books.jobs:
        words = "No restore is written that somebody else saw"
        return Known("no", words, "Restore tests", "restores", None)
    return None


def plan(books: Books) -> Known | None:
    """The disaster-recovery plan, approved or a draft."""
    held = books.plan
    if not held.id:
        return None
    if held.state != "approved":
        words = "A plan is written and not approved yet"
        return Known("partly", words, "Disaster-recovery plan", "plan", held.approved_on)
    words = f"Approved {full_date(held.approved_on)}" if held.approved_on else "Approved"
    words += f" by {held.approved_by_client}" if held.approved_by_client else ""
    words += f", next review {full_date(held.review_on)}" if held.review_on else ""
    return Known("yes", words, "Disaster-recovery plan", "plan", held.approved_on)


_WAYS = {"walk": "walked through", "table": "gone through at a table", "real": "needed for real"}


def exercise(books: Books) -> Known | None:
    """When the plan was last gone through."""
    if not books.exercises:
        if not books.plan.id:
            return None
        return Known("no", "Not practiced yet", "Disaster-recovery plan", "plan", None)
    last = books.exercises[0]
    words = f"{_WAYS.get(last.kind, 'gone through').capitalize()} on {full_date(last.on)}"
    words += f" with {last.who}" if last.who else ""
    fresh = books.day - last.on <= timedelta(days=EXERCISE_DAYS)
    return Known("yes" if fresh else "no", words, "Exercises of the plan", "plan", last.on)


def past(books: Books) -> Known | None:
    """Disasters within three years; without one nothing is said, since others may know of some."""
    since = add_months(books.day, -12 * PAST_YEARS)
    found = [one for one in books.events if one.declared_at.date() >= since]
    if not found:
        return None
    named = ", ".join(full_date(one.declared_at.date()) for one in found[:3])
    words = f"{many(len(found), 'Event')} within {PAST_YEARS} years: {named}"
    return Known("yes", words, "Disasters", "event", books.day)


def inventory(books: Books) -> Known | None:
    """How many machines of which kind are in use."""
    if not books.devices:
        return None
    words = books.counted(books.devices)
    checked = [one for one in books.devices if one.checked_on]
    answer = "yes"
    if len(checked) < len(books.devices):
        words += f". {len(checked):,} of {len(books.devices):,} checked"
        answer = "partly"
    return Known(answer, words, "Devices", "device", oldest(checked))


def legacy(books: Books) -> Known | None:
    """Programs that need an older platform (S087)."""
    if not books.programs:
        return None
    old = [one for one in books.programs if one.legacy]
    as_of = oldest(books.programs)
    if old:
        words = f"{many(len(old), 'Program')}: {', '.join(one.name for one in old[:3])}"
        return Known("no", words, f"Applications: {old[0].name}", "application", as_of)
    words = f"None of {many(len(books.programs), 'Program')}"
    return Known("yes", words, "Applications", "application", as_of)


def private_data(books: Books) -> Known | None:
    """Where the client's data lie."""
    if not books.data_places:
        return None
    said = [f"{one.what}: {one.place}" if one.place else one.what for one in books.data_places]
    words = ". ".join(said[:4])
    words += f". {len(said) - 4} more" if len(said) > 4 else ""
    return Known("yes", words, "Data places", "data_place", oldest(books.data_places))


def vendors(books: Books) -> Known | None:
    """How many accounts at vendors are written down."""
    if not books.vendor_accounts:
        return None
    words = f"{many(books.vendor_accounts, 'Account')} at vendors on file"
    return Known("yes", words, "Vendor accounts", "accounts", None)


def provider(books: Books) -> Known | None:
    """Who looks after the client's technology: we do, where there is a plan."""
    if not books.client.plan:
        return None
    since = f", since {books.client.since_on:%B %Y}" if books.client.since_on else ""
    words = f"{books.shop_name}, {books.client.plan} plan{since}"
    return Known("yes", words, "Agreement", "agreement", books.day)
