"""The Calls room of the Clients tab, and the page to use while dialing."""
