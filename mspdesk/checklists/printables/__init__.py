"""Checklists on paper."""
