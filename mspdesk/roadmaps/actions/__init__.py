"""Things people do around a roadmap meeting."""
