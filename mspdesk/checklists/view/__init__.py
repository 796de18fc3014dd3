"""The screens of checklists."""
