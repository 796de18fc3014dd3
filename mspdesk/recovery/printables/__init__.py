"""Papers of recovery: the leaves of a plan, the backup procedure, the record of a restore test."""
