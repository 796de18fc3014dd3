"""Disaster recovery: the plan of each client, and the day it is needed."""
