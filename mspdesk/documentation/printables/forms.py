"""The internet-services form on one page (S147), and how complete the documentation is."""

from ...dates import full_date
from ...printing import blocks
from ...printing.blocks import Blank, Block, Column, Group
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.completeness import SectionState
from ..queries.papers import (
    CompletenessDocument,
    ServicesForm,
    completeness_document,
    services_form,
)

ROW = 30.0
TIGHT = 20.0
FEW_ROWS = 10
"""Up to so many rows have room for handwriting; the form stays one page with more."""

MUCH = 170
"""Letters in the longest cells of all rows from which on everything is set smaller."""

SPARE = 3
"""Empty rows below, for what nobody has thought of."""


def services_page(document: ServicesForm) -> Layout:
    """Who provides what, under which account, who manages it, until when: one page (S147)."""
    about = document.heading
    rows = [(one.what, one.provider, one.account, one.manager, one.expiry) for one in document.rows]
    tight = len(rows) > FEW_ROWS or sum(len(max(row, key=len)) for row in rows) > MUCH
    spare = [("",) * 5 for _ in range(1 if tight else SPARE)]
    parts: list[Block] = [
        blocks.title("Internet services"),
        blocks.facts([("Address", about.address), ("Phone", about.phone)], columns=2),
        blocks.table(
            [
                Column("Service", share=1.4, bold=True, wrap=True),
                Column("Provider", share=1.3, wrap=True),
                Column("Account, circuit", share=1.1, wrap=True),
                Column("Who manages it, whom to call", share=1.5, wrap=True),
                Column("Renews, expires", 76),
            ],
            [*rows, *spare],
            framed=True,
            row_height=TIGHT if tight else ROW,
            size=0.85 if tight else 1.0,
        ),
    ]
    if document.more:
        parts.append(blocks.note(document.more))
    parts.append(blocks.note("No passwords on this page. Name the vault item, or the envelope."))
    parts.append(blocks.write_on(Blank("Checked by"), Blank("Day", 0.6), Blank("Next check", 0.6)))
    return Layout(
        title=f"Internet services, {about.client}",
        author=about.letterhead.name,
        head=Head(about.client, "Internet-services form", full_date(about.on)),
        foot=Foot.of(about.letterhead),
        blocks=parts,
    )


def completeness_page(document: CompletenessDocument) -> Layout:
    """Every section of the binder: how many of its facts are filled, and what is missing."""
    about, whole = document.heading, document.whole
    counted = [one for one in whole.sections if one.counted]
    beside = [one for one in whole.sections if not one.counted]
    return Layout(
        title=f"Documentation, {about.client}",
        author=about.letterhead.name,
        head=Head(about.client, "Completeness of documentation", full_date(about.on)),
        foot=Foot.of(about.letterhead),
        blocks=[
            blocks.title(
                "Documentation", f"{whole.percent}%, {whole.complete} of {whole.counted} sections"
            ),
            blocks.table(
                [
                    Column("Section", share=1.1, bold=True),
                    Column("Facts", 60, align="right"),
                    Column("Missing", share=2, wrap=True),
                    Column("Checked", 84),
                ],
                [
                    *[_state(one) for one in counted],
                    Group("Beside the sixteen"),
                    *[_state(one) for one in beside],
                ],
            ),
        ],
    )


def _state(one: SectionState) -> tuple[str, str, str, str]:
    said = one.words or "Nothing of it here"
    missing = said if one.none else "; ".join(one.missing) if one.missing else "Complete"
    facts = "" if one.none else f"{one.filled:,} of {one.needed:,}"
    return one.title, facts, missing, full_date(one.checked_on) if one.checked_on else ""


SERVICES: Printable[ServicesForm] = Printable(
    "internet-services", "Internet-services form", services_form, services_page
)
COMPLETENESS: Printable[CompletenessDocument] = Printable(
    "documentation", "Completeness of documentation", completeness_document, completeness_page
)
