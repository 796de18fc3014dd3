"""Questions about campaigns: a year of them, one of them, its members, mails, months and leads."""
