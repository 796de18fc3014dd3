"""What can be said about mail without tables or a server: states, addresses, the message itself."""
