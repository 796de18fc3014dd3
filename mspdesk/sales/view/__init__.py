"""The rooms and pages of sales: prospects, their opportunities, the technology worksheet."""
