"""Hiring: the worksheet that says what a new person costs, applicants, temporary staff."""
