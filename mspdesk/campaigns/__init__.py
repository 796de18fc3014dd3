"""Telling many people at once what the shop does: calendar, mail, leads, cost (S128)."""
