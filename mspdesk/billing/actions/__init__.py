"""Things people do to bill: make drafts, review, issue, credit, and record what was paid."""

from .credits import credit_invoice, void_invoice, write_off_invoice
from .drafts import RunMade, discard_draft, edit_draft, make_drafts, new_draft
from .issuing import Issued, issue, log_step, note_event
from .lines import add_line, edit_line, move_line, remove_line
from .payments import add_payment, apply_credit, refund, reverse_payment, unapply
from .review import answer_question, leave_off, mark_ready, put_back, unready

__all__ = [
    "Issued",
    "RunMade",
    "add_line",
    "add_payment",
    "answer_question",
    "apply_credit",
    "credit_invoice",
    "discard_draft",
    "edit_draft",
    "edit_line",
    "issue",
    "leave_off",
    "log_step",
    "make_drafts",
    "mark_ready",
    "move_line",
    "new_draft",
    "note_event",
    "put_back",
    "refund",
    "remove_line",
    "reverse_payment",
    "unapply",
    "unready",
    "void_invoice",
    "write_off_invoice",
]
