"""The screens of recovery: the DR plan on a client's page."""
