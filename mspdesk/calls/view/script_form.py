"""The form in which a script is written: the sheet before the call, then a point after another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ...widgets.entry import NoteEntry
from ...widgets.form import Field, Form, Heading
from ..queries.scripts import VersionPage
from ..rules.scripts import BEFORE, FIELDS, MUST, SLOTS, Slot, is_long, length_words

Save = Callable[[dict[str, str], dict[str, str]], object]

FIELDS_NOTE = "Filled in by themselves: " + " ".join(f"{{{name}}}" for name in FIELDS)


def script_form(page: VersionPage, on_save: Save, on_cancel: Callable[[], object]) -> Form:
    """The form of a draft; below each point stands how many sentences it has."""
    entries = {slot.code: NoteEntry(lines=2) for slot in SLOTS}

    def save(values: dict[str, Any]) -> None:
        before = {one.name: str(values[one.name] or "") for one in BEFORE}
        # A point and a line of the sheet may be called alike; so the points are told apart.
        words = {slot.code: str(values[_name(slot.code)] or "") for slot in SLOTS}
        on_save(before, words)

    form = Form(
        [
            Heading("Before the first call"),
            *(Field(one.name, one.title, NoteEntry(lines=2), help=one.ask) for one in BEFORE),
            Heading("What is said", "in one or two sentences at each point"),
            *(Field(_name(slot.code), _label(slot), entries[slot.code]) for slot in SLOTS),
        ],
        columns=2,
        on_save=save,
        save="Save draft",
        on_cancel=on_cancel,
    )
    form.set_values(dict(page.before) | {_name(slot.code): page.words[slot.code] for slot in SLOTS})
    for slot in SLOTS:
        tell = partial(count_sentences, form, slot)
        entries[slot.code].changed.connect(tell)
        tell()
    return form


def _name(code: str) -> str:
    """The name of a point's field in the form."""
    return f"slot_{code}"


def field_of(slot: str) -> str:
    """The name in the form for what an error names: a point, or a line of the sheet."""
    return _name(slot) if any(one.code == slot for one in SLOTS) else slot


def _label(slot: Slot) -> str:
    return f"{slot.title}, a must" if slot.code == MUST else slot.title


def count_sentences(form: Form, slot: Slot, *_: object) -> None:
    """Say below a point how many sentences it has."""
    text = form.entry(_name(slot.code)).text()
    box = form.box(_name(slot.code))
    box.help.set_help(f"{slot.when}. {length_words(text)}")
    wanting = is_long(text) or (slot.code == MUST and not text.strip())
    box.help.set_tone("amber" if wanting else "ink3")
