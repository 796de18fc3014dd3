"""Tables of roadmap meetings and of our place in a client's budget."""
