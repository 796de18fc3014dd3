"""Papers of hiring."""
