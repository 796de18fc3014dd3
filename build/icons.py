"""The mark in every size and form that desktops want, drawn from resources/mspdesk.svg."""

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
SVG = ROOT / "resources" / "mspdesk.svg"
ID = "org.mspdesk.MSPDesk"
SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
"""What the icon theme of Linux desktops knows, in pixels."""
ICO = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""What Windows shows at 100, 125, 150 and 200 percent."""


def png(size: int) -> bytes:
    """The mark as a square picture of a size in pixels."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(SVG)).render(painter)
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(held, "PNG")
    return bytes(held.data().data())


def write(path: Path) -> None:
    """Write the mark as one file of several sizes: .ico for Windows, .icns for macOS."""
    sizes = ICO if path.suffix == ".ico" else (16, 32, 64, 128, 256, 512, 1024)
    pictures = [Image.open(BytesIO(png(size))) for size in sizes]
    pictures[-1].save(path, append_images=pictures[:-1], sizes=[(size, size) for size in sizes])


def share(folder: Path, resources: Path) -> None:
    """Lay out what goes below /usr/share or ~/.local/share: desktop entry, metadata, icons."""
    theme = folder / "icons" / "hicolor"
    for size in SIZES:
        file = theme / f"{size}x{size}" / "apps" / f"{ID}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(png(size))
    for name, to in (
        (f"{ID}.desktop", folder / "applications" / f"{ID}.desktop"),
        (f"{ID}.metainfo.xml", folder / "metainfo" / f"{ID}.metainfo.xml"),
        ("mspdesk.svg", theme / "scalable" / "apps" / f"{ID}.svg"),
    ):
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(resources / name, to)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
