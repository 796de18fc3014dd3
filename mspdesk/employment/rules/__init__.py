"""What holds for people as employees."""
