"""Time entries, the running timer, visits and the week's time sheet."""
