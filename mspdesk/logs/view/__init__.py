"""Logs of tries and of calls, on a client's page and wherever else they are kept."""

from .calls import CallsPart
from .part import LogsPart
from .tsr import TsrLogView

__all__ = ["CallsPart", "LogsPart", "TsrLogView"]
