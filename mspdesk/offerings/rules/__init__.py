"""Rules of offerings: kinds of value, the loop, what a new shop begins with."""
