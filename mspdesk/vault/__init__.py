"""The vault: secrets of clients and of the shop, sealed with a key that only its people have."""
