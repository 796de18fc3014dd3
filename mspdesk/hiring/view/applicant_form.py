"""The form of an applicant: a name to call them by, what they told us, what is thought of."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from ...desk.desk import Desk
from ...people.queries import roles
from ...people.rules import KINDS
from ...shop.queries import shop
from ...widgets.entry import ChoiceEntry, HoursEntry, MoneyEntry, NoteEntry, TextEntry
from ...widgets.form import Field, Form
from ...widgets.laid import Laid
from ..actions import applicants as actions
from ..queries.applicants import ApplicantRow
from ..queries.posts import posts
from ..rules import applicants as rules


def lay_applicant(
    desk: Desk,
    laid: Laid,
    held: ApplicantRow | None,
    about: dict[str, Any],
    then: Callable[[int], object] | None = None,
) -> None:
    """Show the form of an applicant, or of a new one; one that was begun comes back."""
    if laid.busy():
        laid.resume()
        return
    offered = desk.ask(posts)
    open_posts: list[tuple[Hashable, str]] = [(None, "No post")]
    open_posts += [(one.id, one.title) for one in offered]
    only = offered[0].id if len(offered) == 1 and offered[0].state == "open" else None
    hats: list[tuple[Hashable, str]] = [(None, "That of the post")]
    hats += [(one.id, one.title) for one in desk.ask(roles)]

    def save(values: dict[str, Any]) -> None:
        if held is None:
            made = desk.do(actions.add_applicant, values)
        else:
            made = held.id
            desk.do(actions.edit_applicant, held.id, held.version, values)
        laid.back()
        if then is not None:
            then(made)

    form = Form(
        [
            Field("name", "Name they gave", TextEntry(), required=True),
            Field("email", "E-mail", TextEntry()),
            Field("phone", "Phone", TextEntry()),
            Field("post_id", "For the post", ChoiceEntry(open_posts)),
            Field("role_id", "Hat on the chart", ChoiceEntry(hats)),
            Field("heard_from", "Heard of us from", TextEntry()),
            Field("kind", "Would be", ChoiceEntry([(kind, KINDS[kind]) for kind in rules.KINDS])),
            Field("minutes_week", "Hours a week", HoursEntry()),
            Field("wage", "Wage an hour", MoneyEntry(desk.ask(shop).money)),
            Field("notes", "Notes about the work", NoteEntry(lines=5), span=3),
        ],
        columns=3,
        on_save=save,
        save="Save applicant",
        on_cancel=laid.back,
    )
    names = form.names()
    usual: dict[str, Any] = dict.fromkeys(names, "")
    usual |= {"kind": "employee", "minutes_week": None, "wage": None}
    usual |= {"post_id": about.get("post", only), "role_id": about.get("role_id")}
    form.set_values({name: getattr(held, name) for name in names} if held else usual)
    words = "Kept for who leads people. History says that it changed, not to what."
    laid.lay(held.name if held else "New applicant", words, form)
