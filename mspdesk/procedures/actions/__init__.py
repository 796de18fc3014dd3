"""Things people do to procedures, the library and the record of training."""
