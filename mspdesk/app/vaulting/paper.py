"""The recovery key on its own sheet of paper; it is printed from memory and kept nowhere."""

from sqlalchemy.orm import Session

from ...clients.printables import letterhead_of
from ...dates import full_date, today
from ...printing import blocks
from ...printing.blocks import Blank, Column
from ...printing.document import Layout, Printable
from ...printing.page import Foot, Head, Letterhead
from ...rows import dataclass
from ...vault.secret import Secret


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on the sheet: the shop, the day, the code of the vault's key, the groups."""

    shop: Letterhead
    made_on: str
    key_code: str
    groups: Secret


def gather(session: Session, key_code: str, groups: Secret) -> RecoverySheet:
    """The sheet for a key that was just made."""
    return RecoverySheet(letterhead_of(session), full_date(today()), key_code, groups)


def lay_out(sheet: RecoverySheet) -> Layout:
    """One page: the groups large and numbered, what they are for, where to keep them."""
    groups = sheet.groups.in_clear().split("-")
    numbered = [word for at, group in enumerate(groups, 1) for word in (str(at), group)]
    lines = [numbered[at : at + 6] for at in range(0, len(numbered), 6)]
    number, group = Column("", 26, align="right"), Column("Group", bold=True)
    return Layout(
        title="Recovery key",
        author=sheet.shop.name,
        head=Head(sheet.shop.name, "Recovery key of the vault", sheet.made_on),
        foot=Foot.of(sheet.shop),
        blocks=[
            blocks.title("Recovery key", f"vault {sheet.key_code}"),
            blocks.callout(
                "Whoever holds this sheet can open every password of every client.",
                "Keep it in the safe or in a sealed envelope, never beside the computer, and never"
                " as a picture or a file.",
                danger=True,
            ),
            blocks.space(16),
            blocks.table((number, group) * 3, lines, framed=True, row_height=34, size=1.7),
            blocks.space(10),
            blocks.note(
                "Letters A to Z and figures 2 to 7. There is no zero, no one and no eight: they"
                " are the letters O, I and B. The ninth group checks the other eight."
            ),
            blocks.section("What it is for"),
            blocks.paragraph(
                "When every password of the vault is lost or forgotten, an owner opens the vault"
                " with this key and chooses a new password. It also opens sealed copies of the"
                " books. Nobody else can do that, not even the makers of MSPDesk."
            ),
            blocks.section("How it is used"),
            blocks.paragraph(
                "MSPDesk, Preferences, Vault: press “Use the recovery key” and type the nine"
                " groups. Capital and small letters, spaces and dashes do not matter."
            ),
            blocks.section("When it ends"),
            blocks.paragraph(
                "A new recovery key ends this one: destroy the sheet then. A new key of the vault,"
                " for instance after somebody left, does not end it."
            ),
            blocks.space(18),
            blocks.write_on(Blank("Kept where"), Blank("Sealed by"), Blank("On")),
        ],
    )


RECOVERY_KEY = Printable("recovery-key", "Recovery key", gather, lay_out)
