"""Tables of what is installed at clients and how it is set up, one module a subject."""
