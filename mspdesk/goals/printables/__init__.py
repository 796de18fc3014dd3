"""Goals, reviews and meetings on paper."""
