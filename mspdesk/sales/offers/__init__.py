"""What sales offers the desk; `all_of_them` gathers it for the area."""
