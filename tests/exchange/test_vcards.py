"""Contact cards come in as rows, also those that phones broke; every other line is named."""

from pathlib import Path
from typing import Any

import pytest

from mspdesk.errors import UserError
from mspdesk.exchange import reading
from mspdesk.exchange.aliases import match
from mspdesk.exchange.vcards_child import HEADERS, gather

from .cards import BROKEN, WHOLE, Sample, lines

SAMPLES = WHOLE | BROKEN


def told(raw: bytes) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """The rows without empty cells, and what is said of the rest."""
    rows: list[dict[str, str]] = []
    for kind, said in gather(raw):
        if kind == "rows":
            rows += [{k: v for k, v in zip(HEADERS, row, strict=True) if v} for _, row in said]
        else:
            return rows, said
    raise AssertionError("it never ended")


@pytest.mark.parametrize("name", SAMPLES)
def test_cards_are_read(name: str) -> None:
    sample: Sample = SAMPLES[name]
    rows, said = told(sample.raw)
    assert rows == sample.rows
    assert tuple(line for line, _ in said["wrong"]) == sample.wrong, said
    assert tuple(line for line, _ in said["remarks"]) == sample.open_end, said
    assert said["notices"] == ([sample.notice] if sample.notice else [])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_card_cut_anywhere_never_takes_others_with_it(name: str) -> None:
    raw = SAMPLES[name].raw
    after = lines("", "BEGIN:VCARD", "VERSION:3.0", "FN:After All", "END:VCARD")
    after = after.decode().encode("utf-16-be") if raw[:1] == b"\0" else after
    after = after.decode().encode("utf-16-le") if raw[:2] == b"\xff\xfe" else after
    for cut in range(12, len(raw), 6):
        rows, _ = told(raw[: cut // 2 * 2] + after)
        assert rows[-1] == {"Name": "After All"}, cut


def test_a_file_of_cards_is_a_table_for_contacts(tmp_path: Path) -> None:
    file = tmp_path / "phone.vcf"
    file.write_bytes(BROKEN["no END"].raw)
    table = reading.open_table(file)
    assert match(table.headers, "contacts").unknown == ()
    assert [row.line for row in table.rows()] == [1, 5]
    assert [row.cells["Name"] for row in table.rows()] == ["Ann Cole", "Bo Dahl"]
    assert (table.broken(), list(table.remarks())) == ([], [1, 5])
    file.write_bytes(b"")
    with pytest.raises(UserError, match=r"phone.vcf holds no contact card"):
        reading.open_table(file)
