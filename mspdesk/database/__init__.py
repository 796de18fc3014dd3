"""The books: how they are opened, written, journalled, checked, backed up and moved forward."""
