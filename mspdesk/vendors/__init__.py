"""Whom the shop buys from, how loyal they are to the channel, and what lies in the stock room."""
