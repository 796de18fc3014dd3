"""The audits of one client, on its page."""
