"""A mail to many: its fields checked line by line, and filled for one of those who get it."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from ...errors import UserError
from ...letters.rules.fields import FIELDS
from ...letters.rules.texts import Fault, fields_in, filled, plain
from ...letters.rules.texts import faults as text_faults
from ...mail.rules.message import SUBJECT_MOST
from ...rows import dataclass

KNOWN = {name: one for name, one in FIELDS.items() if not one.asked or name == "mail.name"}
"""The fields that are known of everybody; an invoice's number, for instance, is not."""

_ASKED = re.compile(r"\{\s*([a-z_.]+)\s*\}")
_HINT = re.compile(r"(\{[^{}]*\}\.) Did you mean \{([^{}]*)\}\?")
_HEAD = 2
BODY_MOST = 20_000
"""Signs of a mail or a letter to many: some pages, so that hundreds of them stay a small file."""


def text_of(subject: str, body: str) -> str:
    """Subject and body as one text of the house."""
    return f"Subject: {subject.strip()}\n\n{body.strip(chr(10))}\n"


def faults(subject: str, body: str) -> list[Fault]:
    """What is wrong in a mail, line 0 being its subject and 1 the first of its body."""
    whole = text_of(subject, body)
    found = [Fault(max(0, one.line - _HEAD), _of_many(one.words)) for one in text_faults(whole)]
    for at, line in enumerate(whole.split("\n"), 1):
        strange = [name for name in _ASKED.findall(line) if name in FIELDS and name not in KNOWN]
        found += [Fault(max(0, at - _HEAD), _not_of_many(name)) for name in strange]
    if len(subject) > SUBJECT_MOST:
        found.append(Fault(0, f"The subject is longer than {SUBJECT_MOST} letters."))
    if len(body) > BODY_MOST:
        found.append(Fault(1, f"The text is longer than {BODY_MOST:,} signs."))
    return sorted(found, key=lambda one: one.line)


def _of_many(words: str) -> str:
    """What is wrong, with a field meant that is known of everybody."""
    hint = _HINT.search(words)
    if hint is None or hint[2] in KNOWN:
        return words
    return words.replace(hint[0], f"{hint[1]}{_meant(hint[1].strip('{}. '))}")


_ALIKE = 75
"""Percent of its signs a short name shares with the one that may be meant."""


def _meant(name: str) -> str:
    """Which field may have been meant; {first_nam} is the first name of who gets the mail."""
    short = {one.rpartition(".")[2]: one for one in reversed(KNOWN)}
    near = get_close_matches(name, KNOWN, 1)
    near += [
        short[one] for one in get_close_matches(name.rpartition(".")[2], short, 1, _ALIKE / 100)
    ]
    return f" Did you mean {{{near[0]}}}?" if near else " Choose one from the list of fields."


def _not_of_many(name: str) -> str:
    hint = _meant(name)
    return f"{{{name}}} belongs to one paper and is not known of everybody.{hint}"


def fault_words(fault: Fault) -> str:
    """Where it is and what is wrong: Line 3: There is no field {client.frist_name}. ..."""
    return f"{f'Line {fault.line}' if fault.line else 'Subject'}: {fault.words}"


def refuse_faults(subject: str, body: str) -> None:
    """Raise UserError with the first fault, at the field it stands in."""
    for fault in faults(subject, body):
        raise UserError(fault_words(fault), "body" if fault.line else "subject")


@dataclass(frozen=True, slots=True)
class Merged:
    """One of many as it goes out; `empty` describes fields nothing was known for."""

    subject: str
    body: str
    empty: tuple[str, ...] = ()


def merge(subject: str, body: str, fields: Mapping[str, str], note: str, signature: str) -> Merged:
    """Fill a mail for one person; the signature and the note on how to stop it come last.

    Where nothing is known for a field its line or its place stays empty, and it is told.
    """
    found = merge_letter(subject, body, fields)
    said = "\n\n".join(part for part in (plain(found.body), signature.strip(), note) if part)
    return Merged(found.subject, f"{said.rstrip()}\n", found.empty)


def merge_letter(subject: str, body: str, fields: Mapping[str, str]) -> Merged:
    """Fill a letter for one person; its body is still a text, with headings, items and rows."""
    text = text_of(subject, body)
    named = fields_in(text)
    known = {name: fields.get(name, "") for name in named}
    found = filled(text, known)
    empty = tuple(FIELDS[name].words for name in named if not known[name].strip())
    return Merged(" ".join(found.subject.split()), found.body, empty)


def closing_note(text: str, fields: Mapping[str, str]) -> str:
    """The lines below a line of hyphens that say who writes and how to stop such mails."""
    body = plain(filled(text, fields).body).strip()
    return f"-- \n{body}" if body else ""
