"""What practice decides without tables: whose day it is, what an alert means, what is late."""
