"""What a view is given: ask, do, run, changed; and what an area offers the desk."""
