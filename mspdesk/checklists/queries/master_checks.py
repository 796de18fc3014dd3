"""What must hold for every master: its texts can be read, and so can what clients have instead."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Client
from ...errors import UserError
from ..models import Checklist, ChecklistDifference, ChecklistRevision
from ..rules.master_text import read
from ..rules.merge import KINDS, for_client
from .differences import difference_of


def check_masters(session: Session) -> list[str]:
    """Masters without the revision in force, texts nobody can read, differences that do not fit."""
    return [*_revisions(session), *_differences(session)]


def _revisions(session: Session) -> list[str]:
    wrong = []
    found = (
        select(Checklist.code, Checklist.revision, ChecklistRevision.body)
        .outerjoin(
            ChecklistRevision,
            (ChecklistRevision.checklist_id == Checklist.id)
            & (ChecklistRevision.number == Checklist.revision),
        )
        .where(Checklist.revision > 0)
        .order_by(Checklist.code)
    )
    for code, number, body in session.execute(found):
        if not body:
            wrong.append(f"Checklist {code} has no revision {number}, which is in force.")
            continue
        try:
            said = read(body).code
        except UserError as error:
            wrong.append(f"Checklist {code}, revision {number}, cannot be read: {error.text}")
            continue
        if said != code:
            wrong.append(f"Checklist {code} is called {said} in its revision {number}.")
    return wrong


def _differences(session: Session) -> list[str]:
    wrong = []
    found = (
        select(ChecklistDifference, Client.name, Checklist.code, ChecklistRevision.body)
        .join(Client, Client.id == ChecklistDifference.client_id)
        .join(Checklist, Checklist.id == ChecklistDifference.checklist_id)
        .join(
            ChecklistRevision,
            (ChecklistRevision.checklist_id == Checklist.id)
            & (ChecklistRevision.number == Checklist.revision),
        )
        .order_by(ChecklistDifference.id)
    )
    for row, client, code, body in session.execute(found):
        try:
            master = read(body)
        except UserError:
            continue  # said of the master itself
        try:
            fits = row.kind in KINDS
            for_client(master, [difference_of(row)])
        except UserError:
            fits = False
        if not fits:
            wrong.append(f"What {client} has different in checklist {code} cannot be read.")
    return wrong
