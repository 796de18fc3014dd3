"""The Goals room of the Org chart tab."""
