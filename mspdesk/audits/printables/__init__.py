"""Audits on paper."""
