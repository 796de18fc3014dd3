"""MSPDesk: the desktop program of an IT service shop of one to five people."""

__version__ = "0.1.0"
