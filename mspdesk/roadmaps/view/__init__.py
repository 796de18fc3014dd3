"""The Roadmaps room of the Clients tab, and the Roadmap tab of a client."""
