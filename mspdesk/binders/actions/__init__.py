"""Things people do with packages that leave the house."""
