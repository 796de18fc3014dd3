"""Things the shop does about its people as employees."""
