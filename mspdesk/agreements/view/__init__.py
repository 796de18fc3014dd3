"""The Agreements tab, and what agreements show on a client's page."""

from .client import AgreementCard, AgreementPart, out_columns
from .screen import AgreementsView

__all__ = ["AgreementCard", "AgreementPart", "AgreementsView", "out_columns"]
