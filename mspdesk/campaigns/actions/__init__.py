"""Things done with campaigns: plan them, gather an audience, mail it, note who asked, learn."""
