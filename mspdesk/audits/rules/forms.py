"""Lists of questions that ship as texts: a title, who asks such things, questions by section."""

from collections.abc import Mapping
from typing import Any

from ...exchange.toml_text import TomlText, near
from ...rows import dataclass
from .answers import KINDS
from .reading import Asked
from .topics import BY_KEY

_TOP = ("code", "title", "kind", "purpose", "section")
_SECTION = ("title", "question")
_QUESTION = ("words", "topic")


@dataclass(frozen=True, slots=True)
class QuestionList:
    """A list that ships: its code, title, kind, what it is for, and what it asks."""

    code: str
    title: str
    kind: str
    purpose: str
    questions: tuple[Asked, ...]


def read(text: str, name: str = "") -> QuestionList:
    """A list as its text says; raises UserError with file, line and what to write instead."""
    toml = TomlText(text, name)
    tables = toml.tables
    toml.only(tables, _TOP, "", 1)
    for key in ("code", "title", "kind", "purpose"):
        if not isinstance(tables.get(key), str) or not tables[key].strip():
            raise toml.refuse(f'write {key} = "words" at the top')
    if tables["kind"] not in KINDS:
        raise toml.refuse(
            f"the kind “{tables['kind']}” does not exist{near(tables['kind'], tuple(KINDS))}",
            toml.line(key="kind"),
        )
    asked: list[Asked] = []
    for nth, part in enumerate(_tables(toml, tables, "section"), 1):
        toml.only(part, _SECTION, "section", nth)
        title = str(part.get("title", "")).strip()
        if not title:
            raise toml.refuse("a section needs a title", toml.line("section", nth))
        for one in part.get("question", ()):
            asked.append(_question(toml, one, title, len(asked) + 1))
    if not asked:
        raise toml.refuse("there is no question in it")
    return QuestionList(
        tables["code"], tables["title"], tables["kind"], tables["purpose"], tuple(asked)
    )


def _tables(toml: TomlText, tables: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = tables.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise toml.refuse(f"write [[{key}]] with two brackets", toml.line(key=key))
    return found


def _question(toml: TomlText, one: Any, section: str, number: int) -> Asked:
    line = toml.line("section.question", number)
    if not isinstance(one, dict):
        raise toml.refuse("write [[section.question]] with two brackets", line)
    toml.only(one, _QUESTION, "section.question", number)
    words, topic = str(one.get("words", "")).strip(), str(one.get("topic", ""))
    if not words:
        raise toml.refuse("a question needs words", line)
    if topic and topic not in BY_KEY:
        raise toml.refuse(f"nobody knows the topic “{topic}”{near(topic, tuple(BY_KEY))}", line)
    return Asked(words, str(number), section, topic)
