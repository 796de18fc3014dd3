"""The Offerings room."""
