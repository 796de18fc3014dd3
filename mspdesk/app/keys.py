"""The list of keys, in one place: the page behind ? is made from it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ..widgets import spoken, theme
from ..widgets.keycap import KeyCap
from ..widgets.layout import PageHead, Scroll, column, stack
from ..widgets.safe import Label

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Everywhere",
        (
            ("Ctrl+K", "Search, jump to, or do anything"),
            ("Ctrl+1 to 9", "Go to a tab"),
            ("N", "New ticket, or new here"),
            ("T", "Start or stop the timer on the chosen ticket"),
            ("/", "Filter this list"),
            ("F6", "Next pane"),
            ("Ctrl+P", "Print what is shown"),
            ("Ctrl+Z, Ctrl+Y", "Undo the last change, redo it"),
            ("Ctrl+L", "Lock the vault"),
            ("Esc", "Back"),
            ("?", "This list; once more for the glossary"),
            ("Ctrl+Q", "Quit"),
        ),
    ),
    (
        "A checklist being worked through",
        (
            ("Space", "Done, or open again"),
            ("P", "A problem, with its ticket"),
            ("X", "Not applicable"),
            ("S", "Not seen, where the checklist has that"),
            ("1 to 3", "How much a problem weighs, in an assessment"),
            ("Enter", "Go to its fields; Esc goes back"),
            ("Ctrl+Enter", "Done, from the note"),
            ("F", "Add a picture or file"),
            ("G", "Give the step to somebody"),
            ("O", "Go to the ticket of its problem"),
            ("U", "Take the mark back"),
        ),
    ),
    (
        "A checklist being written",
        (
            ("Insert", "Add a line below"),
            ("X", "Cross the line off, or do it again"),
            ("Delete", "Remove the line"),
            ("F2, Enter", "Go to its words"),
        ),
    ),
    (
        "The calendar of planned work",
        (
            ("Arrows", "From day to day, and through what lies on one"),
            ("Alt+arrows", "Move what is in front by a day or a week"),
            ("Page Up, Page Down", "The month or week before, or after"),
            ("Enter", "Go to its form"),
        ),
    ),
    (
        "Goals",
        (
            ("N", "Type the next goal; it hangs on the picked one"),
            ("Enter", "Keep it and type another; on a goal, its form"),
            ("Esc", "From the line back to the goals"),
            ("J, K", "From goal to goal"),
            ("F6", "To the card of the goal, and back"),
        ),
    ),
    (
        "The org chart",
        (
            ("Arrows", "From box to box; Home goes to the top"),
            ("Enter", "Open the card of the role, or give it to who was taken along"),
            ("Alt+arrows", "Move the role along, up to the lead above, in under the one before"),
            ("G", "Give the role to somebody"),
            ("A, Insert", "Add a role below"),
            ("M", "Say to whom it reports"),
            ("P", "Promote who wears it"),
            ("Delete", "Give the role up"),
            ("F6", "To the people; Left and Right walk, Enter takes one along"),
        ),
    ),
    (
        "The client garden",
        (
            ("Arrows", "From client to client, by the hours they take"),
            ("Enter", "Open the client beside the chart"),
        ),
    ),
    (
        "Side lists of reports, offerings, people, hiring, hats and meetings",
        (
            ("Enter", "To the page beside it"),
            ("Esc", "Back to the list; from a review too"),
        ),
    ),
    (
        "The pay calendar",
        (
            ("Enter", "Move the pay date"),
            ("N", "Say how wages are paid"),
        ),
    ),
    (
        "Lists",
        (
            ("Up, Down, J, K", "Move"),
            ("Enter", "Open"),
            ("Space", "Tick"),
            ("Ctrl+C", "Copy the rows"),
            ("Home, End", "First, last"),
            ("F7", "Sort by the next column"),
            ("Shift+F7", "Turn the order round"),
            ("Alt+Up, Alt+Down", "Move the row, where the order is yours"),
        ),
    ),
    (
        "Tables to type in",
        (
            ("F2", "Change what is there"),
            ("Tab, Enter", "Next cell, next row, while typing"),
            ("Ctrl+V", "Paste a table, with titles or without"),
            ("Ctrl+D", "The same row again"),
            ("Ctrl+Delete", "Remove the row"),
            ("Alt+Down", "Open the choices or the calendar"),
            ("Alt+Enter", "Another line in a note"),
            ("F5", "Put the rows in order"),
        ),
    ),
    (
        "Tickets",
        (
            ("1 to 4", "Set the priority"),
            ("S", "Status"),
            ("A", "Assign"),
            ("E", "Estimate"),
            ("U", "Escalate: pass it up to a higher tier"),
            ("F", "Attach a file; dropping one does the same"),
            ("M", "Merge into another ticket"),
            ("C", "Checklist"),
            ("L", "TSR log"),
            ("V", "Call to a vendor"),
            ("G", "Guidelines for finding faults"),
            ("Ctrl+Enter", "Save the note"),
        ),
    ),
    (
        "Credentials",
        (
            ("R, U, O", "Look at the password, the user, the code"),
            ("C", "Copy the password"),
        ),
    ),
    (
        "Prospects",
        (
            ("Arrow keys", "Go from card to card on the board"),
            ("Alt+Left, Alt+Right", "Move the card a stage back, a stage on"),
            ("Alt+Up, Alt+Down", "Move a stage up or down in the list of stages"),
        ),
    ),
    (
        "Calling",
        (
            ("1 to 9, 0", "What came of the call; the next number is there at once"),
            ("Enter", "Take the day that is offered, where one belongs to it"),
            ("Up, Down, Space", "Go along the points of the script"),
            ("N", "Write a note about this call; Esc goes back"),
            ("U", "Take the last call back, with all that followed from it"),
            ("S", "Leave this company for later"),
            ("C", "Copy the number"),
            ("Esc", "Stop calling"),
        ),
    ),
    (
        "Campaigns",
        (
            ("Arrow keys", "Go from bar to bar on the calendar of the year"),
            ("Enter", "Open the campaign, or look through the mails or letters of a day"),
            ("Space", "Tick a day as done"),
            ("Ctrl+Enter", "Queue the mails, or print the letters, that were looked through"),
        ),
    ),
    (
        "Roadmaps",
        (
            ("N", "Plan a meeting, or write down what a client says of its budget"),
            ("Enter", "Write the decision down, ready for the next one"),
            ("Ctrl+Enter", "Keep what was said to a point or a question"),
            ("Esc", "Go from the meeting back to the list"),
        ),
    ),
    (
        "Audits",
        (
            ("1..5", "Answer yes, partly, no, does not apply, not known"),
            ("Space", "Confirm the answer and go on"),
            ("Enter", "Go to the answers"),
            ("Ctrl+Enter", "Save the answer and go on"),
        ),
    ),
    (
        "Sliders",
        (
            ("Left, Right", "A step less, a step more"),
            ("Page Up, Page Down", "Ten steps"),
            ("Home, End", "As little or as much as there is"),
        ),
    ),
    (
        "Billing",
        (("R", "Mark the draft ready"), ("Space", "Take the draft in or leave it out")),
    ),
    (
        "Paper",
        (("PgUp, PgDn", "Turn the page"), ("+, -, 0", "Larger, smaller, whole page")),
    ),
)


class KeysPage(QWidget):
    """Every key with what it does."""

    spoken_as = spoken.Role.Document

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Keys")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        px = theme.current().px
        body = QWidget()
        line = QHBoxLayout(body)
        line.setContentsMargins(px(22), px(8), px(22), px(22))
        line.setSpacing(px(32))
        for part in (KEYS[:2], KEYS[2:6], KEYS[6:]):
            line.addWidget(_group(part), 1, Qt.AlignmentFlag.AlignTop)
        head = PageHead("Keys", meta=("Single letters work while no text field has the focus.",))
        stack(self, column(head, margin=(22, 18, 22, 10)), Scroll(body))


def _group(part: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.current().px(16))
    grid.setVerticalSpacing(theme.current().px(8))
    grid.setColumnStretch(1, 1)
    at = 0
    for title, keys in part:
        grid.addWidget(Label(title, role="card"), at, 0, 1, 2)
        at += 1
        for key, words in keys:
            grid.addWidget(KeyCap(key), at, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(words, color="ink2", wrap=True), at, 1)
            at += 1
    return box
