"""The Billing tab: the run, invoices, payments, and who owes what."""

from .screen import BillingView

__all__ = ["BillingView"]
