"""The Campaigns room: the year, one campaign, who gets no mail, and online profiles."""
