"""Things the shop does when it hires."""
