"""Contact cards as real phones and programs write them: whole ones, and broken in known ways."""

from typing import NamedTuple


class Sample(NamedTuple):
    """A file of cards, what its rows say, and the lines that are named as unreadable."""

    raw: bytes
    rows: list[dict[str, str]]
    wrong: tuple[int, ...] = ()
    notice: str = ""
    open_end: tuple[int, ...] = ()
    """The lines on which cards without an end begin."""


def lines(*text: str, end: str = "\r\n") -> bytes:
    """The lines of a file in UTF-8."""
    return "".join(f"{line}{end}" for line in text).encode()


PHOTO = "/9j/4AAQSkZJRgABAQAAAQABAAD"

WHOLE = {
    "2.1 of an old phone": Sample(
        lines(
            "BEGIN:VCARD",
            "VERSION:2.1",
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;Dr.;",
            "TEL;CELL;PREF:+1 541 555 0100",
            "TEL;WORK;FAX:541 555 0101",
            "EMAIL;INTERNET:jorg@alder.example",
            "ADR;WORK:;Suite 2;4 Main St;Bend;OR;97701;USA",
            "END:VCARD",
        ),
        [
            {
                "First name": "Jörg",
                "Last name": "Müller",
                "E-mail": "jorg@alder.example",
                "Mobile": "+1 541 555 0100",
                "Address": "4 Main St\nSuite 2",
                "City": "Bend",
                "State": "OR",
                "Postal code": "97701",
                "Country": "USA",
                "Notes": "Fax work phone: 541 555 0101",
            }
        ],
    ),
    "3.0 with groups and fields of programs": Sample(
        lines(
            "BEGIN:VCARD",
            "VERSION:3.0",
            "N:;;;;",
            "FN:Lena Ortiz",
            "ORG:Alder Dental\\, P.C.;Front desk",
            "TITLE:Office lead",
            "item1.TEL;type=pref:541 555 0111",
            "item1.X-ABLabel:_$!<Other>!$_",
            "item2.URL;type=pref:https\\://alder.example",
            "item2.X-ABLabel:_$!<HomePage>!$_",
            "X-SOCIALPROFILE;type=chat:lena.o",
            'X-MS-OL-DESIGN;CHARSET=utf-8:<card ver="1.0" layout="left"/>',
            "NOTE:Knows the\\nalarm code",
            " \\, ask her",
            "UID:77-AB",
            "END:VCARD",
            end="\n",
        ),
        [
            {
                "Client": "Alder Dental, P.C.",
                "Department": "Front desk",
                "Name": "Lena Ortiz",
                "Job title": "Office lead",
                "Phone": "541 555 0111",
                "Notes": "Knows the\nalarm code, ask her\nHomepage: https://alder.example\n"
                "Chat: lena.o",
                "Outside id": "77-AB",
            }
        ],
    ),
    "4.0": Sample(
        lines(
            "BEGIN:VCARD",
            "VERSION:4.0",
            "FN:Hal Bergstrom",
            "N:Bergstrom;Hal;James;;Jr.",
            'TEL;VALUE=uri;PREF=1;TYPE="voice,work":tel:+1-541-555-0100;ext=12',
            "TEL;VALUE=uri;TYPE=cell:tel:+1-541-555-0199",
            "TEL;TYPE=home:541 555 0142",
            "EMAIL:hal@alder.example",
            "EMAIL;PREF=1:h.bergstrom@alder.example",
            "BDAY:19700203",
            "END:VCARD",
        ),
        [
            {
                "First name": "Hal",
                "Middle name": "James",
                "Last name": "Bergstrom Jr.",
                "E-mail": "h.bergstrom@alder.example",
                "Second e-mail": "hal@alder.example",
                "Phone": "+1-541-555-0100 ext 12",
                "Mobile": "+1-541-555-0199",
                "Notes": "Home phone: 541 555 0142\nBirthday: 19700203",
            }
        ],
    ),
    "several, one of them a group": Sample(
        lines(
            *("BEGIN:VCARD", "VERSION:3.0", "FN:Ann", "TEL:1234567", "END:VCARD"),
            *("begin:vcard", "version:3.0", "fn:Bo", "tel:7654321", "end:vcard"),
            *("BEGIN:VCARD", "VERSION:4.0", "KIND:group", "FN:Everybody", "END:VCARD"),
        ),
        [{"Name": "Ann", "Phone": "1234567"}, {"Name": "Bo", "Phone": "7654321"}],
        (11,),
    ),
}

BROKEN = {
    "soft breaks without a space": Sample(
        lines(
            "BEGIN:VCARD",
            "VERSION:2.1",
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;=57=6F=6C=6C=6B=6E=C3=A4=75=65=6C=20=",
            "=45=50;;;",
            "NOTE;ENCODING=QUOTED-PRINTABLE:Back door=0D=0A=",
            "code is with Ann: ask",
            "TEL;CELL:1234567",
            "END:VCARD",
        ),
        [
            {
                "First name": "Wollknäuel",
                "Last name": "EP",
                "Mobile": "1234567",
                "Notes": "Back door\ncode is with Ann: ask",
            }
        ],
    ),
    "a soft break that nothing follows": Sample(
        lines(
            "BEGIN:VCARD",
            "FN;ENCODING=QUOTED-PRINTABLE:Ann=20Cole=",
            "TEL:1234567",
            "END:VCARD",
        ),
        [{"Name": "Ann Cole", "Phone": "1234567"}],
    ),
    "no END": Sample(
        lines(
            *("BEGIN:VCARD", "VERSION:3.0", "FN:Ann Cole", "TEL:1234567"),
            *("BEGIN:VCARD", "VERSION:3.0", "FN:Bo Dahl", "TEL:7654321"),
        ),
        [{"Name": "Ann Cole", "Phone": "1234567"}, {"Name": "Bo Dahl", "Phone": "7654321"}],
        open_end=(1, 5),
    ),
    "a charset of its own": Sample(
        lines(
            "BEGIN:VCARD",
            "VERSION:2.1",
            "N;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:Nov=E1k;Ji=F8=ED",
            "END:VCARD",
        ),
        [{"First name": "Jiří", "Last name": "Novák"}],
    ),
    "a charset nobody knows": Sample(
        lines("BEGIN:VCARD", "N;CHARSET=x-phone:Zoë;Ann", "END:VCARD"),
        [{"First name": "Ann", "Last name": "Zoë"}],
    ),
    "mixed line ends": Sample(
        b"BEGIN:VCARD\rVERSION:3.0\nFN:Cy Cole\r\nTEL:123 4567\rEND:VCARD",
        [{"Name": "Cy Cole", "Phone": "123 4567"}],
    ),
    "a folded picture": Sample(
        lines(
            "BEGIN:VCARD",
            "N:Doe;Dan",
            f"PHOTO;ENCODING=BASE64;JPEG:{PHOTO}",
            " AAAA",
            "  BBBB==",
            "",
            "TEL:5551234",
            "END:VCARD",
        ),
        [{"First name": "Dan", "Last name": "Doe", "Phone": "5551234"}],
        notice="1 picture on cards is not kept.",
    ),
    "a picture that is not folded": Sample(
        lines(
            *("BEGIN:VCARD", "N:Doe;Dan", "PHOTO;ENCODING=b;TYPE=JPEG:", PHOTO, "AAAA="),
            *("", "TEL:5551234", "END:VCARD"),
        ),
        [{"First name": "Dan", "Last name": "Doe", "Phone": "5551234"}],
        notice="1 picture on cards is not kept.",
    ),
    "an empty name with a shown one": Sample(
        lines("BEGIN:VCARD", "VERSION:3.0", "N:;;;;", "FN:Eve Only", "END:VCARD"),
        [{"Name": "Eve Only"}],
    ),
    "UTF-16 with a mark": Sample(
        lines("BEGIN:VCARD", "FN:Zoë Dahl", "END:VCARD").decode().encode("utf-16"),
        [{"Name": "Zoë Dahl"}],
    ),
    "UTF-16 without a mark": Sample(
        lines("BEGIN:VCARD", "FN:Zoë Dahl", "END:VCARD").decode().encode("utf-16-be"),
        [{"Name": "Zoë Dahl"}],
    ),
    "a mark before each card": Sample(
        b"\xef\xbb\xbfBEGIN:VCARD\nFN:Ann\nEND:VCARD\n\xef\xbb\xbfBEGIN:VCARD\nFN:Bo\nEND:VCARD\n",
        [{"Name": "Ann"}, {"Name": "Bo"}],
    ),
    "eight-bit letters": Sample(
        "BEGIN:VCARD\nVERSION:2.1\nN:Élan;René\nEND:VCARD\n".encode("cp1252"),
        [{"First name": "René", "Last name": "Élan"}],
        notice="From line 3 on, text that is not UTF-8 was read as Western European. "
        "Look whether names with accents are right.",
    ),
    "a note over lines": Sample(
        lines(
            "BEGIN:VCARD", "FN:Gus", "NOTE:Ring twice", "dog: harmless", "TEL:12345", "END:VCARD"
        ),
        [{"Name": "Gus", "Phone": "12345", "Notes": "Ring twice\ndog: harmless"}],
    ),
    "lines that are none": Sample(
        lines("stray", "BEGIN:VCARD", "FN:Fay", "this is no field", "TEL:1234567", "E"),
        [{"Name": "Fay", "Phone": "1234567"}],
        (1, 4, 6),
        open_end=(2,),
    ),
    "a card in a card": Sample(
        lines(
            *("BEGIN:VCARD", "N:Ro;Max", "AGENT:", "BEGIN:VCARD", "N:In;Al", "END:VCARD"),
            *("TEL:1234567", "END:VCARD"),
        ),
        [{"First name": "Max", "Last name": "Ro", "Phone": "1234567"}],
        (4,),
    ),
    "a card of nobody": Sample(
        lines(
            *("BEGIN:VCARD", "TEL:1234567", "END:VCARD"),
            *("BEGIN:VCARD", "ORG:Alder Dental", "TEL:7654321", "END:VCARD"),
        ),
        [{"Client": "Alder Dental", "Name": "Alder Dental", "Phone": "7654321"}],
        (1,),
    ),
}
