"""What the shop offers: what it is worth to a client, and how it grew from an idea (S126, S127)."""
