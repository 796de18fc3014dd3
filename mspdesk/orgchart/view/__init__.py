"""The screens of the org chart."""
