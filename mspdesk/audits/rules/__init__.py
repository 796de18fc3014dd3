"""Decisions about audits: what is asked, what an answer may be, what each topic is about."""
