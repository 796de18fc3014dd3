"""The managed services grid: what is bought, sold, bundled and in use, and what that leaves."""
