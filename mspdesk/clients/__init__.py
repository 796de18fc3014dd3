"""Client businesses, their sites and contacts, and what was talked about."""
