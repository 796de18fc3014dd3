"""Checklists: one master, each client's differences, runs whose results last, and schedules."""
