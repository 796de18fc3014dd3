"""The script card and the call sheet."""
