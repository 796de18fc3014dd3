"""Facts out to files and in again: the same rows come back, whatever the kind of file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from mspdesk.database.store import Store
from mspdesk.documentation.actions import facts as actions
from mspdesk.documentation.queries.facts import FactRow, facts
from mspdesk.documentation.queries.lists import columns_of
from mspdesk.documentation.rules.fields import FactField
from mspdesk.documentation.rules.section import Section
from mspdesk.documentation.rules.sections import SECTIONS, section
from mspdesk.documentation.runs.tables import read_table
from mspdesk.errors import UserError
from mspdesk.exchange.export import write_table
from mspdesk.progress import Progress
from tests.exchange.hostile import HOSTILE
from tests.sample import Sample

pytestmark = pytest.mark.usefixtures("clock")


def whole(key: str, words: Sequence[str]) -> dict[str, object]:
    """A row with something in every field that points to nothing else."""
    fields = [kept for kept in section(key).fields if kept.kind != "ref"]
    row = {kept.name: value(kept, words[n % len(words)]) for n, kept in enumerate(fields)}
    row |= {name: text for name, text in RANGE.items() if name in row}
    return row


RANGE = {
    "cidr": "10.20.4.0/24",
    "gateway": "10.20.4.1",
    "dhcp_from": "10.20.4.100",
    "dhcp_to": "10.20.4.199",
    "ip": "10.20.4.9",
    "owner": "lessor",
}


def value(kept: FactField, words: str) -> object:
    """Something for a field of a kind."""
    usual: dict[str, object] = {
        "line": words,
        "words": f"{words}\nand a second line",
        "date": date(2027, 5, 31),
        "count": 1_234,
        "money": 123_450,
        "flag": True,
        "mac": "02:1a:2b:3c:4d:5e",
        "cidr": "10.20.4.0/24",
    }
    if kept.kind == "choice":
        return kept.choices[-1][0] if kept.name != "status" else "spare"
    return usual.get(kept.kind, "")


def rows(store: Store, client_id: int, key: str) -> list[FactRow]:
    """A client's rows of a section."""
    return store.ask(facts, client_id, key)


# Reading a workbook takes a process of its own each time; two sections have every kind of field.
WAYS = [
    *((one, "csv") for one in SECTIONS),
    (section("device"), "xlsx"),
    (section("share"), "xlsx"),
]


def test_a_section_goes_out_and_comes_in_again_as_it_was(
    sqlite_store: Store, shop_file: Sample, tmp_path: Path
) -> None:
    for kept, ending in WAYS:
        goes_round(sqlite_store, shop_file, tmp_path / f"{kept.key}.{ending}", kept)
        sqlite_store.undo()
        sqlite_store.undo()


def goes_round(store: Store, shop: Sample, path: Path, kept: Section) -> None:
    """One client's rows go into a file and come to another client as they were."""
    plain = [text for text in HOSTILE if text.isprintable()]
    words = [text.strip()[:60] for text in plain if text.strip()]
    store.do(actions.add_fact, shop.oldmill, kept.key, whole(kept.key, words))
    before = rows(store, shop.oldmill, kept.key)
    write_table(path, kept.title, columns_of(kept.key), before)
    paste = read_table(store, Progress(), kept.key, path)
    assert paste.unknown == ()
    assert set(paste.fields) == {one.name for one in kept.fields}
    store.do(actions.paste_facts, shop.brightwater, kept.key, paste)
    made = rows(store, shop.brightwater, kept.key)[-1:]
    if kept.key == "device":
        name = before[0].values["name"]
        every = rows(store, shop.brightwater, kept.key)
        made = [row for row in every if row.values["name"] == name]
    assert [row.values for row in made] == [row.values for row in before]


def test_a_file_that_names_no_columns_is_refused(
    sqlite_store: Store, shop_file: Sample, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    for text, words in (("a,b\n1,2\n", "names no columns of shares"), ("Share,Why\n", "is empty")):
        path.write_text(text)
        with pytest.raises(UserError, match=words):
            read_table(sqlite_store, Progress(), "share", path)
    assert rows(sqlite_store, shop_file.oldmill, "share") == []
