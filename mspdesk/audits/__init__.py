"""Answering a client's insurance or security questions from what is known of it (S122)."""
