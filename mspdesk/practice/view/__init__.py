"""The Practice room of the Checklists tab, and what practice asks on a ticket."""
