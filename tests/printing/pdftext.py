"""The words on a PDF's pages, read by a program that did not write them."""

import re
import unicodedata

import pypdfium2

# What readers add to show where lines run the other way.
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e]")


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, in composed letters, lines without blanks at their ends."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_text(document[number]) for number in range(len(document))]
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    """The text of all pages, with a line of dashes between two pages."""
    return "\n-----\n".join(pages_of(pdf)) + "\n"


def flat(text: str) -> str:
    """A text without any blanks, for words that a line's end may have parted."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _text(page: pypdfium2.PdfPage) -> str:
    """One page's words."""
    words = page.get_textpage()
    try:
        found = unicodedata.normalize("NFKC", words.get_text_range())
    finally:
        words.close()
        page.close()
    # PDFium marks a dash at the end of a line as one that might only part a word.
    found = re.sub("[\ufffe\x02]", "-", _DIRECTIONS.sub("", found))
    lines = found.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip("\n")
