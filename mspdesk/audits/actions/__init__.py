"""Things people do with audits."""
