"""Who works here, what each role is for, and who may do what."""
