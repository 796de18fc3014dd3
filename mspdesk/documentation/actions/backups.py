"""Things people write down about backups: jobs, restore tests, what media were weighed."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...database.action import acting, action, tell
from ...database.stale import as_seen
from ...dates import today
from ...errors import UserError
from ...people.queries import name_of
from ...vendors.actions.filling import copied, fill, there
from ..models.backup import BackupJob, FormFactor, RestoreTest
from ..models.device import Device
from ..rules import backups as rules

_JOB_KEEPS = frozenset({"client_id", "gone_on"})
_KEEPS = frozenset({"client_id", "backup_job_id"})


@action("Add backup job")
def add_backup_job(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Write down a backup that runs again and again; answers its id. Raises UserError by field."""
    there(session, Client, client_id, "Choose the client.", "client_id")
    job = BackupJob(client_id=client_id, name="", method="disk", offline_every="")
    _fill_job(session, job, details)
    session.add(job)
    session.flush()
    tell(session, f"{job.name} added")
    return job.id


@action("Change backup job")
def edit_backup_job(
    session: Session, job_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change a backup job; `version` is the one that was seen."""
    job = as_seen(session, BackupJob, job_id, version)
    _fill_job(session, job, changes)
    tell(session, f"{job.name} saved")


@action("Duplicate backup job")
def duplicate_backup_job(session: Session, job_id: int) -> int:
    """Begin another job like this one; when it last ran and its offline copy stay behind."""
    job = there(session, BackupJob, job_id, "Choose a backup job first.", "backup_job_id")
    again = BackupJob(**copied(job, frozenset({"last_good_on", "offline_on", "checked_on"})))
    again.name = f"{job.name} (copy)"[:200]
    session.add(again)
    session.flush()
    tell(session, f"{job.name} duplicated")
    return again.id


@action("Retire backup job")
def retire_backup_job(session: Session, job_id: int, *, gone: bool = True) -> None:
    """Note that a backup runs no more, or runs again; its tests stay."""
    job = there(session, BackupJob, job_id, "Choose a backup job first.", "backup_job_id")
    job.gone_on = today() if gone else None
    tell(session, f"{job.name} {'retired' if gone else 'is in use again'}")


@action("Note offline copy")
def note_offline_copy(session: Session, job_id: int) -> None:
    """Note that a full copy went offline today (S091)."""
    job = there(session, BackupJob, job_id, "Choose a backup job first.", "backup_job_id")
    job.offline_full = True
    job.offline_on = today()
    tell(session, f"Offline copy of {job.name} noted")


def _fill_job(session: Session, job: BackupJob, details: Mapping[str, Any]) -> None:
    fill(job, details, _JOB_KEEPS)
    if not job.name:
        raise UserError("Give the backup a name, like “Server image”.", "name")
    if job.method not in rules.METHODS:
        raise UserError("Choose what it is kept on.", "method")
    if job.offline_every not in rules.OFFLINE_EVERY:
        raise UserError("Choose how often a full copy goes offline.", "offline_every")
    _check_amounts(job)
    _check_days(job)
    if job.device_id is not None:
        _own_device(session, job)


def _check_amounts(job: BackupJob) -> None:
    for name, sentence in _ABOVE_ZERO.items():
        value = getattr(job, name)
        if value is not None and value <= 0:
            raise UserError(sentence, name)
    for name in ("growth", "media_cost", "media_a_year"):
        if (getattr(job, name) or 0) < 0:
            raise UserError("This cannot be less than nothing.", name)


def _check_days(job: BackupJob) -> None:
    for name in ("last_good_on", "offline_on", "checked_on"):
        if (getattr(job, name) or today()) > today():
            raise UserError("This day is still to come.", name)
    if (job.window_from is None) != (job.window_to is None):
        field = "window_to" if job.window_to is None else "window_from"
        raise UserError("Say when the window begins and when it ends.", field)


_ABOVE_ZERO = {
    "gigabytes": "Say how many gigabytes, more than none.",
    "speed": "Say how fast it runs in MB/s, more than nothing.",
    "every_minutes": "Say how often it runs.",
}


def _own_device(session: Session, job: BackupJob) -> None:
    with session.no_autoflush:
        device = session.get(Device, job.device_id)
    if device is None or device.client_id != job.client_id:
        raise UserError("Choose one of this client's devices.", "device_id")


@action("Record restore test")
def record_restore_test(session: Session, job_id: int, details: Mapping[str, Any]) -> int:
    """Write down a restore test; answers its id. Who is at work did it unless another is named.

    What lacks a second person or was only a screenshot is kept and said not to count (S076).
    """
    job = there(session, BackupJob, job_id, "Choose the backup job.", "backup_job_id")
    test = RestoreTest(
        client_id=job.client_id,
        backup_job_id=job.id,
        on=today(),
        person_id=acting(session),
        verified_by="",
        evidence="restored",
        result="good",
    )
    _fill_test(session, test, details)
    session.add(test)
    session.flush()
    lacking = _lacking(session, test)
    if lacking:
        tell(session, f"Noted, but it does not count yet. {lacking}")
    else:
        tell(session, f"Restore test of {job.name} recorded")
    return test.id


@action("Change restore test")
def edit_restore_test(
    session: Session, test_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Change a restore test; `version` is the one that was seen."""
    test = as_seen(session, RestoreTest, test_id, version)
    _fill_test(session, test, changes)
    lacking = _lacking(session, test)
    tell(session, f"Saved. {lacking}" if lacking else "Restore test saved")


@action("Confirm restore test")
def confirm_restore_test(session: Session, test_id: int) -> None:
    """Confirm what somebody else brought back (S076); refuses who did it."""
    test = there(session, RestoreTest, test_id, "Choose a restore test first.", "test_id")
    if acting(session) == test.person_id:
        raise UserError("Somebody else, or the client, has to confirm it.", "verified_by_id")
    test.verified_by_id, test.verified_by = acting(session), ""
    tell(session, "Restore test confirmed")


@action("Remove restore test")
def remove_restore_test(session: Session, test_id: int) -> None:
    """Take out a restore test that was written down by mistake."""
    test = there(session, RestoreTest, test_id, "Choose a restore test first.", "test_id")
    session.delete(test)
    tell(session, "Restore test removed")


def _fill_test(session: Session, test: RestoreTest, details: Mapping[str, Any]) -> None:
    fill(test, details, _KEEPS)
    with session.no_autoflush:
        job = session.get_one(BackupJob, test.backup_job_id)
    if not test.item:
        raise UserError(f"Say what was brought back from {job.name}.", "item")
    if test.on > today():
        raise UserError("This day is still to come.", "on")
    if test.evidence not in rules.EVIDENCE:
        raise UserError("Choose what you have in hand.", "evidence")
    if test.result not in rules.RESULTS:
        raise UserError("Choose how it went.", "result")
    if test.minutes is not None and test.minutes <= 0:
        raise UserError("Say how long it took.", "minutes")
    if test.person_id is None:
        raise UserError("Choose who brought it back.", "person_id")
    if test.verified_by_id is not None and test.verified_by_id == test.person_id:
        raise UserError("Somebody else, or the client, has to confirm it.", "verified_by_id")
    if test.verified_by.casefold() == name_of(session, test.person_id).casefold():
        raise UserError("Somebody other than who restored it has to confirm it.", "verified_by")


def _lacking(session: Session, test: RestoreTest) -> str:
    """What a test lacks to count, in a sentence."""
    ours = name_of(session, test.verified_by_id) if test.verified_by_id else ""
    tester = name_of(session, test.person_id) if test.person_id else ""
    return rules.why_not(test.evidence, test.item, tester, ours or test.verified_by)


@action("Weigh medium")
def add_form_factor(session: Session, client_id: int, details: Mapping[str, Any]) -> int:
    """Weigh a kind of medium for a client's backups; answers its id (S090)."""
    there(session, Client, client_id, "Choose the client.", "client_id")
    factor = FormFactor(client_id=client_id, name="")
    _fill_factor(session, factor, details)
    session.add(factor)
    session.flush()
    tell(session, f"{factor.name} weighed")
    return factor.id


@action("Weigh medium again")
def edit_form_factor(
    session: Session, factor_id: int, version: int, changes: Mapping[str, Any]
) -> None:
    """Weigh a medium again; `version` is the one that was seen."""
    factor = as_seen(session, FormFactor, factor_id, version)
    _fill_factor(session, factor, changes)
    tell(session, f"{factor.name} saved")


@action("Remove medium")
def remove_form_factor(session: Session, factor_id: int) -> None:
    """Take a medium off the list of those weighed."""
    factor = there(session, FormFactor, factor_id, "Choose a medium first.", "factor_id")
    session.delete(factor)
    tell(session, f"{factor.name} removed")


def _fill_factor(session: Session, factor: FormFactor, details: Mapping[str, Any]) -> None:
    fill(factor, details, _KEEPS)
    if not factor.name:
        raise UserError("Say which medium, like “USB drive, 2 TB”.", "name")
    scores = rules.Scores(*(getattr(factor, name) for name in rules.CRITERIA))
    for one in fields(scores):
        score = getattr(scores, one.name)
        if score is not None and not 0 <= score <= rules.BEST:
            raise UserError("Give 0 to 5; a zero rules it out.", one.name)
    if factor.chosen and scores.rejected:
        raise UserError(f"It is ruled out: none at {scores.why_rejected}.", "chosen")
    with session.no_autoflush:
        same = func.lower(FormFactor.name) == factor.name.lower()
        found = select(FormFactor.id).where(FormFactor.client_id == factor.client_id, same)
        if any(id_ != factor.id for id_ in session.scalars(found)):
            raise UserError("This medium was weighed already.", "name")
