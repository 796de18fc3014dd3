"""A job post on paper, to pin to a board or hand out at a school."""

from ...dates import full_date
from ...employment.printables.checks import lay_out as checks_layout
from ...employment.printables.checks import letterhead
from ...employment.queries.papers import ChecksDocument
from ...printing import blocks
from ...printing.block import Block
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head
from ..queries.applicants import checks_document
from ..queries.posts import PostDocument, post_document
from ..rules.posts import parts


def lay_out(document: PostDocument) -> Layout:
    """The title, then what stands below each heading that has words."""
    shop, post = document.shop, document.post
    until = f"open until {full_date(post.closes_on)}" if post.closes_on else ""
    body: list[Block] = [blocks.title(post.title, until)]
    for heading, text in parts(post.body).items():
        if text:
            body.append(blocks.section(heading))
            body.extend(_said(text))
    body.append(blocks.space(6))
    ways = ", ".join(filter(None, (shop.phone, shop.email)))
    body.append(blocks.callout(f"{shop.name}", ways))
    return Layout(
        title=f"Job post {post.title}",
        author=shop.name,
        head=Head(shop.name, "Job post", post.title),
        foot=Foot.of(letterhead(shop)),
        blocks=body,
    )


def _said(text: str) -> list[Block]:
    """Paragraphs, and lines that begin with a dash or a star as a list."""
    found: list[Block] = []
    for line in filter(None, (piece.strip() for piece in text.splitlines())):
        if line[:2] in ("- ", "* "):
            found.append(blocks.item(line[2:].strip()))
        else:
            found.append(blocks.paragraph(line))
    return found


POST = Printable[PostDocument]("job-post", "Job post", post_document, lay_out)
APPLICANT_CHECKS = Printable[ChecksDocument](
    "applicant-checks", "Checks list of an applicant", checks_document, checks_layout
)
