"""The forms of a question: how it is asked, and how it is decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ...people.queries import RoleRow
from ...widgets.entry import ChoiceEntry, DateEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ..queries.cases import CasePage

Save = Callable[[dict[str, Any]], object]
Cancel = Callable[[], object]

OUTCOMES = [
    ("declined", "Declined: we do not hire"),
    ("put_off", "Put off: look at it again"),
    ("approved", "Approved: we take the option below"),
]


def question_form(roles: Sequence[RoleRow], on_save: Save, on_cancel: Cancel, save: str) -> Form:
    """The form that asks a question: what, why, about which role."""
    return Form(
        [
            Field("title", "What is asked", TextEntry("A second technician?"), required=True),
            Field(
                "role_id",
                "About the role",
                ChoiceEntry(
                    [("", "None in particular")] + [(str(one.id), one.title) for one in roles]
                ),
            ),
            Field("why", "Why now", NoteEntry("We are busy: …", lines=3)),
        ],
        on_save=on_save,
        save=save,
        on_cancel=on_cancel,
    )


def decision_form(page: CasePage, on_save: Save, on_cancel: Cancel) -> Form:
    """The form of the owner's decision; it begins with nothing chosen."""
    options = [("", "None")] + [(str(one.id), one.title) for one in page.options]
    form = Form(
        [
            Field("state", "Decision", ChoiceEntry(OUTCOMES, "Choose"), required=True),
            Field("option_id", "Option", ChoiceEntry(options), help="Only for an approval."),
            Field("words", "Why", NoteEntry(lines=3), help="You will want to read it in a year."),
            Field("review_on", "Look at it again", DateEntry(day_first=page.shop.day_first)),
        ],
        on_save=on_save,
        save="Write the decision",
        on_cancel=on_cancel,
    )
    chosen = next((str(one.id) for one in page.options if one.chosen), "")
    form.set_values({"state": None, "option_id": chosen, "words": "", "review_on": None})
    return form
