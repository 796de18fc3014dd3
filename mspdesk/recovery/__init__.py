"""Disaster-recovery plans: whom to call, what comes back first and how, and what proves it."""
