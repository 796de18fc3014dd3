"""The papers of service practice."""
