"""What a checklist is, how a client's differences meet it, when it comes again."""
