"""What can be done with the scripts: written, put to use, written anew, put away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ...desk.desk import Desk
from ...errors import UserError
from ...rows import dataclass
from ...widgets.entry import TextEntry
from ...widgets.form import Field, Form
from ..actions import scripts as script_actions
from ..queries.scripts import ScriptRow
from .script_form import FIELDS_NOTE, field_of, script_form
from .script_page import ScriptPage

Entries = Sequence[tuple[str, Callable[[], object]] | None]


@dataclass(frozen=True, slots=True)
class ScriptRoom:
    """What the room lends: the script in front, forms laid over the page, and where to go."""

    shown: Callable[[], ScriptRow | None]
    lay: Callable[[str, str, Form], None]
    back: Callable[[], None]
    form: Callable[[], Form | None]
    open: Callable[[int], None]
    page: Callable[[], ScriptPage]
    print: Callable[[], None]


class ScriptWork:
    """The verbs of scripts."""

    def __init__(self, desk: Desk, room: ScriptRoom) -> None:
        self._desk = desk
        self._shown, self._lay, self._back = room.shown, room.lay, room.back
        self._form, self._open, self._print = room.form, room.open, room.print
        self._of_page = room.page

    @property
    def _page(self) -> ScriptPage:
        return self._of_page()

    def _turn(self, verb: Any, key: int) -> None:
        self._desk.attempt(verb, key)

    def usual(self) -> None:
        """Begin with the script that ships, as a draft."""
        made = self._desk.attempt(script_actions.bring_script)
        if made is not None:
            self._open(made)

    def new_script(self) -> None:
        """Show the form of a new script: its name."""

        def save(values: dict[str, Any]) -> None:
            made = self._desk.do(script_actions.add_script, values["name"])
            self._back()
            self._open(made)
            self.write()

        form = Form(
            [
                Field(
                    "name",
                    "What the script is called",
                    TextEntry("Insurance offices, assessment"),
                    required=True,
                )
            ],
            on_save=save,
            save="Begin the script",
            on_cancel=self._back,
        )
        form.set_values({"name": ""})
        self._lay("New script", "Its words come next. The one that ships helps to begin.", form)

    def write(self) -> None:
        """Show the form in which the draft is written."""
        page = self._page.page
        if page is None or page.published:
            return

        def save(before: dict[str, str], words: dict[str, str]) -> None:
            try:
                self._desk.do(script_actions.save_version, page.id, page.version, before, words)
            except UserError as error:
                if error.field is None:
                    raise
                raise UserError(error.text, field_of(error.field)) from error
            self._back()

        words = f"Say it aloud once. Two sentences are enough, then let them talk.\n{FIELDS_NOTE}"
        self._lay(
            f"{page.script}, version {page.number}", words, script_form(page, save, self._back)
        )

    def publish(self) -> None:
        """Put the draft to use; what is missing is said, and its form comes."""
        page = self._page.page
        if page is None:
            return
        try:
            self._desk.do(script_actions.publish, page.id, page.version)
        except UserError as error:
            self.write()
            form = self._form()
            if form is not None and error.field is not None:
                form.show_error(UserError(error.text, field_of(error.field)))
            else:
                self._desk.refuse(error)

    def new_version(self) -> None:
        """Begin a version with the words of the newest, or go to the draft there is."""
        script = self._shown()
        if script is None:
            return
        made = script.draft_id
        if made is None:
            made = self._desk.attempt(script_actions.new_version, script.id)
        if made is not None:
            self._page.show_version(made)

    def more(self) -> Entries:
        """What else can be done with the script."""
        script, page = self._shown(), self._page.page
        if script is None or page is None:
            return []
        if script.retired_on is not None:
            return [
                ("Take it up again", lambda: self._turn(script_actions.take_up_script, script.id)),
                ("Print script card", self._print),
            ]
        found: list[tuple[str, Callable[[], object]] | None] = [
            ("Print script card", self._print),
            ("Rename script", self.rename),
        ]
        if not page.published:
            found.append(
                ("Throw the draft away", lambda: self._turn(script_actions.discard_draft, page.id))
            )
        found.append(
            ("Put the script away", lambda: self._turn(script_actions.retire_script, script.id))
        )
        return found

    def rename(self) -> None:
        """Show the form of the script's name."""
        script = self._shown()
        if script is None:
            return

        def save(values: dict[str, Any]) -> None:
            said = (values["name"], values["notes"] or "")
            self._desk.do(script_actions.edit_script, script.id, script.version, *said)
            self._back()

        form = Form(
            [
                Field("name", "What the script is called", TextEntry(), required=True),
                Field("notes", "Notes", TextEntry()),
            ],
            on_save=save,
            save="Save script",
            on_cancel=self._back,
        )
        form.set_values({"name": script.name, "notes": script.notes})
        self._lay(script.name, "", form)
