"""Troubleshooting logs and calls to third parties on paper."""
