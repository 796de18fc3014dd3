"""Procedures: how the shop works, in writing, acknowledged, kept current; its library; training."""
