"""What a text of the shop's paper may hold, and how it is filled; pure, without tables."""
