"""Things people do about service practice."""
