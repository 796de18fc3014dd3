"""The rooms of procedures and of the library, and what both put on lower screens."""
