"""The Time tab, the timer in the header, and what time adds to a ticket's page."""
