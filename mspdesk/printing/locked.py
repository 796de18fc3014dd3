"""A PDF that opens only with a passphrase: AES-256, as every reader knows it."""

from io import BytesIO


def locked(pdf: bytes, passphrase: str) -> bytes:
    """The same pages, encrypted whole; raises ValueError for an empty passphrase."""
    from pypdf import PdfReader, PdfWriter

    if not passphrase:
        raise ValueError("A page is not locked with nothing.")
    writer = PdfWriter(PdfReader(BytesIO(pdf)))
    writer.encrypt(passphrase, algorithm="AES-256")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()
