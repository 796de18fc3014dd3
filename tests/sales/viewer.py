"""Somebody with a PDF viewer: fills the fields of a form with PDFium, which did not write them."""

import ctypes
from collections.abc import Collection, Mapping
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium


def fill(pdf: bytes, texts: Mapping[str, str], ticks: Collection[str] = ()) -> bytes:
    """Click into fields and type, tick boxes, save; the bytes of the file that comes back."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    form: Any = document.formenv.raw
    # A page is closed as soon as nobody holds it.
    for held in [document[number] for number in range(len(document))]:
        page: Any = held.raw
        for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
            name, x, y = _field(form, page, at)
            if name in ticks:
                _click(form, page, x, y)
            elif name in texts:
                _click(form, page, x, y)
                words = (texts[name] + "\0").encode("utf-16-le")
                typed = (ctypes.c_ushort * (len(words) // 2)).from_buffer_copy(words)
                pdfium.FORM_ReplaceSelection(form, page, typed)
            pdfium.FORM_ForceToKillFocus(form)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _field(form: Any, page: Any, at: int) -> tuple[str, float, float]:
    """The name of a field and the middle of its place."""
    note: Any = pdfium.FPDFPage_GetAnnot(page, at)
    size = pdfium.FPDFAnnot_GetFormFieldName(form, note, None, 0)
    letters = (pdfium.FPDF_WCHAR * (size // 2))()
    pdfium.FPDFAnnot_GetFormFieldName(form, note, letters, size)
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, rect)
    pdfium.FPDFPage_CloseAnnot(note)
    name = bytes(letters).decode("utf-16-le").rstrip("\0")
    return name, (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2


def _click(form: Any, page: Any, x: float, y: float) -> None:
    pdfium.FORM_OnMouseMove(form, page, 0, x, y)
    pdfium.FORM_OnLButtonDown(form, page, 0, x, y)
    pdfium.FORM_OnLButtonUp(form, page, 0, x, y)
