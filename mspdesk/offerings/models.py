"""Tables of offerings and of the stages they went through."""
