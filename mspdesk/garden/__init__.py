"""The client garden: what an hour with each client brings in, and what the owner chose."""
