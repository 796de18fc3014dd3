"""Tables of campaigns, their mail and their leads."""
