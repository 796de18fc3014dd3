"""What is installed where at each client."""
