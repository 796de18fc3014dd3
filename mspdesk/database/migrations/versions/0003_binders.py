"""Documentation, the vault, disaster recovery, binders: what the third form adds.

Written by mspdesk.database.next_form from the models; change those and run it again.
"""

import sqlalchemy as sa
from alembic import op

from mspdesk.database.ddl import run_folder

revision = "0003"
down_revision = "0002"
FINGERPRINT = "5d39dd0bb136e0ff"
GONE: set[str] = set()
"""Indexes that are given up on purpose; losing any other stops the upgrade."""


def upgrade() -> None:  # noqa: PLR0915 -- one line or more for everything that is new
    op.create_table(
        "sealed",
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("seal_version", sa.Integer(), nullable=False),
        sa.Column("key_code", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed")),
        sa.UniqueConstraint(
            "subject", "subject_id", "field", name=op.f("uq_sealed_subject_subject_id_field")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_sealed_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sealed_key_code"), "sealed", ["key_code"], unique=False)
    op.create_table(
        "vault_key",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("seals_copies", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_key")),
        sa.UniqueConstraint("code", name=op.f("uq_vault_key_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "vault_wrap",
        sa.Column("vault_key_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("computer", sa.String(length=200), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("all_clients", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_vault_wrap_person_id")),
        sa.ForeignKeyConstraint(
            ["vault_key_id"], ["vault_key.id"], name=op.f("fk_vault_wrap_vault_key_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_wrap")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_vault_wrap_key", "vault_wrap", ["vault_key_id", "kind"], unique=False)
    op.create_index(op.f("ix_vault_wrap_person_id"), "vault_wrap", ["person_id"], unique=False)
    op.create_table(
        "dr_exercise",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_dr_exercise_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dr_exercise")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_dr_exercise_client_id"), "dr_exercise", ["client_id"], unique=False)
    op.create_table(
        "dr_plan",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_client", sa.String(length=200), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("objectives", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("assumptions", sa.Text(), nullable=False),
        sa.Column("what_counts", sa.Text(), nullable=False),
        sa.Column("who_declares", sa.Text(), nullable=False),
        sa.Column("meeting_place", sa.String(length=200), nullable=False),
        sa.Column("staff_calls", sa.Text(), nullable=False),
        sa.Column("continuity", sa.String(length=40), nullable=False),
        sa.Column("continuity_start", sa.Text(), nullable=False),
        sa.Column("continuity_back", sa.Text(), nullable=False),
        sa.Column("return_steps", sa.Text(), nullable=False),
        sa.Column("envelope_place", sa.String(length=200), nullable=False),
        sa.Column("no_backup_by", sa.String(length=200), nullable=False),
        sa.Column("no_backup_on", sa.Date(), nullable=True),
        sa.Column("insurer", sa.String(length=200), nullable=False),
        sa.Column("insurer_policy", sa.String(length=200), nullable=False),
        sa.Column("insurer_phone", sa.String(length=40), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_dr_plan_approved_by_id")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_dr_plan_author_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_dr_plan_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dr_plan")),
        sa.UniqueConstraint("client_id", name=op.f("uq_dr_plan_client_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "dr_purchase",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_cost", sa.BigInteger(), nullable=True),
        sa.Column("where", sa.String(length=200), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_dr_purchase_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dr_purchase")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_dr_purchase_client_id"), "dr_purchase", ["client_id"], unique=False)
    op.create_table(
        "dr_workaround",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("needs", sa.String(length=200), nullable=False),
        sa.Column("on_paper", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_dr_workaround_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dr_workaround")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_dr_workaround_client_id"), "dr_workaround", ["client_id"], unique=False
    )
    op.create_table(
        "edition",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("replacements", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("pages_kept", sa.String(length=64), nullable=False),
        sa.Column("what_changed", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_edition_client_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_edition_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint(
            "client_id", "kind", "number", name=op.f("uq_edition_client_id_kind_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "form_factor",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("speed", sa.Integer(), nullable=True),
        sa.Column("media_life", sa.Integer(), nullable=True),
        sa.Column("durability", sa.Integer(), nullable=True),
        sa.Column("format_life", sa.Integer(), nullable=True),
        sa.Column("restore_knowledge", sa.Integer(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_form_factor_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_factor")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_form_factor_client_id"), "form_factor", ["client_id"], unique=False)
    op.create_table(
        "hand_over",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("given_to", sa.String(length=200), nullable=False),
        sa.Column("company", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("with_credentials", sa.Boolean(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("receipt_on", sa.Date(), nullable=True),
        sa.Column("received_by", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_hand_over_client_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_hand_over_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hand_over_client", "hand_over", ["client_id", "made_at"], unique=False)
    op.create_table(
        "map_link",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("one", sa.String(length=200), nullable=False),
        sa.Column("other", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_map_link_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_link")),
        sa.UniqueConstraint(
            "client_id", "one", "other", name=op.f("uq_map_link_client_id_one_other")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "map_node",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("x", sa.Integer(), nullable=True),
        sa.Column("y", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("under", sa.String(length=200), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_map_node_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_node")),
        sa.UniqueConstraint("client_id", "subject", name=op.f("uq_map_node_client_id_subject")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "map_sheet",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("walked_on", sa.Date(), nullable=True),
        sa.Column("walked_by_id", sa.Integer(), nullable=True),
        sa.Column("picture", sa.String(length=64), nullable=False),
        sa.Column("picture_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_map_sheet_client_id")),
        sa.ForeignKeyConstraint(
            ["walked_by_id"], ["person.id"], name=op.f("fk_map_sheet_walked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_sheet")),
        sa.UniqueConstraint("client_id", name=op.f("uq_map_sheet_client_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "section_mark",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("none", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_section_mark_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_section_mark_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_mark")),
        sa.UniqueConstraint("client_id", "section", name=op.f("uq_section_mark_client_id_section")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "vault_grant",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_vault_grant_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_vault_grant_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_grant")),
        sa.UniqueConstraint(
            "person_id", "client_id", name=op.f("uq_vault_grant_person_id_client_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_vault_grant_client_id"), "vault_grant", ["client_id"], unique=False)
    op.create_table(
        "vault_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("computer", sa.String(length=200), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_vault_look_client_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_vault_look_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_look")),
    )
    op.create_index("ix_vault_look_at", "vault_look", ["at"], unique=False)
    op.create_index(
        "ix_vault_look_subject", "vault_look", ["subject", "subject_id", "at"], unique=False
    )
    op.create_table(
        "worksheet",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_worksheet_client_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_worksheet_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_worksheet_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worksheet")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_worksheet_client", "worksheet", ["client_id", "on"], unique=False)
    op.create_table(
        "application",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("maker", sa.String(length=200), nullable=False),
        sa.Column("edition", sa.String(length=200), nullable=False),
        sa.Column("business", sa.Boolean(), nullable=False),
        sa.Column("used_for", sa.String(length=200), nullable=False),
        sa.Column("runs_on", sa.String(length=200), nullable=False),
        sa.Column("legacy", sa.Boolean(), nullable=False),
        sa.Column("platform", sa.String(length=200), nullable=False),
        sa.Column("media_place", sa.String(length=200), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=True),
        sa.Column("support_phone", sa.String(length=40), nullable=False),
        sa.Column("contract_number", sa.String(length=200), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_application_client_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_application_site_id")),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_application_vendor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_application_batch_id"), "application", ["batch_id"], unique=False)
    op.create_index(op.f("ix_application_client_id"), "application", ["client_id"], unique=False)
    op.create_index(op.f("ix_application_site_id"), "application", ["site_id"], unique=False)
    op.create_table(
        "certificate",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("used_on", sa.String(length=200), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("renews_itself", sa.Boolean(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_certificate_client_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_certificate_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_certificate_batch_id"), "certificate", ["batch_id"], unique=False)
    op.create_index(op.f("ix_certificate_client_id"), "certificate", ["client_id"], unique=False)
    op.create_index(op.f("ix_certificate_site_id"), "certificate", ["site_id"], unique=False)
    op.create_table(
        "circuit",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=True),
        sa.Column("account_number", sa.String(length=200), nullable=False),
        sa.Column("circuit_number", sa.String(length=200), nullable=False),
        sa.Column("support_phone", sa.String(length=40), nullable=False),
        sa.Column("speed_down", sa.String(length=200), nullable=False),
        sa.Column("speed_up", sa.String(length=200), nullable=False),
        sa.Column("public_addresses", sa.String(length=200), nullable=False),
        sa.Column("gateway", sa.String(length=40), nullable=False),
        sa.Column("modem", sa.String(length=200), nullable=False),
        sa.Column("contract_until", sa.Date(), nullable=True),
        sa.Column("managed_by", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_circuit_client_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_circuit_site_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name=op.f("fk_circuit_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circuit")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_circuit_batch_id"), "circuit", ["batch_id"], unique=False)
    op.create_index(op.f("ix_circuit_client_id"), "circuit", ["client_id"], unique=False)
    op.create_index(op.f("ix_circuit_site_id"), "circuit", ["site_id"], unique=False)
    op.create_table(
        "data_place",
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("manager", sa.String(length=200), nullable=False),
        sa.Column("gigabytes", sa.Integer(), nullable=True),
        sa.Column("backed_up_by", sa.String(length=200), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_data_place_client_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_data_place_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_place")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_data_place_batch_id"), "data_place", ["batch_id"], unique=False)
    op.create_index(op.f("ix_data_place_client_id"), "data_place", ["client_id"], unique=False)
    op.create_index(op.f("ix_data_place_site_id"), "data_place", ["site_id"], unique=False)
    op.create_table(
        "document_copy",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("placed_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_document_copy_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_document_copy_edition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_copy")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_document_copy_client", "document_copy", ["client_id", "kind", "state"], unique=False
    )
    op.create_index(
        op.f("ix_document_copy_edition_id"), "document_copy", ["edition_id"], unique=False
    )
    op.create_table(
        "network",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("cidr", sa.String(length=40), nullable=False),
        sa.Column("sort", sa.String(length=36), nullable=False),
        sa.Column("vlan", sa.String(length=40), nullable=False),
        sa.Column("gateway", sa.String(length=40), nullable=False),
        sa.Column("name_servers", sa.String(length=200), nullable=False),
        sa.Column("dhcp_from", sa.String(length=40), nullable=False),
        sa.Column("dhcp_to", sa.String(length=40), nullable=False),
        sa.Column("dhcp_by", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_network_client_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_network_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_network_batch_id"), "network", ["batch_id"], unique=False)
    op.create_index(op.f("ix_network_client_id"), "network", ["client_id"], unique=False)
    op.create_index(op.f("ix_network_site_id"), "network", ["site_id"], unique=False)
    op.create_table(
        "policy",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("applies_to", sa.String(length=200), nullable=False),
        sa.Column("does", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_policy_client_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_policy_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_policy_batch_id"), "policy", ["batch_id"], unique=False)
    op.create_index(op.f("ix_policy_client_id"), "policy", ["client_id"], unique=False)
    op.create_index(op.f("ix_policy_site_id"), "policy", ["site_id"], unique=False)
    op.create_table(
        "subscription",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=True),
        sa.Column("account_number", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("paid_by", sa.String(length=40), nullable=False),
        sa.Column("managed_by", sa.String(length=40), nullable=False),
        sa.Column("unit_cost", sa.BigInteger(), nullable=True),
        sa.Column("per", sa.String(length=40), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_subscription_client_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_subscription_site_id")),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_subscription_vendor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_subscription_batch_id"), "subscription", ["batch_id"], unique=False)
    op.create_index(op.f("ix_subscription_client_id"), "subscription", ["client_id"], unique=False)
    op.create_index(op.f("ix_subscription_site_id"), "subscription", ["site_id"], unique=False)
    op.create_table(
        "worksheet_answer",
        sa.Column("worksheet_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worksheet_id"], ["worksheet.id"], name=op.f("fk_worksheet_answer_worksheet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worksheet_answer")),
        sa.UniqueConstraint(
            "worksheet_id", "question", name=op.f("uq_worksheet_answer_worksheet_id_question")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "address",
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("ip", sa.String(length=40), nullable=False),
        sa.Column("sort", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("mac", sa.String(length=40), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_address_client_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_address_device_id")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_address_network_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_address_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_address_batch_id"), "address", ["batch_id"], unique=False)
    op.create_index(op.f("ix_address_client_id"), "address", ["client_id"], unique=False)
    op.create_index(op.f("ix_address_device_id"), "address", ["device_id"], unique=False)
    op.create_index("ix_address_ip", "address", ["client_id", "sort"], unique=False)
    op.create_index("ix_address_network", "address", ["network_id", "sort"], unique=False)
    op.create_index(op.f("ix_address_site_id"), "address", ["site_id"], unique=False)
    op.create_table(
        "backup_job",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("product", sa.String(length=200), nullable=False),
        sa.Column("gigabytes", sa.Integer(), nullable=True),
        sa.Column("speed", sa.Integer(), nullable=True),
        sa.Column("window_from", sa.Integer(), nullable=True),
        sa.Column("window_to", sa.Integer(), nullable=True),
        sa.Column("every_minutes", sa.Integer(), nullable=True),
        sa.Column("schedule", sa.String(length=200), nullable=False),
        sa.Column("retention", sa.String(length=200), nullable=False),
        sa.Column("growth", sa.Integer(), nullable=True),
        sa.Column("goes_to", sa.String(length=200), nullable=False),
        sa.Column("offline_full", sa.Boolean(), nullable=False),
        sa.Column("offline_every", sa.String(length=40), nullable=False),
        sa.Column("offline_media", sa.String(length=200), nullable=False),
        sa.Column("offline_place", sa.String(length=200), nullable=False),
        sa.Column("offline_on", sa.Date(), nullable=True),
        sa.Column("media_cost", sa.BigInteger(), nullable=True),
        sa.Column("media_a_year", sa.Integer(), nullable=True),
        sa.Column("key_place", sa.String(length=200), nullable=False),
        sa.Column("last_good_on", sa.Date(), nullable=True),
        sa.Column("watched", sa.String(length=200), nullable=False),
        sa.Column("restore_steps", sa.Text(), nullable=False),
        sa.Column("media_score", sa.String(length=200), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_backup_job_client_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_backup_job_device_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_backup_job_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_job")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_backup_job_batch_id"), "backup_job", ["batch_id"], unique=False)
    op.create_index(op.f("ix_backup_job_client_id"), "backup_job", ["client_id"], unique=False)
    op.create_index(op.f("ix_backup_job_device_id"), "backup_job", ["device_id"], unique=False)
    op.create_index(op.f("ix_backup_job_site_id"), "backup_job", ["site_id"], unique=False)
    op.create_table(
        "credential",
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.String(length=200), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_credential_client_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_credential_device_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_credential_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_credential_batch_id"), "credential", ["batch_id"], unique=False)
    op.create_index(op.f("ix_credential_client_id"), "credential", ["client_id"], unique=False)
    op.create_index(op.f("ix_credential_device_id"), "credential", ["device_id"], unique=False)
    op.create_index(op.f("ix_credential_site_id"), "credential", ["site_id"], unique=False)
    op.create_table(
        "directory_user",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("login", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.String(length=200), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_directory_user_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_directory_user_contact_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_directory_user_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_user")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_directory_user_batch_id"), "directory_user", ["batch_id"], unique=False
    )
    op.create_index(
        op.f("ix_directory_user_client_id"), "directory_user", ["client_id"], unique=False
    )
    op.create_index(
        op.f("ix_directory_user_contact_id"), "directory_user", ["contact_id"], unique=False
    )
    op.create_index(op.f("ix_directory_user_site_id"), "directory_user", ["site_id"], unique=False)
    op.create_table(
        "dr_call",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("other_phone", sa.String(length=200), nullable=False),
        sa.Column("say", sa.String(length=200), nullable=False),
        sa.Column("does", sa.String(length=200), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("vendor_account_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["after_id"], ["dr_call.id"], name=op.f("fk_dr_call_after_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_dr_call_client_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_dr_call_contact_id")),
        sa.ForeignKeyConstraint(
            ["vendor_account_id"], ["vendor_account.id"], name=op.f("fk_dr_call_vendor_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dr_call")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dr_call_client", "dr_call", ["client_id", "position"], unique=False)
    op.create_index(op.f("ix_dr_call_contact_id"), "dr_call", ["contact_id"], unique=False)
    op.create_table(
        "firewall_rule",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("from_where", sa.String(length=200), nullable=False),
        sa.Column("to_where", sa.String(length=200), nullable=False),
        sa.Column("port", sa.String(length=200), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_firewall_rule_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_firewall_rule_device_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_firewall_rule_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_firewall_rule")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_firewall_rule_batch_id"), "firewall_rule", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_firewall_rule_client_id"), "firewall_rule", ["client_id"], unique=False
    )
    op.create_index(
        op.f("ix_firewall_rule_device_id"), "firewall_rule", ["device_id"], unique=False
    )
    op.create_index(op.f("ix_firewall_rule_site_id"), "firewall_rule", ["site_id"], unique=False)
    op.create_table(
        "printer",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("ip", sa.String(length=40), nullable=False),
        sa.Column("driver", sa.String(length=200), nullable=False),
        sa.Column("queue", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("supplies", sa.String(length=200), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_printer_client_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_printer_device_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_printer_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printer")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_printer_batch_id"), "printer", ["batch_id"], unique=False)
    op.create_index(op.f("ix_printer_client_id"), "printer", ["client_id"], unique=False)
    op.create_index(op.f("ix_printer_device_id"), "printer", ["device_id"], unique=False)
    op.create_index(op.f("ix_printer_site_id"), "printer", ["site_id"], unique=False)
    op.create_table(
        "share",
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("groups", sa.String(length=200), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_share_client_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_share_device_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_share_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_share_batch_id"), "share", ["batch_id"], unique=False)
    op.create_index(op.f("ix_share_client_id"), "share", ["client_id"], unique=False)
    op.create_index(op.f("ix_share_device_id"), "share", ["device_id"], unique=False)
    op.create_index(op.f("ix_share_site_id"), "share", ["site_id"], unique=False)
    op.create_table(
        "domain",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("registrar", sa.String(length=200), nullable=False),
        sa.Column("account_number", sa.String(length=200), nullable=False),
        sa.Column("credential_id", sa.Integer(), nullable=True),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("technical_contact", sa.String(length=200), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("renews_itself", sa.Boolean(), nullable=False),
        sa.Column("dns_host", sa.String(length=200), nullable=False),
        sa.Column("managed_by", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_domain_client_id")),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credential.id"], name=op.f("fk_domain_credential_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_domain_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domain")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_domain_batch_id"), "domain", ["batch_id"], unique=False)
    op.create_index(op.f("ix_domain_client_id"), "domain", ["client_id"], unique=False)
    op.create_index(op.f("ix_domain_site_id"), "domain", ["site_id"], unique=False)
    op.create_table(
        "dr_system",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("does", sa.String(length=200), nullable=False),
        sa.Column("rto_minutes", sa.Integer(), nullable=True),
        sa.Column("rpo_minutes", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("backup_job_id", sa.Integer(), nullable=True),
        sa.Column("data_place", sa.String(length=200), nullable=False),
        sa.Column("today", sa.Text(), nullable=False),
        sa.Column("replace_with", sa.Text(), nullable=False),
        sa.Column("estimated_cost", sa.BigInteger(), nullable=True),
        sa.Column("legacy", sa.Boolean(), nullable=False),
        sa.Column("platform", sa.String(length=200), nullable=False),
        sa.Column("media_place", sa.String(length=200), nullable=False),
        sa.Column("warning", sa.String(length=200), nullable=False),
        sa.Column("warning_more", sa.String(length=200), nullable=False),
        sa.Column("workaround", sa.Text(), nullable=False),
        sa.Column("owner_contact_id", sa.Integer(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_dr_system_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["backup_job_id"], ["backup_job.id"], name=op.f("fk_dr_system_backup_job_id")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_dr_system_client_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_dr_system_device_id")),
        sa.ForeignKeyConstraint(
            ["owner_contact_id"], ["contact.id"], name=op.f("fk_dr_system_owner_contact_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dr_system")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dr_system_client", "dr_system", ["client_id", "position"], unique=False)
    op.create_index(op.f("ix_dr_system_device_id"), "dr_system", ["device_id"], unique=False)
    op.create_index(
        op.f("ix_dr_system_owner_contact_id"), "dr_system", ["owner_contact_id"], unique=False
    )
    op.create_table(
        "license",
        sa.Column("product", sa.String(length=200), nullable=False),
        sa.Column("maker", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("key_place", sa.String(length=200), nullable=False),
        sa.Column("credential_id", sa.Integer(), nullable=True),
        sa.Column("proof_place", sa.String(length=200), nullable=False),
        sa.Column("bought_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_license_client_id")),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credential.id"], name=op.f("fk_license_credential_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_license_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_license")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_license_batch_id"), "license", ["batch_id"], unique=False)
    op.create_index(op.f("ix_license_client_id"), "license", ["client_id"], unique=False)
    op.create_index(op.f("ix_license_site_id"), "license", ["site_id"], unique=False)
    op.create_table(
        "mail_system",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("account_number", sa.String(length=200), nullable=False),
        sa.Column("mailboxes", sa.Integer(), nullable=True),
        sa.Column("managed_by", sa.String(length=40), nullable=False),
        sa.Column("manager", sa.String(length=200), nullable=False),
        sa.Column("filter", sa.String(length=200), nullable=False),
        sa.Column("filter_manager", sa.String(length=200), nullable=False),
        sa.Column("dns_records", sa.String(length=200), nullable=False),
        sa.Column("credential_id", sa.Integer(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_mail_system_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credential.id"], name=op.f("fk_mail_system_credential_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_mail_system_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_system")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mail_system_batch_id"), "mail_system", ["batch_id"], unique=False)
    op.create_index(op.f("ix_mail_system_client_id"), "mail_system", ["client_id"], unique=False)
    op.create_index(op.f("ix_mail_system_site_id"), "mail_system", ["site_id"], unique=False)
    op.create_table(
        "remote_access",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("who_may", sa.String(length=200), nullable=False),
        sa.Column("guests", sa.Boolean(), nullable=False),
        sa.Column("security", sa.String(length=200), nullable=False),
        sa.Column("credential_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_remote_access_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credential.id"], name=op.f("fk_remote_access_credential_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_remote_access_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remote_access")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_remote_access_batch_id"), "remote_access", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_remote_access_client_id"), "remote_access", ["client_id"], unique=False
    )
    op.create_index(op.f("ix_remote_access_site_id"), "remote_access", ["site_id"], unique=False)
    op.create_table(
        "restore_test",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("backup_job_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("restored_to", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("verified_by", sa.String(length=200), nullable=False),
        sa.Column("evidence", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["backup_job_id"], ["backup_job.id"], name=op.f("fk_restore_test_backup_job_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_restore_test_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_restore_test_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["verified_by_id"], ["person.id"], name=op.f("fk_restore_test_verified_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restore_test")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_restore_test_client_id"), "restore_test", ["client_id"], unique=False)
    op.create_index("ix_restore_test_job", "restore_test", ["backup_job_id", "on"], unique=False)
    op.create_table(
        "tsr_log",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("last_good", sa.String(length=200), nullable=False),
        sa.Column("backup_checked", sa.String(length=200), nullable=False),
        sa.Column("root_cause", sa.Text(), nullable=False),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.Column("documented", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_tsr_log_client_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_tsr_log_device_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tsr_log_person_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_tsr_log_site_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_tsr_log_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tsr_log")),
        sa.UniqueConstraint("number", name=op.f("uq_tsr_log_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tsr_log_client", "tsr_log", ["client_id", "started_at"], unique=False)
    op.create_index(op.f("ix_tsr_log_device_id"), "tsr_log", ["device_id"], unique=False)
    op.create_index(op.f("ix_tsr_log_ticket_id"), "tsr_log", ["ticket_id"], unique=False)
    op.create_table(
        "web_site",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("host", sa.String(length=200), nullable=False),
        sa.Column("account_number", sa.String(length=200), nullable=False),
        sa.Column("manager", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("built_with", sa.String(length=200), nullable=False),
        sa.Column("credential_id", sa.Integer(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("managed_by", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_web_site_client_id")),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credential.id"], name=op.f("fk_web_site_credential_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_web_site_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_site")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_web_site_batch_id"), "web_site", ["batch_id"], unique=False)
    op.create_index(op.f("ix_web_site_client_id"), "web_site", ["client_id"], unique=False)
    op.create_index(op.f("ix_web_site_site_id"), "web_site", ["site_id"], unique=False)
    op.create_table(
        "dr_dependency",
        sa.Column("system_id", sa.Integer(), nullable=False),
        sa.Column("needs_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["needs_id"], ["dr_system.id"], name=op.f("fk_dr_dependency_needs_id")
        ),
        sa.ForeignKeyConstraint(
            ["system_id"], ["dr_system.id"], name=op.f("fk_dr_dependency_system_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dr_dependency")),
        sa.UniqueConstraint(
            "system_id", "needs_id", name=op.f("uq_dr_dependency_system_id_needs_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_dr_dependency_needs_id"), "dr_dependency", ["needs_id"], unique=False)
    op.create_table(
        "dr_event",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("tsr_log_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("declared_at", sa.DateTime(), nullable=False),
        sa.Column("declared_by", sa.String(length=200), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("people_safe", sa.Boolean(), nullable=False),
        sa.Column("damage", sa.Text(), nullable=False),
        sa.Column("backup_job_id", sa.Integer(), nullable=True),
        sa.Column("good_backup", sa.Text(), nullable=False),
        sa.Column("good_backup_at", sa.DateTime(), nullable=True),
        sa.Column("resources", sa.Text(), nullable=False),
        sa.Column("continuity_from", sa.DateTime(), nullable=True),
        sa.Column("continuity_to", sa.DateTime(), nullable=True),
        sa.Column("restored_at", sa.DateTime(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.Column("went_well", sa.Text(), nullable=False),
        sa.Column("improve", sa.Text(), nullable=False),
        sa.Column("prevention", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["backup_job_id"], ["backup_job.id"], name=op.f("fk_dr_event_backup_job_id")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_dr_event_client_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_dr_event_lead_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_dr_event_ticket_id")),
        sa.ForeignKeyConstraint(
            ["tsr_log_id"], ["tsr_log.id"], name=op.f("fk_dr_event_tsr_log_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dr_event")),
        sa.UniqueConstraint("number", name=op.f("uq_dr_event_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dr_event_client", "dr_event", ["client_id", "declared_at"], unique=False)
    op.create_index(op.f("ix_dr_event_state"), "dr_event", ["state"], unique=False)
    op.create_index(op.f("ix_dr_event_ticket_id"), "dr_event", ["ticket_id"], unique=False)
    op.create_table(
        "dr_step",
        sa.Column("system_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["system_id"], ["dr_system.id"], name=op.f("fk_dr_step_system_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dr_step")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dr_step_system", "dr_step", ["system_id", "position"], unique=False)
    op.create_table(
        "tsr_row",
        sa.Column("tsr_log_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("before", sa.String(length=200), nullable=False),
        sa.Column("after", sa.String(length=200), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("next_idea", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tsr_row_person_id")),
        sa.ForeignKeyConstraint(["tsr_log_id"], ["tsr_log.id"], name=op.f("fk_tsr_row_tsr_log_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tsr_row")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tsr_row_log", "tsr_row", ["tsr_log_id", "number"], unique=False)
    op.create_table(
        "vendor_call_log",
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("tsr_log_id", sa.Integer(), nullable=True),
        sa.Column("vendor_id", sa.Integer(), nullable=True),
        sa.Column("vendor_account_id", sa.Integer(), nullable=True),
        sa.Column("vendor", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("account_number", sa.String(length=200), nullable=False),
        sa.Column("case_number", sa.String(length=200), nullable=False),
        sa.Column("caller", sa.String(length=200), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("agent_number", sa.String(length=200), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("hold_minutes", sa.Integer(), nullable=True),
        sa.Column("talk_minutes", sa.Integer(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("our_action", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("promise", sa.String(length=200), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("owed_by", sa.String(length=40), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_vendor_call_log_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_vendor_call_log_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_vendor_call_log_ticket_id")
        ),
        sa.ForeignKeyConstraint(
            ["tsr_log_id"], ["tsr_log.id"], name=op.f("fk_vendor_call_log_tsr_log_id")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_account_id"],
            ["vendor_account.id"],
            name=op.f("fk_vendor_call_log_vendor_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_vendor_call_log_vendor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendor_call_log")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_vendor_call_log_batch_id"), "vendor_call_log", ["batch_id"], unique=False
    )
    op.create_index(
        "ix_vendor_call_log_client", "vendor_call_log", ["client_id", "on"], unique=False
    )
    op.create_index(
        op.f("ix_vendor_call_log_ticket_id"), "vendor_call_log", ["ticket_id"], unique=False
    )
    op.create_index(
        op.f("ix_vendor_call_log_tsr_log_id"), "vendor_call_log", ["tsr_log_id"], unique=False
    )
    op.create_index(
        op.f("ix_vendor_call_log_vendor_id"), "vendor_call_log", ["vendor_id"], unique=False
    )
    op.create_table(
        "dr_event_state",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("to_state", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["dr_event.id"], name=op.f("fk_dr_event_state_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_dr_event_state_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dr_event_state")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_dr_event_state_event_id"), "dr_event_state", ["event_id"], unique=False
    )
    op.create_table(
        "dr_event_step",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("system_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["dr_event.id"], name=op.f("fk_dr_event_step_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["system_id"], ["dr_system.id"], name=op.f("fk_dr_event_step_system_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dr_event_step")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_dr_event_step_event", "dr_event_step", ["event_id", "position"], unique=False
    )
    op.create_table(
        "dr_plan_change",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("exercise_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("dropped_why", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_dr_plan_change_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["person.id"], name=op.f("fk_dr_plan_change_done_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["dr_event.id"], name=op.f("fk_dr_plan_change_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["dr_exercise.id"], name=op.f("fk_dr_plan_change_exercise_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dr_plan_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_dr_plan_change_client", "dr_plan_change", ["client_id", "done_on"], unique=False
    )
    op.add_column(
        "device",
        sa.Column(
            "status", sa.String(length=40), server_default=sa.text("'in_use'"), nullable=False
        ),
    )
    op.add_column(
        "device",
        sa.Column("job", sa.String(length=200), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "device",
        sa.Column("processor", sa.String(length=200), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "device",
        sa.Column("memory", sa.String(length=200), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "device",
        sa.Column("disk", sa.String(length=200), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "device",
        sa.Column(
            "patch_policy", sa.String(length=200), server_default=sa.text("''"), nullable=False
        ),
    )
    op.add_column("device", sa.Column("patched_on", sa.Date(), nullable=True))
    op.add_column(
        "device",
        sa.Column("lessor", sa.String(length=200), server_default=sa.text("''"), nullable=False),
    )
    op.add_column("device", sa.Column("lease_until", sa.Date(), nullable=True))
    op.add_column(
        "device", sa.Column("pouch", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "device",
        sa.Column(
            "pouch_place", sa.String(length=200), server_default=sa.text("''"), nullable=False
        ),
    )
    op.add_column("device", sa.Column("uplink_id", sa.Integer(), nullable=True))
    op.add_column(
        "device",
        sa.Column(
            "uplink_port", sa.String(length=200), server_default=sa.text("''"), nullable=False
        ),
    )
    op.add_column("device", sa.Column("seen_on", sa.Date(), nullable=True))
    op.add_column(
        "device", sa.Column("ports", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("device", sa.Column("checked_on", sa.Date(), nullable=True))
    op.add_column(
        "site",
        sa.Column("time_zone", sa.String(length=40), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "site",
        sa.Column("landlord", sa.String(length=200), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "site",
        sa.Column(
            "landlord_phone", sa.String(length=40), server_default=sa.text("''"), nullable=False
        ),
    )
    op.add_column(
        "site",
        sa.Column("alarm", sa.String(length=200), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "site",
        sa.Column("parking", sa.String(length=200), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "site",
        sa.Column(
            "equipment_room", sa.String(length=200), server_default=sa.text("''"), nullable=False
        ),
    )
    op.add_column(
        "site",
        sa.Column(
            "binder_place", sa.String(length=200), server_default=sa.text("''"), nullable=False
        ),
    )
    run_folder(op.get_bind(), "sql_0003")
