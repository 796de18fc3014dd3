"""The form of a new audit, and of one that is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...dates import today
from ...desk.desk import Desk
from ...widgets.entry import ChoiceEntry, DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ..actions import begin as actions
from ..queries.audits import AuditRow, audits
from ..queries.shipped import shipped
from ..rules.answers import KINDS

_OWN = "own"
_FROM = "questions_from"


def new_form(
    desk: Desk,
    client_id: int,
    on_done: Callable[[int], object],
    on_cancel: Callable[[], object],
    before_id: int | None = None,
) -> Form:
    """A new audit: who asks, by when, and where its questions come from."""
    held = desk.ask(audits, client_id)
    sources: list[tuple[Any, str]] = [(_OWN, "Typed or pasted below")]
    sources += [(("form", one.code), f"List: {one.title}") for one in shipped().values()]
    sources += [(("before_id", row.id), f"As {row.title}, {row.asked_on:%Y}") for row in held]
    kinds = list(KINDS.items())
    form = Form(
        [
            Field("title", "What it is", TextEntry("Cyber insurance 2026"), span=2),
            Field("kind", "Who asks", ChoiceEntry(kinds)),
            Field("asked_by", "Name", TextEntry("The insurer, the auditor, the customer")),
            Field("asked_on", "Asked on", DateEntry(), required=True),
            Field("due_on", "Answers due", DateEntry()),
            Field(_FROM, "Questions", ChoiceEntry(sources), span=2),
            Field(
                "questions",
                "Typed or pasted questions",
                NoteEntry("One on each line, as they stand on the form", lines=5),
                help="Numbers, headings and boxes to tick may be left in. A list can be followed by"
                " questions of your own.",
                span=2,
            ),
        ],
        columns=2,
        on_save=lambda values: on_done(desk.do(actions.begin_audit, client_id, _details(values))),
        save="Begin audit",
        on_cancel=on_cancel,
    )
    newest = next((row for row in held if row.sent), None)
    chosen: Any = ("form", "cyber-insurance")
    if before_id is not None:
        chosen = ("before_id", before_id)
    elif newest is not None:
        chosen = ("before_id", newest.id)
    before = next((row for row in held if chosen == ("before_id", row.id)), None)
    values: dict[str, Any] = {"kind": "insurance", "asked_on": today(), _FROM: chosen}
    if before is not None:
        # Last year's questions make this year's audit, and are called after this year.
        title = before.title.replace(str(before.asked_on.year), str(today().year))
        values |= {"title": title, "kind": before.kind, "asked_by": before.asked_by}
    form.set_values(values)
    return form


def _details(values: dict[str, Any]) -> dict[str, Any]:
    """What the action wants: the source of the questions by its own name."""
    details = {name: value for name, value in values.items() if name != _FROM}
    if values[_FROM] != _OWN:
        name, value = values[_FROM]
        details[name] = value
    return details


def edit_form(
    desk: Desk, row: AuditRow, on_done: Callable[[], object], on_cancel: Callable[[], object]
) -> Form:
    """What an audit says of itself."""

    def save(values: dict[str, Any]) -> None:
        desk.do(actions.edit_audit, row.id, row.version, values)
        on_done()

    form = Form(
        [
            Field("title", "What it is", TextEntry(), span=2),
            Field("kind", "Who asks", ChoiceEntry(list(KINDS.items()))),
            Field("asked_by", "Name", TextEntry()),
            Field("asked_on", "Asked on", DateEntry(), required=True),
            Field("due_on", "Answers due", DateEntry()),
            Field("notes", "Notes", NoteEntry(lines=3), span=2, help="For us; they are not sent."),
        ],
        columns=2,
        on_save=save,
        on_cancel=on_cancel,
    )
    form.set_values(
        {
            "title": row.title,
            "kind": row.kind,
            "asked_by": row.asked_by,
            "asked_on": row.asked_on,
            "due_on": row.due_on,
            "notes": row.notes,
        }
    )
    return form


def add_form(
    desk: Desk, audit_id: int, on_done: Callable[[], object], on_cancel: Callable[[], object]
) -> Form:
    """Further questions for an audit."""

    def save(values: dict[str, Any]) -> None:
        desk.do(actions.add_questions, audit_id, values["questions"])
        on_done()

    return Form(
        [
            Field(
                "questions",
                "Questions",
                NoteEntry("One on each line", lines=10),
                help="Each is answered at once where the documentation knows the answer.",
            )
        ],
        on_save=save,
        save="Add questions",
        on_cancel=on_cancel,
    )


def send_form(
    desk: Desk, row: AuditRow, on_done: Callable[[], object], on_cancel: Callable[[], object]
) -> Form:
    """To whom the answers went, and when."""

    def save(values: dict[str, Any]) -> None:
        desk.do(actions.mark_sent, row.id, row.version, values["sent_to"], values["sent_on"])
        on_done()

    form = Form(
        [
            Field("sent_to", "Sent to", TextEntry("A name or an address")),
            Field("sent_on", "On", DateEntry(), required=True),
        ],
        columns=2,
        on_save=save,
        save="Mark as sent",
        on_cancel=on_cancel,
    )
    form.set_values({"sent_to": row.asked_by, "sent_on": today()})
    return form
