"""Things people do from the first talk with a prospect to the signed agreement."""
