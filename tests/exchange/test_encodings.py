"""Which encoding a text was written in: told where it can be, asked about where it cannot."""

from pathlib import Path

import pytest

from mspdesk.exchange import csv_files, reading
from mspdesk.exchange.encodings import spellings


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café, René, Müller, Öztürk", "cp1252"),
        ("The owner\u2019s \u201cnew\u201d site \u2013 paid", "cp1252"),
        ("Café René É. Müller", "mac_roman"),
        ("Café Müller", "cp850"),
        ("Žluťoučký kůň", "cp1250"),
    ],
)
def test_an_encoding_that_can_be_told(text: str, encoding: str) -> None:
    (found,) = spellings(text.encode(encoding))
    assert (found.encoding, found.samples) == (encoding, (text,))


@pytest.mark.parametrize(
    ("text", "encoding", "other"),
    [
        ("Señor Ibáñez", "cp1252", "Seńor Ibáńez"),
        ("Novák Jiří", "cp1250", "Novák Jiøí"),
        ("Привет Мир", "cp1251", "Ïðèâåò Ìèð"),
    ],
)
def test_one_that_cannot_is_shown_each_way(text: str, encoding: str, other: str) -> None:
    shown = {one.encoding: one.samples[0] for one in spellings(text.encode(encoding))}
    assert shown[encoding] == text
    assert other in shown.values()


def test_a_few_damaged_letters_leave_a_file_utf8() -> None:
    raw = "Café Müller Zoë Señor".encode() + b"\nMarseille \xe9"
    (found,) = spellings(raw)
    assert found.encoding == "utf-8"


def test_a_file_says_how_it_may_be_read_and_is_read_as_said(tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_bytes("Name\nSeñor Ibáñez\n".encode("cp1252"))
    table = csv_files.read(file)
    assert [one.encoding for one in table.spellings()] == ["cp1252", "cp1250"]
    said = reading.open_table(file, encoding="cp1250")
    assert [row.cells for row in said.rows()] == [{"Name": "Seńor Ibáńez"}]
    assert said.spellings() == table.spellings()
    assert "Central European (cp1250)" in said.notices[0]
