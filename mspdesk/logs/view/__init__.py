"""Logs of tries and of calls, on a client's page and wherever else they are kept."""

from .calls import CallsPart
from .part import LogsPart
from .ticket import CallsOfTicket, LogOfTicket
from .tsr import TsrLogView

__all__ = ["CallsOfTicket", "CallsPart", "LogOfTicket", "LogsPart", "TsrLogView"]
