"""How a binder is ordered, numbered, kept and compared; pure, without tables or paper."""
