"""The side of the editor: the fields of whatever row is picked in the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ...errors import UserError
from ...widgets.form import Form
from ...widgets.layout import clear, stack
from ...widgets.safe import Label
from ..rules import arrange
from ..rules.master import Master
from .lineform import (
    Keeper,
    head_fields,
    head_read,
    head_values,
    line_fields,
    line_read,
    line_values,
    section_fields,
    show_for_kind,
    wrong_fields,
)
from .masterlines import HEAD, LineRow

ABOUT = "About the checklist"
_EMPTY = ("text", "choices", "section", "title")


class EditorSide(QWidget):
    """Shows the form of one row; `on_keep` is called when something typed is to be kept.

    `shown` is the id of the row the form belongs to, which may no longer be the one picked.
    """

    def __init__(self, on_keep: Callable[[], object]) -> None:
        super().__init__()
        self._on_keep = on_keep
        self.shown = ""
        self.form: Form | None = None
        self.keeper: Keeper | None = None
        self.roles: Sequence[tuple[str, str]] = ()
        self._title = Label("", "card")
        self._box = stack(self, margin=(16, 14, 14, 16), gap=8)
        self.setMinimumWidth(240)

    def show_row(self, chosen: LineRow | None, master: Master | None) -> None:
        """Show the fields of a row; a form that is there for it already stays."""
        if chosen is None or master is None:
            self.shown, self.form, self.keeper = "", None, None
            clear(self._box)
            return
        if chosen.id != self.shown or self.form is None or self.keeper is None:
            self._build(chosen)
            self.shown = chosen.id
        self._title.set_text(_title(chosen))
        self._fill(chosen, master)

    def _build(self, chosen: LineRow) -> None:
        clear(self._box)
        if chosen.key:
            form = Form(line_fields(), columns=2, buttons=False)
            form.entry("kind").changed.connect(partial(show_for_kind, form))
        else:
            fields = head_fields(self.roles) if chosen.id == HEAD else section_fields()
            form = Form(fields, buttons=False)
        self._title = Label("", "card")
        for item in (self._title, form):
            self._box.addWidget(item)
            item.show()
        self._box.addStretch(1)
        self.form, self.keeper = form, Keeper(form, self._on_keep)

    def _fill(self, chosen: LineRow, master: Master) -> None:
        if self.form is None or self.keeper is None:
            return
        line = master.line(chosen.key) if chosen.key else None
        if line is not None:
            self.keeper.fill(line_values(line))
            show_for_kind(self.form)
        elif chosen.id == HEAD:
            self.keeper.fill(head_values(master))
        else:
            section = master.sections[chosen.section]
            self.keeper.fill({"section": section.title, "ours": section.ours})

    def made(self, of: LineRow, master: Master) -> Master:
        """The checklist with what the form says of its row."""
        form = self.form
        if form is None:
            return master
        if of.key:
            line = master.line(of.key)
            return arrange.with_line(master, line_read(line, form)) if line else master
        if of.id == HEAD:
            return head_read(master, form)
        title = " ".join(form.entry("section").text().split())
        ours = bool(form.entry("ours").value())
        return arrange.section_said(master, of.section, title, ours=ours)

    def keep(self) -> None:
        """Keep at once whatever was typed."""
        if self.keeper is not None:
            self.keeper.now()

    def forget(self) -> None:
        """Let go of the form and of what was typed in it."""
        if self.keeper is not None:
            self.keeper.stop()
        self.shown = ""

    def dirty(self) -> bool:
        """Whether something stands in the form that was not there when it was filled."""
        return self.form is not None and self.form.dirty()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        if self.form is not None:
            self.form.focus_first()

    def say_lacking(self, of: LineRow, faults: Iterable[arrange.Fault]) -> None:
        """Beside each field what is wrong with it; what is still empty is said on publishing."""
        if self.form is None or self.form.error():
            return
        lacking = [one for one in faults if one.key == of.key and one.field not in _EMPTY]
        said = [(one.field, one.words) for one in lacking if of.key]
        wrong_fields(self.form, said)

    def show_fault(self, lacking: arrange.Fault) -> bool:
        """Say what is lacking beside its field; False where the form has no such field."""
        if self.form is None or lacking.field not in self.form.names():
            return False
        self.form.show_error(UserError(lacking.words, lacking.field))
        return True


def _title(chosen: LineRow) -> str:
    if chosen.key:
        return f"Step {chosen.number}"
    return ABOUT if chosen.id == HEAD else "Section"
