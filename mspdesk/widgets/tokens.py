"""The inks of the desk: every colour and size by name, in light and dark."""

from dataclasses import asdict

from ..rows import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours as #RRGGBB; names as in the visual language, one job each."""

    desk: str
    paper: str
    sheet: str
    sunk: str
    grey: str
    row: str
    line: str
    line2: str
    edge: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    accent_hover: str
    on_accent: str
    tint: str
    tint2: str
    hi: str
    hi_soft: str
    on_hi: str
    red: str
    red_soft: str
    amber: str
    amber_soft: str
    green: str
    green_soft: str
    p1: str
    p2: str
    p3: str
    p4: str
    series: str
    series2: str
    bare: str

    def named(self) -> dict[str, str]:
        """Every colour by its name."""
        return asdict(self)


LIGHT = Tokens(
    desk="#F3F0E9",
    paper="#FFFFFF",
    sheet="#FBFAF6",
    sunk="#F5F2EB",
    grey="#EDEAE3",
    row="#EFEBE3",
    line="#E6E1D6",
    line2="#D3CCBD",
    edge="#8F887A",
    ink="#1D2127",
    ink2="#4B5058",
    ink3="#696D73",
    accent="#24539F",
    accent_hover="#1B427F",
    on_accent="#FFFFFF",
    tint="#E9EFF9",
    tint2="#D6E2F5",
    hi="#FFE680",
    hi_soft="#FFF6CE",
    on_hi="#4A3B00",
    red="#B02A1E",
    red_soft="#FBEAE6",
    amber="#8A5600",
    amber_soft="#FCF0D8",
    green="#1D6B45",
    green_soft="#E4F2E9",
    p1="#B02A1E",
    p2="#B45A00",
    p3="#24539F",
    p4="#696D73",
    series="#8F887A",
    series2="#6C91CE",
    bare="#E6E1D6",
)

DARK = Tokens(
    desk="#141517",
    paper="#1C1E20",
    sheet="#202224",
    sunk="#181A1B",
    grey="#2A2D30",
    row="#282B2D",
    line="#2D3033",
    line2="#3D4145",
    edge="#7B8087",
    ink="#ECEAE4",
    ink2="#B9B9B4",
    ink3="#96999B",
    accent="#8FB6F5",
    accent_hover="#A9C7F8",
    on_accent="#0F1A2B",
    tint="#243247",
    tint2="#2E4361",
    hi="#6B5912",
    hi_soft="#38310F",
    on_hi="#FFE58A",
    red="#F29A8F",
    red_soft="#40231F",
    amber="#E8B964",
    amber_soft="#3B2D13",
    green="#7FC99E",
    green_soft="#1B3326",
    p1="#F29A8F",
    p2="#F0A868",
    p3="#8FB6F5",
    p4="#96999B",
    series="#7B8087",
    series2="#5F7FB5",
    bare="#3D4145",
)

# Tone of a tag, avatar or block: (ground, text).
TONES: dict[str, tuple[str, str]] = {
    "accent": ("tint", "accent"),
    "blue": ("tint2", "accent"),
    "grey": ("grey", "ink2"),
    "amber": ("amber_soft", "amber"),
    "green": ("green_soft", "green"),
    "red": ("red_soft", "red"),
    "hi": ("hi", "on_hi"),
    "strong": ("amber", "paper"),
}

# Heights in px at 100 %.
HEIGHTS: dict[str, int] = {
    "header": 49,
    "tab": 37,
    "toolbar": 52,
    "chips": 36,
    "button": 28,
    "input": 30,
    "chip": 26,
    "segment": 30,
    "status": 28,
    "head": 30,
    "row": 34,
    "today": 36,
    "card": 32,
    "compact": 28,
    "two_line": 48,
    "group": 32,
    "footer": 48,
    "tag": 20,
    "keycap": 19,
}

# Role of a text: (family, px at 100 %, weight).
ROLES: dict[str, tuple[str, int, int]] = {
    "number": ("display", 34, 600),
    "first": ("display", 26, 600),
    "hero": ("display", 22, 600),
    "metric": ("display", 22, 600),
    "title": ("display", 20, 600),
    "record": ("display", 18, 600),
    "palette": ("text", 17, 400),
    "card_large": ("display", 15, 600),
    "card": ("display", 14, 600),
    "row": ("text", 13, 500),
    "body": ("text", 13, 400),
    "meta": ("text", 12, 400),
    "label": ("text", 12, 500),
    "strong": ("text", 12, 600),
    "tag": ("text", 11, 600),
    "caption": ("text", 11, 500),
    "initials": ("text", 10, 600),
}

SCALES = (90, 100, 115, 130)


def contrast(one: str, other: str) -> float:
    """The WCAG contrast of two #RRGGBB colours, from 1 to 21; text needs 4.5, controls 3."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(color: str) -> float:
    """Relative luminance of sRGB, 0 for black and 1 for white."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
