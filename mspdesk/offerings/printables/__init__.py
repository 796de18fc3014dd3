"""Offerings on paper."""
