"""Questions about billing: drafts, invoices, payments, and who owes what."""
