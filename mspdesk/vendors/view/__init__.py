"""Vendors and the stock room beside the clients, and a client's accounts on its page."""

from .accounts import ClientAccounts
from .stock_room import StockRoom
from .vendors_room import VendorsRoom

__all__ = ["ClientAccounts", "StockRoom", "VendorsRoom"]
