"""What goals, reviews and meetings obey; no tables here."""
