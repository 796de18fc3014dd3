"""Service practice: who has the day, who is on call, what alerts mean, tools, backlog reviews."""
