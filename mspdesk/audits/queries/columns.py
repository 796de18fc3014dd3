"""What files say of audits: the answers for whoever asked, the list of audits for us."""

from ...exchange.columns import DATE, TEXT, WHOLE, OutColumn
from ..rules.answers import STATES
from .audits import AuditRow, QuestionRow

ANSWERS: tuple[OutColumn[QuestionRow], ...] = (
    OutColumn("No.", TEXT, lambda row: row.asked_as),
    OutColumn("Section", TEXT, lambda row: row.section),
    OutColumn("Question", TEXT, lambda row: row.words),
    OutColumn("Answer", TEXT, lambda row: row.answer_words),
    OutColumn("Details", TEXT, lambda row: row.text),
    OutColumn("Where from", TEXT, lambda row: row.source_words),
    OutColumn("As of", DATE, lambda row: row.as_of),
    OutColumn("Looked over", DATE, lambda row: row.looked_on),
)

AUDITS: tuple[OutColumn[AuditRow], ...] = (
    OutColumn("Client", TEXT, lambda row: row.client),
    OutColumn("Audit", TEXT, lambda row: row.title),
    OutColumn("Kind", TEXT, lambda row: row.kind_words),
    OutColumn("Asked by", TEXT, lambda row: row.asked_by),
    OutColumn("Asked", DATE, lambda row: row.asked_on),
    OutColumn("Due", DATE, lambda row: row.due_on),
    OutColumn("Questions", WHOLE, lambda row: row.count.all, "questions"),
    OutColumn("Not answered", WHOLE, lambda row: row.count.unanswered, "unanswered"),
    OutColumn("State", TEXT, lambda row: STATES[row.state]),
    OutColumn("Sent", DATE, lambda row: row.sent_on),
)
