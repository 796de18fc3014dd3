"""Pages of a PDF as pictures."""

from threading import RLock
from types import TracebackType
from typing import Self

import pypdfium2
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

POINTS = 72

_ONE_AT_A_TIME = RLock()
"""What draws pages knows no threads: a preview waits for a page while its binder prints."""


class Pages:
    """An open PDF, for any thread; pages are counted from 0, sizes are in points."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        with _ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(pdf) if pdf else None

    def __len__(self) -> int:
        with _ONE_AT_A_TIME:
            return len(self._document) if self._document is not None else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the document go."""
        with _ONE_AT_A_TIME:
            if self._document is not None:
                self._document.close()
                self._document = None

    def size(self, page: int) -> QSizeF:
        """Width and height of a page in points."""
        if self._document is None:
            return QSizeF()
        with _ONE_AT_A_TIME:
            wide, high = self._document.get_page_size(page)
        return QSizeF(wide, high)

    def text(self, page: int) -> str:
        """The words of a page."""
        if self._document is None:
            return ""
        with _ONE_AT_A_TIME:
            opened = self._document[page]
            words = opened.get_textpage()
            found: str = words.get_text_range()
            words.close()
            opened.close()
        return found

    def picture(self, page: int, dots_per_inch: float) -> QImage:
        """A page as a picture on white paper."""
        if self._document is None:
            return QImage()
        forms = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}
        with _ONE_AT_A_TIME:
            opened = self._document[page]
            bitmap = opened.render(scale=dots_per_inch / POINTS, rev_byteorder=True)
            form = forms.get(bitmap.n_channels, QImage.Format.Format_Grayscale8)
            held = bytes(bitmap.buffer)
            made = QImage(held, bitmap.width, bitmap.height, bitmap.stride, form).copy()
            bitmap.close()
            opened.close()
        return made
