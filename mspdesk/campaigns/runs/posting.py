"""A letter to many: each put together to be looked through, then set out as it was seen."""

from collections.abc import Iterator, Sequence
from typing import Any

from ...database.store import Store
from ...errors import UserError
from ...letters.printables import LETTER
from ...printing.document import Printable, Rendered, render_many
from ...printing.page import paper_of
from ...progress import Progress
from ...rows import dataclass
from ..queries import posting as queries
from ..queries.members import members
from ..queries.merging import Prepared
from ..queries.posting import Sheet
from ..rules.merge import refuse_faults


@dataclass(frozen=True, slots=True)
class Stack:
    """Letters that are set out together, ready to print: their pages, and who gets them."""

    rendered: Rendered
    letters: tuple[Prepared, ...]


def prepare_letters(store: Store, progress: Progress, step_id: int) -> list[Prepared]:
    """Every letter of a step as it would print, and whoever gets none with the reason.

    Raises UserError naming the line of a wrong field; stopping it leaves nothing behind.
    """
    with store.read() as session:
        same = queries.sheet(session, step_id, store.person_id)
        refuse_faults(same.subject, same.body)
        had = queries.printed_days(session, step_id)
        found = members(session, same.campaign_id, post=True)
        letters = []
        for done, one in enumerate(found):
            progress.step(done, len(found), one.client)
            letters.append(queries.letter_for(session, same, one, had.get(one.id)))
        return letters


def set_letters(
    store: Store, progress: Progress, step_id: int, letters: Sequence[Prepared]
) -> Stack:
    """Set out letters that were looked through, as they were seen, one below the other.

    Whoever would get none by now is left out. Raises UserError where nobody is left, or where they
    are more than go into one stack.
    """
    if len(letters) > queries.STACK:
        raise UserError(f"At most {queries.STACK} letters are printed at once.")
    with store.read() as session:
        same = queries.sheet(session, step_id, store.person_id)
        getting = {
            one.id: "\n".join(one.lines)
            for one in members(session, same.campaign_id, post=True)
            if one.gets
        }
    wanted = [one for one in letters if one.goes and getting.get(one.member_id) == one.address]
    if not wanted:
        raise UserError("There is nobody left to write to. Look through the letters once more.")
    papers = _papers(same, wanted, progress)
    paper = paper_of(same.shop.paper.lower())
    rendered = render_many(papers, paper, title=f"Letters, {same.title}", author=same.shop.name)
    return Stack(rendered, tuple(wanted))


def _papers(
    same: Sheet, letters: Sequence[Prepared], progress: Progress
) -> Iterator[tuple[Printable[Any], Any]]:
    for done, one in enumerate(letters):
        progress.step(done, len(letters), f"{done + 1} of {len(letters)}")
        yield LETTER, queries.paper_of_letter(same, one)
