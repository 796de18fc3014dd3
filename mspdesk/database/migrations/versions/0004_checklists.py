"""Checklists, procedures, service practice: what the fourth form adds.

Written by mspdesk.database.next_form from the models; change those and run it again.
"""

import sqlalchemy as sa
from alembic import op

from mspdesk.database.ddl import run_folder

revision = "0004"
down_revision = "0003"
FINGERPRINT = "0b3de760f0bc6579"
GONE: set[str] = set()
"""Indexes that are given up on purpose; losing any other stops the upgrade."""


def upgrade() -> None:  # noqa: PLR0915 -- one line or more for everything that is new
    op.create_table(
        "alert_type",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("matches", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("critical_fact", sa.String(length=40), nullable=False),
        sa.Column("estimate_minutes", sa.Integer(), nullable=True),
        sa.Column("ticket_title", sa.String(length=200), nullable=False),
        sa.Column("checklist", sa.String(length=40), nullable=False),
        sa.Column("makes_ticket", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_type")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "training_topic",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("basic", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_topic")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "backlog_review",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("sorted_by", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("from_step", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_backlog_review_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backlog_review")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_backlog_review_on"), "backlog_review", ["on"], unique=False)
    op.create_table(
        "checklist",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("draft_of", sa.Integer(), nullable=True),
        sa.Column("draft_by_id", sa.Integer(), nullable=True),
        sa.Column("shipped", sa.Text(), nullable=False),
        sa.Column("declined", sa.String(length=40), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_by_id"], ["person.id"], name=op.f("fk_checklist_draft_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("code", name=op.f("uq_checklist_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "on_call",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("begins_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("stipend", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_on_call_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_on_call")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_on_call_begins", "on_call", ["begins_at"], unique=False)
    op.create_table(
        "roadmap_mark",
        sa.Column("roadmap", sa.String(length=40), nullable=False),
        sa.Column("piece", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_roadmap_mark_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_mark")),
        sa.UniqueConstraint(
            "roadmap", "piece", "person_id", name=op.f("uq_roadmap_mark_roadmap_piece_person_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tech_of_day",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_tech_of_day_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tech_of_day")),
        sa.UniqueConstraint("on", name=op.f("uq_tech_of_day_on")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tool",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("in_kit", sa.Boolean(), nullable=False),
        sa.Column("kit_quantity", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_tool_decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tool")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "checklist_difference",
        sa.Column("checklist_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklist.id"], name=op.f("fk_checklist_difference_checklist_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_checklist_difference_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_checklist_difference_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_difference")),
        sa.UniqueConstraint(
            "checklist_id",
            "client_id",
            "key",
            name=op.f("uq_checklist_difference_checklist_id_client_id_key"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_checklist_difference_client", "checklist_difference", ["client_id"], unique=False
    )
    op.create_table(
        "checklist_revision",
        sa.Column("checklist_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklist.id"], name=op.f("fk_checklist_revision_checklist_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_checklist_revision_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_revision")),
        sa.UniqueConstraint(
            "checklist_id", "number", name=op.f("uq_checklist_revision_checklist_id_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "kit_piece",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tool_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kit_piece_person_id")),
        sa.ForeignKeyConstraint(["tool_id"], ["tool.id"], name=op.f("fk_kit_piece_tool_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_piece")),
        sa.UniqueConstraint("person_id", "tool_id", name=op.f("uq_kit_piece_person_id_tool_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_kit_piece_tool_id"), "kit_piece", ["tool_id"], unique=False)
    op.create_table(
        "library_piece",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=True),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["blob"], ["blob.sha256"], name=op.f("fk_library_piece_blob")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_library_piece_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_piece")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_library_piece_kind", "library_piece", ["department", "kind"], unique=False)
    op.create_table(
        "monthly_single",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("checklist_id", sa.Integer(), nullable=True),
        sa.Column("estimate_minutes", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklist.id"], name=op.f("fk_monthly_single_checklist_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_monthly_single_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monthly_single")),
        sa.UniqueConstraint("month", "title", name=op.f("uq_monthly_single_month_title")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sop",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("for_clients", sa.Boolean(), nullable=False),
        sa.Column("for_employees", sa.Boolean(), nullable=False),
        sa.Column("for_vendors", sa.Boolean(), nullable=False),
        sa.Column("for_internal", sa.Boolean(), nullable=False),
        sa.Column("owner_role_id", sa.Integer(), nullable=True),
        sa.Column("core", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("shipped", sa.Text(), nullable=False),
        sa.Column("declined", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_role_id"], ["role.id"], name=op.f("fk_sop_owner_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop")),
        sa.UniqueConstraint("code", name=op.f("uq_sop_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rollout",
        sa.Column("sop_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("training_on", sa.Date(), nullable=True),
        sa.Column("live_on", sa.Date(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sop_id"], ["sop.id"], name=op.f("fk_rollout_sop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rollout")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rollout_sop_id"), "rollout", ["sop_id"], unique=False)
    op.create_table(
        "sop_acknowledgement",
        sa.Column("sop_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sop_acknowledgement_person_id")
        ),
        sa.ForeignKeyConstraint(["sop_id"], ["sop.id"], name=op.f("fk_sop_acknowledgement_sop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_acknowledgement")),
        sa.UniqueConstraint(
            "sop_id",
            "person_id",
            "revision",
            name=op.f("uq_sop_acknowledgement_sop_id_person_id_revision"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_sop_acknowledgement_person_id"), "sop_acknowledgement", ["person_id"], unique=False
    )
    op.create_table(
        "sop_revision",
        sa.Column("sop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sop_revision_person_id")
        ),
        sa.ForeignKeyConstraint(["sop_id"], ["sop.id"], name=op.f("fk_sop_revision_sop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_revision")),
        sa.UniqueConstraint("sop_id", "number", name=op.f("uq_sop_revision_sop_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rollout_reach",
        sa.Column("rollout_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_rollout_reach_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_rollout_reach_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["rollout_id"], ["rollout.id"], name=op.f("fk_rollout_reach_rollout_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rollout_reach")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_rollout_reach_rollout_id"), "rollout_reach", ["rollout_id"], unique=False
    )
    op.create_table(
        "schedule",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("checklist_id", sa.Integer(), nullable=True),
        sa.Column("variant", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("days_after", sa.Integer(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("at_minute", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("assigned_id", sa.Integer(), nullable=True),
        sa.Column("vendor_id", sa.Integer(), nullable=True),
        sa.Column("opens_ticket", sa.Boolean(), nullable=False),
        sa.Column("ahead_days", sa.Integer(), nullable=False),
        sa.Column("ticket_title", sa.String(length=200), nullable=False),
        sa.Column("ticket_words", sa.Text(), nullable=False),
        sa.Column("ticket_type", sa.String(length=40), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("estimate_minutes", sa.Integer(), nullable=True),
        sa.Column("hat", sa.String(length=40), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("planned_to", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assigned_id"], ["person.id"], name=op.f("fk_schedule_assigned_id")
        ),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklist.id"], name=op.f("fk_schedule_checklist_id")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_schedule_client_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_schedule_device_id")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_schedule_site_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name=op.f("fk_schedule_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_schedule_checklist", "schedule", ["checklist_id"], unique=False)
    op.create_index("ix_schedule_client", "schedule", ["client_id"], unique=False)
    op.create_index(op.f("ix_schedule_device_id"), "schedule", ["device_id"], unique=False)
    op.create_index(
        "ix_schedule_next",
        "schedule",
        ["next_on", "id"],
        unique=False,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_index(op.f("ix_schedule_vendor_id"), "schedule", ["vendor_id"], unique=False)
    op.create_table(
        "after_hours_yes",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_after_hours_yes_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_after_hours_yes")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_after_hours_yes_ticket_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "alert",
        sa.Column("alert_type_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alert_type_id"], ["alert_type.id"], name=op.f("fk_alert_alert_type_id")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_alert_client_id")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_alert_device_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_alert_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("mark", name=op.f("uq_alert_mark")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alert_client", "alert", ["client_id", "at"], unique=False)
    op.create_index(op.f("ix_alert_device_id"), "alert", ["device_id"], unique=False)
    op.create_index(op.f("ix_alert_ticket_id"), "alert", ["ticket_id"], unique=False)
    op.create_table(
        "checklist_run",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("checklist_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("variant", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("schedule_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("planned_at", sa.DateTime(), nullable=True),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column("moved", sa.Boolean(), nullable=False),
        sa.Column("assigned_id", sa.Integer(), nullable=True),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("verified_at", sa.DateTime(), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("shown_to", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("marked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("needed_marked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("problems", sa.Integer(), server_default="0", nullable=False),
        sa.Column("skipped", sa.Integer(), server_default="0", nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assigned_id"], ["person.id"], name=op.f("fk_checklist_run_assigned_id")
        ),
        sa.ForeignKeyConstraint(
            ["checklist_id", "revision"],
            ["checklist_revision.checklist_id", "checklist_revision.number"],
            name=op.f("fk_checklist_run_checklist_id_revision"),
        ),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklist.id"], name=op.f("fk_checklist_run_checklist_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_checklist_run_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_checklist_run_device_id")
        ),
        sa.ForeignKeyConstraint(
            ["done_by_id"], ["person.id"], name=op.f("fk_checklist_run_done_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_checklist_run_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["schedule.id"], name=op.f("fk_checklist_run_schedule_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_checklist_run_site_id")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_checklist_run_ticket_id")
        ),
        sa.ForeignKeyConstraint(
            ["verified_by_id"], ["person.id"], name=op.f("fk_checklist_run_verified_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_run")),
        sa.UniqueConstraint("number", name=op.f("uq_checklist_run_number")),
        sa.UniqueConstraint(
            "schedule_id",
            "client_id",
            "period",
            name=op.f("uq_checklist_run_schedule_id_client_id_period"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_checklist_run_client", "checklist_run", ["client_id", "due_on"], unique=False
    )
    op.create_index(
        op.f("ix_checklist_run_device_id"), "checklist_run", ["device_id"], unique=False
    )
    op.create_index("ix_checklist_run_due", "checklist_run", ["due_on", "id"], unique=False)
    op.create_index(
        "ix_checklist_run_master",
        "checklist_run",
        ["checklist_id", "client_id", "done_at"],
        unique=False,
    )
    op.create_index(
        "ix_checklist_run_open",
        "checklist_run",
        ["due_on", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('planned', 'in_progress')"),
        postgresql_where=sa.text("state IN ('planned', 'in_progress')"),
    )
    op.create_index(
        "ix_checklist_run_person", "checklist_run", ["assigned_id", "planned_at"], unique=False
    )
    op.create_index(
        op.f("ix_checklist_run_ticket_id"), "checklist_run", ["ticket_id"], unique=False
    )
    op.create_table(
        "on_call_call",
        sa.Column("on_call_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_on_call_call_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["on_call_id"], ["on_call.id"], name=op.f("fk_on_call_call_on_call_id")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_on_call_call_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_on_call_call")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_on_call_call_on_call_id"), "on_call_call", ["on_call_id"], unique=False
    )
    op.create_index(op.f("ix_on_call_call_ticket_id"), "on_call_call", ["ticket_id"], unique=False)
    op.create_table(
        "reviewed_ticket",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("fixed", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["backlog_review.id"], name=op.f("fk_reviewed_ticket_review_id")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_reviewed_ticket_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewed_ticket")),
        sa.UniqueConstraint(
            "review_id", "ticket_id", name=op.f("uq_reviewed_ticket_review_id_ticket_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_reviewed_ticket_ticket_id"), "reviewed_ticket", ["ticket_id"], unique=False
    )
    op.create_table(
        "single_ticket",
        sa.Column("single_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_single_ticket_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["single_id"], ["monthly_single.id"], name=op.f("fk_single_ticket_single_id")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_single_ticket_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_single_ticket")),
        sa.UniqueConstraint(
            "single_id", "client_id", name=op.f("uq_single_ticket_single_id_client_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_single_ticket_ticket_id"), "single_ticket", ["ticket_id"], unique=False
    )
    op.create_table(
        "sop_exception",
        sa.Column("sop_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_sop_exception_approved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_sop_exception_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sop_exception_person_id")
        ),
        sa.ForeignKeyConstraint(["sop_id"], ["sop.id"], name=op.f("fk_sop_exception_sop_id")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_sop_exception_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_exception")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sop_exception_sop_id"), "sop_exception", ["sop_id"], unique=False)
    op.create_index(
        op.f("ix_sop_exception_ticket_id"), "sop_exception", ["ticket_id"], unique=False
    )
    op.create_table(
        "training",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("result", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_training_person_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_training_ticket_id")),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["training_topic.id"], name=op.f("fk_training_topic_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_training_person", "training", ["person_id", "on"], unique=False)
    op.create_index(op.f("ix_training_ticket_id"), "training", ["ticket_id"], unique=False)
    op.create_index(op.f("ix_training_topic_id"), "training", ["topic_id"], unique=False)
    op.create_table(
        "run_photo",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["blob"], ["blob.sha256"], name=op.f("fk_run_photo_blob")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_run_photo_person_id")),
        sa.ForeignKeyConstraint(["run_id"], ["checklist_run.id"], name=op.f("fk_run_photo_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_photo")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_run_photo_run_id"), "run_photo", ["run_id"], unique=False)
    op.create_table(
        "run_result",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("vendor_id", sa.Integer(), nullable=True),
        sa.Column("doer_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("needed", sa.Boolean(), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["doer_id"], ["person.id"], name=op.f("fk_run_result_doer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_run_result_person_id")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["checklist_run.id"], name=op.f("fk_run_result_run_id")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_run_result_ticket_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name=op.f("fk_run_result_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_result")),
        sa.UniqueConstraint("run_id", "key", name=op.f("uq_run_result_run_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_run_result_ticket_id"), "run_result", ["ticket_id"], unique=False)
    op.create_index(
        "ix_run_result_vendor",
        "run_result",
        ["vendor_id"],
        unique=False,
        sqlite_where=sa.text("vendor_id IS NOT NULL"),
        postgresql_where=sa.text("vendor_id IS NOT NULL"),
    )
    op.create_index(
        "ix_invoice_run",
        "invoice",
        ["run_id"],
        unique=False,
        sqlite_where=sa.text("run_id IS NOT NULL"),
        postgresql_where=sa.text("run_id IS NOT NULL"),
    )
    op.add_column(
        "ticket", sa.Column("open_steps", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "ticket", sa.Column("open_logs", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("ticket", sa.Column("progress_at", sa.DateTime(), nullable=True))
    op.add_column(
        "ticket",
        sa.Column("log_answer", sa.String(length=40), server_default=sa.text("''"), nullable=False),
    )
    op.add_column("tsr_log", sa.Column("replays_id", sa.Integer(), nullable=True))
    run_folder(op.get_bind(), "sql_0004")
