"""The Agreements tab, and what agreements show on a client's page."""

from .client import AgreementCard, AgreementPart, out_columns

__all__ = ["AgreementCard", "AgreementPart", "out_columns"]
