"""The vault in the window: when it locks by itself, and its page of preferences."""
