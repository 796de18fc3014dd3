"""Tables of audits and their questions."""
