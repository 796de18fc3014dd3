"""Things people do to bill: make drafts, review, issue, credit, and record what was paid."""

from .accepting import Accepted, accept_prices
from .autopay import end_auto_payment, save_auto_payment
from .budget import bring_budget, set_budget
from .cash import keep_week, pay_bill, remove_bill, save_bill, unpay_bill
from .collections import (
    add_late_fee,
    add_promise,
    add_rule,
    lift_stop,
    save_rule,
    set_late_fee,
    take_step,
    withdraw_promise,
)
from .credits import credit_invoice, void_invoice, write_off_invoice
from .deposits import make_deposit, undo_deposit
from .drafts import RunMade, discard_draft, edit_draft, make_drafts, new_draft
from .handover import record_handover, withdraw_handover
from .issuing import Issued, issue, note_event
from .lines import add_line, edit_line, move_line, remove_line
from .payments import add_payment, apply_credit, refund, reverse_payment, unapply
from .prepaid import buy_block, refund_hours, refund_unused
from .recurring import begin_billing, bill_periods_again
from .review import answer_question, leave_off, mark_ready, put_back, unready

__all__ = [
    "Accepted",
    "Issued",
    "RunMade",
    "accept_prices",
    "add_late_fee",
    "add_line",
    "add_payment",
    "add_promise",
    "add_rule",
    "answer_question",
    "apply_credit",
    "begin_billing",
    "bill_periods_again",
    "bring_budget",
    "buy_block",
    "credit_invoice",
    "discard_draft",
    "edit_draft",
    "edit_line",
    "end_auto_payment",
    "issue",
    "keep_week",
    "leave_off",
    "lift_stop",
    "make_deposit",
    "make_drafts",
    "mark_ready",
    "move_line",
    "new_draft",
    "note_event",
    "pay_bill",
    "put_back",
    "record_handover",
    "refund",
    "refund_hours",
    "refund_unused",
    "remove_bill",
    "remove_line",
    "reverse_payment",
    "save_auto_payment",
    "save_bill",
    "save_rule",
    "set_budget",
    "set_late_fee",
    "take_step",
    "unapply",
    "undo_deposit",
    "unpay_bill",
    "unready",
    "void_invoice",
    "withdraw_handover",
    "withdraw_promise",
    "write_off_invoice",
]
