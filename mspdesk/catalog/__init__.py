"""What the shop offers, at what price: the catalogue of services and the three plans."""
