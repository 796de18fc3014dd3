"""What the vault offers the desk: its page of preferences."""

from ...desk.area import Page, made_by

PAGES = (Page("Vault", made_by("mspdesk.app.vaulting.page:VaultPage"), 57, needs="reveal"),)
