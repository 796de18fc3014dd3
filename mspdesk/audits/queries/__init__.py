"""Questions about audits, and what the books know that answers theirs."""
