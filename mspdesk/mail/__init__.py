"""Mail on its way out of the house: the outbox, and the mail server that takes it."""
