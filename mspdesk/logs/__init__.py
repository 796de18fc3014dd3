"""Logs of work under pressure: troubleshooting and repair (TSR), and calls to third parties."""
