"""Drafts, invoices, credits, payments and who owes what."""
