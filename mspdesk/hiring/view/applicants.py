"""The Applicants room: who would work here, how far it is, and the posts that invite them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...desk.desk import Desk
from ...widgets.layout import lead_focus, stack
from ...widgets.picker import Picker, PickerPage


class ApplicantsRoom(QWidget):
    """Applicants by stage and job posts at the left, one of them at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.picker = Picker[str]("Applicants", placeholder="Find an applicant", lines=2)
        self._page = QWidget()
        stack(self, PickerPage("applicants", self.picker, self._page, width=262))
        lead_focus(self, self.picker)
