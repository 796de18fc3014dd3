"""Questions about hiring."""
