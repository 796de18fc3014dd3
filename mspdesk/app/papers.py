"""From a printable to pages on the screen, to a printer or a PDF; and lists into files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from .. import paths
from ..desk.desk import Desk
from ..progress import Progress
from ..widgets import dialogs, print_dialog
from ..widgets.layout import lead_focus, stack
from ..widgets.preview import Preview

if TYPE_CHECKING:
    from ..database.store import Store
    from ..printing.document import Rendered
    from .window import Window


class PaperPage(QWidget):
    """A document's pages with thumbnails; print and save are here."""

    def __init__(self, desk: Desk, rendered: Rendered, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._desk = desk
        self._title = title
        self._pdf = rendered.pdf
        self.preview = Preview(title)
        self.preview.show_pdf(rendered.pdf, paths.safe_name(title))
        self.preview.print_wanted.connect(self._print)
        self.preview.save_wanted.connect(self._save)
        stack(self, self.preview)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lead_focus(self, self.preview)
        if rendered.missing:
            desk.say(f"No typeface has these signs: {', '.join(rendered.missing[:3])}")

    def print_shown(self) -> None:
        """Ctrl+P on the preview opens the system's print dialog."""
        self._print(self._pdf)

    def _print(self, pdf: bytes) -> None:
        desk, title = self._desk, self._title
        print_dialog.print_pdf(
            self, desk, pdf, title, lambda: desk.say(f"{title} sent to the printer")
        )

    def _save(self, pdf: bytes) -> None:
        folder = self._desk.settings.last_folder.get("paper", str(paths.documents_folder()))
        file = print_dialog.save_pdf(self, pdf, paths.safe_name(self._title), Path(folder))
        if file is not None:
            self._desk.settings.last_folder["paper"] = str(file.parent)
            self._desk.say(f"Saved {file.name} in {file.parent}")


def _counted(papers: Iterable[Any], total: int, progress: Progress) -> Iterator[Any]:
    """Hand papers on one by one, saying how far it is."""
    for done, paper in enumerate(papers):
        progress.step(done, total, f"{done + 1} of {total}")
        yield paper


def gather_and_render(store: Store, progress: Progress, printable: Any, key: Any) -> Rendered:
    """Ask for the document, or a sheaf of them, and set it out on the shop's paper."""
    from ..printing.document import Sheaf, prepare, render_many
    from ..printing.page import paper_of
    from ..shop import queries

    keys = key if isinstance(key, tuple) else (key,)
    with store.read() as session:
        shop = queries.shop(session)
        paper = paper_of(shop.paper.lower())
        if isinstance(printable, Sheaf):
            papers = _counted(printable.gather(session, *keys), len(keys), progress)
            return render_many(papers, paper, title=printable.name, author=shop.name)
        document = printable.gather(session, *keys)
    return prepare(printable, document, paper)


def show_paper(window: Window, desk: Desk, printable: Any, key: Any, title: str) -> None:
    """Set a document out in the background, then show its pages over the tabs."""
    job = desk.fetch(f"Setting out {title}", gather_and_render, printable, key)
    job.then(lambda rendered: window.lay_over(PaperPage(desk, rendered, title)))
    job.otherwise(window.tell)


def write_list(
    store: Store, progress: Progress, file: Path, title: str, columns: Any, rows: Any
) -> Path:
    """Write a list as CSV or .xlsx by the file's ending; `rows` may be a question to ask first."""
    from ..exchange import export

    if callable(rows):
        with store.read() as session:
            rows = list(rows(session))
    export.write_table(file, title, columns, rows, progress)
    return file


def export_list(window: Window, desk: Desk, title: str, columns: Any, rows: Any) -> None:
    """Ask for a file name and write the list in the background (S143)."""
    folder = desk.settings.last_folder.get("export", str(paths.documents_folder()))
    name = paths.safe_name(re.sub(r"\s+", " ", title))
    chosen = dialogs.save_file(
        window, f"Export {title}", "Workbook (*.xlsx);;CSV (*.csv)", Path(folder) / f"{name}.xlsx"
    )
    if chosen is None:
        return
    file = chosen if chosen.suffix else chosen.with_suffix(".xlsx")
    desk.settings.last_folder["export"] = str(file.parent)
    job = desk.fetch(f"Exporting {title}", write_list, file, title, columns, rows)
    job.then(lambda written: desk.say(f"Exported to {written.name} in {written.parent}"))
    job.otherwise(window.tell)
