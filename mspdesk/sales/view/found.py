"""What a returned PDF says, shown at the place where it will stand before it is taken over."""

from __future__ import annotations

from collections.abc import Callable

from ...widgets.buttons import Button
from ...widgets.layout import Notice
from ..queries.worksheet import WorksheetPage
from ..rules.worksheet import QUESTIONS, STATE_WORDS, Answer, State
from ..runs import Returned


class FoundNotice(Notice):
    """What a returned PDF says: how many answers, what differs, what could not be read."""

    def __init__(self, take: Callable[[Returned], object]) -> None:
        self._take = take
        self._found: Returned | None = None
        self.accept = Button("Put into the fields", "primary", on_click=self._accept)
        leave = Button("Leave it", "quiet", on_click=self._leave)
        super().__init__("", "", (self.accept, leave), icon="file-check-2", below=True)

    def show_found(self, found: Returned, page: WorksheetPage, name: str) -> None:
        """Say it in words, before anything is taken over."""
        self._found = found
        lines = [_counted(found)]
        if found.company:
            lines.append(f"Filled in for “{found.company}”.")
        for number, answer in found.answers.items():
            held = page.answers.get(number)
            if held is not None and held != answer:
                question = QUESTIONS[number - 1].name
                lines.append(f"{number} {question}: “{_said(held)}” becomes “{_said(answer)}”.")
        lines += found.faults
        self.set_notice(name, "\n".join(lines))
        self.accept.setEnabled(bool(found.answers or found.notes or found.answered_by))
        self.show()
        self.accept.setFocus()

    def _accept(self) -> None:
        if self._found is not None:
            self._take(self._found)
        self.hide()

    def _leave(self) -> None:
        self.hide()


def _counted(found: Returned) -> str:
    unknown = sum(one.state is State.UNKNOWN for one in found.answers.values())
    words = f"{len(found.answers)} of {len(QUESTIONS)} questions are answered"
    return f"{words}, {unknown} of them with “we do not know”." if unknown else f"{words}."


def _said(answer: Answer) -> str:
    return STATE_WORDS.get(answer.state, " ".join(answer.text.split()))
