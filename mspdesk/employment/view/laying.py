"""Forms over the People room: each is laid over the page, and goes with Esc or once it is kept."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from ...errors import UserError
from ...widgets.entry import Entry
from ...widgets.form import Field, Form, Heading
from ...widgets.laid import Laid


def lay_form(
    laid: Laid,
    title: str,
    fields: Sequence[Field | Heading],
    values: Mapping[str, Any],
    on_save: Callable[[dict[str, Any]], object],
    *,
    save: str,
    words: str = "",
    columns: int = 3,
) -> Form:
    """Lay a form over the page; one in which something was typed comes back instead."""
    if laid.busy() and laid.form is not None:
        laid.resume()
        return laid.form

    def keep(typed: dict[str, Any]) -> None:
        on_save(typed)
        laid.back()

    form = Form(fields, columns=columns, on_save=keep, save=save, on_cancel=laid.back)
    form.set_values(values)
    laid.lay(title, words, form)
    return form


def typed_day(entry: Entry) -> date | None:
    """The day typed so far, None while it is none."""
    try:
        found = entry.value()
    except UserError:
        return None
    return found if isinstance(found, date) else None
