"""The form of a quarterly review: the goals of its quarter, both comments, both signatures."""

from ...dates import full_date
from ...printing import blocks
from ...printing.block import Block
from ...printing.blocks import Blank
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ...printing.styles import DETAIL
from ..queries.papers import ReviewDocument, review_document
from ..queries.reviews import ReviewRow, TalkRow

GOAL_LINES, WORD_LINES, NEXT_LINES = 3, 4, 3
"""Empty lines for what is said of a goal and of the quarter."""


def review(document: ReviewDocument) -> Layout:
    """What was written stands there; what was not has lines to write on."""
    shop, page, row = document.shop, document.page, document.page.row
    found: list[Block] = [
        blocks.title("Quarterly review", row.when.title),
        blocks.facts(
            [
                ("Person", row.person),
                ("With", _with(row)),
                ("Quarter", document.span),
                ("Opened", full_date(row.opened_on) if row.opened_on else ""),
            ],
            2,
        ),
        blocks.note("It looks at the goals of this quarter and at nothing else."),
        blocks.space(4),
    ]
    for number, one in enumerate(page.goals, 1):
        found += [blocks.space(6), blocks.keep(*_goal(number, one, row))]
    found += [
        blocks.space(6),
        blocks.keep(
            blocks.section("The quarter", bar=True),
            _both(row, page.their_words, page.lead_words, WORD_LINES),
        ),
        blocks.space(6),
        blocks.keep(
            blocks.section("What comes next", bar=True),
            *_said(row, "", page.next_steps, NEXT_LINES),
        ),
        blocks.space(8),
        blocks.keep(*_signatures(row)),
    ]
    return Layout(
        title=f"Review of {row.person}, {row.when.title}",
        author=shop.name,
        head=Head(shop.name, f"Quarterly review, {row.person}", full_date(document.on)),
        foot=Foot.of(shop),
        blocks=found,
    )


def _with(row: ReviewRow) -> str:
    lead = row.lead or "Nobody: the owner's own"
    return f"{lead}, before {row.before}" if row.before else lead


def _goal(number: int, one: TalkRow, row: ReviewRow) -> list[Block]:
    beside = one.state_words + (", whole year" if one.whole_year else "")
    found: list[Block] = [blocks.section(f"{number}. {one.text}", beside, bar=True)]
    if one.measure:
        found.append(blocks.paragraph(f"Measured by: {one.measure}", DETAIL))
    if one.outcome:
        found.append(blocks.paragraph(one.outcome))
    return [*found, _both(row, one.their_words, one.lead_words, GOAL_LINES)]


def _both(row: ReviewRow, theirs: str, leads: str, count: int) -> Block:
    """The two comments beside each other; the owner's own review has one."""
    own = _said(row, row.person, theirs, count)
    if not row.lead and not leads:
        return blocks.keep(*own)
    return blocks.columns(own, _said(row, row.lead or row.before, leads, count))


def _said(row: ReviewRow, who: str, words: str, count: int) -> list[Block]:
    """A comment, or lines to write one on while nobody has signed."""
    head: list[Block] = [blocks.paragraph(who, DETAIL)] if who else []
    if words or row.signed:
        return [*head, blocks.paragraph(words or "Nothing written.")]
    return [*head, blocks.lines(count)]


def _signatures(row: ReviewRow) -> list[Block]:
    def line(who: str, on: object) -> Block:
        return blocks.signatures(
            Blank("Name", 1.6, who), Blank("Signature", 1.6), Blank("Date", 0.8, str(on or ""))
        )

    theirs = full_date(row.signed_on) if row.signed_on else ""
    found = [line(row.person, theirs)]
    if row.lead:
        found.append(line(row.lead, full_date(row.lead_signed_on) if row.lead_signed_on else ""))
    note = "Both have read it. A signature says that it was talked about, not that both agree."
    return [*found, blocks.note(note)]


REVIEW = Printable("goal-review", "Quarterly review", review_document, review)
