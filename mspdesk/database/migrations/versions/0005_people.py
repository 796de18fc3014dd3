"""The org chart, people, the garden, hiring, goals: what the fifth form adds.

Written by mspdesk.database.next_form from the models; change those and run it again.
"""

import sqlalchemy as sa
from alembic import op

from mspdesk.database.ddl import run_folder

revision = "0005"
down_revision = "0004"
FINGERPRINT = "21e5d5ec582a354b"
GONE: set[str] = set()
"""Indexes that are given up on purpose; losing any other stops the upgrade."""


def upgrade() -> None:  # noqa: PLR0915 -- one line or more for everything that is new
    op.create_table(
        "benefit_plan",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("paid_by", sa.String(length=40), nullable=False),
        sa.Column("min_days", sa.Integer(), nullable=False),
        sa.Column("min_minutes", sa.Integer(), nullable=False),
        sa.Column("group_sizes", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_plan")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "import_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_link")),
        sa.UniqueConstraint("source", "kind", "key", name=op.f("uq_import_link_source_kind_key")),
    )
    op.create_table(
        "import_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("order", sa.String(length=40), nullable=False),
        sa.Column("encoding", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_source")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_import_source_kind_name")),
    )
    op.create_table(
        "money_by_client_month",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "client_id", "month", "kind", name=op.f("pk_money_by_client_month")
        ),
    )
    op.create_table(
        "pay_date",
        sa.Column("nominal_on", sa.Date(), nullable=False),
        sa.Column("pay_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_date")),
        sa.UniqueConstraint("nominal_on", name=op.f("uq_pay_date_nominal_on")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "chart_review",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_chart_review_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chart_review")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "chart_revision",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_chart_revision_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chart_revision")),
        sa.UniqueConstraint("number", name=op.f("uq_chart_revision_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "employment",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("salaried", sa.Boolean(), nullable=False),
        sa.Column("references_on", sa.Date(), nullable=True),
        sa.Column("training_proof_on", sa.Date(), nullable=True),
        sa.Column("skills_test_on", sa.Date(), nullable=True),
        sa.Column("contract_on", sa.Date(), nullable=True),
        sa.Column("expectations", sa.Text(), nullable=False),
        sa.Column("tier_since", sa.Date(), nullable=True),
        sa.Column("tier_reviewed_on", sa.Date(), nullable=True),
        sa.Column("wants_next", sa.Text(), nullable=False),
        sa.Column("emergency_name", sa.String(length=200), nullable=True),
        sa.Column("emergency_phone", sa.String(length=40), nullable=True),
        sa.Column("private_note", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_employment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employment")),
        sa.UniqueConstraint("person_id", name=op.f("uq_employment_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "enrolment",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["benefit_plan.id"], name=op.f("fk_enrolment_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint(
            "plan_id", "person_id", "from_on", name=op.f("uq_enrolment_plan_id_person_id_from_on")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_enrolment_person_id"), "enrolment", ["person_id"], unique=False)
    op.create_index(op.f("ix_enrolment_plan_id"), "enrolment", ["plan_id"], unique=False)
    op.create_table(
        "goal",
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sharing", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["before_id"], ["goal.id"], name=op.f("fk_goal_before_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_goal_owner_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["goal.id"], name=op.f("fk_goal_parent_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_goal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_goal_before_id"), "goal", ["before_id"], unique=False)
    op.create_index(op.f("ix_goal_parent_id"), "goal", ["parent_id"], unique=False)
    op.create_index(op.f("ix_goal_person_id"), "goal", ["person_id"], unique=False)
    op.create_index("ix_goal_quarter", "goal", ["year", "quarter", "level"], unique=False)
    op.create_table(
        "import_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("header", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["import_source.id"],
            name=op.f("fk_import_field_source_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_field")),
        sa.UniqueConstraint("source_id", "field", name=op.f("uq_import_field_source_id_field")),
    )
    op.create_table(
        "issued_thing",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("serial", sa.String(length=200), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_issued_thing_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_thing")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_issued_thing_person_id"), "issued_thing", ["person_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_meeting_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meeting_on"), "meeting", ["on"], unique=False)
    op.create_table(
        "review",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("led_before_id", sa.Integer(), nullable=True),
        sa.Column("their_words", sa.Text(), nullable=True),
        sa.Column("lead_words", sa.Text(), nullable=True),
        sa.Column("next_steps", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("lead_signed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_review_lead_id")),
        sa.ForeignKeyConstraint(
            ["led_before_id"], ["person.id"], name=op.f("fk_review_led_before_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint(
            "person_id", "year", "quarter", name=op.f("uq_review_person_id_year_quarter")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "skill",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("got_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_skill_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_skill_person_id"), "skill", ["person_id"], unique=False)
    op.create_table(
        "stint",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("work", sa.String(length=200), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stint_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stint")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_stint_person_id"), "stint", ["person_id"], unique=False)
    op.create_table(
        "duty",
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("minutes_week", sa.Integer(), nullable=False),
        sa.Column("difficulty", sa.Integer(), nullable=False),
        sa.Column("importance", sa.Integer(), nullable=False),
        sa.Column("hand_off", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_duty_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_duty_role", "duty", ["role_id", "position"], unique=False)
    op.create_table(
        "garden_choice",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("look_again_on", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_garden_choice_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_garden_choice_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_garden_choice")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_garden_choice_client", "garden_choice", ["client_id", "on"], unique=False)
    op.create_table(
        "goal_affects",
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_goal_affects_goal_id")),
        sa.ForeignKeyConstraint(["other_id"], ["goal.id"], name=op.f("fk_goal_affects_other_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_goal_affects_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_affects")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_goal_affects_other_id"), "goal_affects", ["other_id"], unique=False)
    op.create_index(op.f("ix_goal_affects_person_id"), "goal_affects", ["person_id"], unique=False)
    op.create_index(
        "uq_goal_affects_other",
        "goal_affects",
        ["goal_id", "other_id"],
        unique=True,
        sqlite_where=sa.text("other_id IS NOT NULL"),
        postgresql_where=sa.text("other_id IS NOT NULL"),
    )
    op.create_index(
        "uq_goal_affects_person",
        "goal_affects",
        ["goal_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("person_id IS NOT NULL"),
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_table(
        "goal_shared",
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.String(length=40), nullable=False),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_goal_shared_goal_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_goal_shared_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_shared")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_goal_shared_goal_id"), "goal_shared", ["goal_id"], unique=False)
    op.create_table(
        "hat_to_come",
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_hat_to_come_person_id")
        ),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_hat_to_come_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hat_to_come")),
        sa.UniqueConstraint("role_id", name=op.f("uq_hat_to_come_role_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_hat_to_come_person_id"), "hat_to_come", ["person_id"], unique=False)
    op.create_table(
        "hire_case",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("drop_clients", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_hire_case_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_hire_case_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hire_case")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "meeting_voice",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("member", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("challenge", sa.Text(), nullable=False),
        sa.Column("ideas", sa.Text(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_voice_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_meeting_voice_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_voice")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_meeting_voice_meeting", "meeting_voice", ["meeting_id", "position"], unique=False
    )
    op.create_index(
        op.f("ix_meeting_voice_person_id"), "meeting_voice", ["person_id"], unique=False
    )
    op.create_table(
        "own_purpose",
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_own_purpose_person_id")
        ),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_own_purpose_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_purpose")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_own_purpose_person_id"), "own_purpose", ["person_id"], unique=False)
    op.create_index(op.f("ix_own_purpose_role_id"), "own_purpose", ["role_id"], unique=False)
    op.create_table(
        "review_goal",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("whole_year", sa.Boolean(), nullable=False),
        sa.Column("their_words", sa.Text(), nullable=True),
        sa.Column("lead_words", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_review_goal_goal_id")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_review_goal_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_goal")),
        sa.UniqueConstraint("review_id", "goal_id", name=op.f("uq_review_goal_review_id_goal_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_review_goal_goal_id"), "review_goal", ["goal_id"], unique=False)
    op.create_table(
        "shift",
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("to_minute", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_shift_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_shift_role_id"), "shift", ["role_id"], unique=False)
    op.create_table(
        "wearing",
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_wearing_person_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_wearing_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wearing")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_wearing_person_id"), "wearing", ["person_id"], unique=False)
    op.create_index("ix_wearing_role", "wearing", ["role_id", "from_on"], unique=False)
    op.create_table(
        "hire_alternative",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["hire_case.id"], name=op.f("fk_hire_alternative_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hire_alternative")),
        sa.UniqueConstraint("case_id", "code", name=op.f("uq_hire_alternative_case_id_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "hire_facts",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["hire_case.id"], name=op.f("fk_hire_facts_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hire_facts")),
        sa.UniqueConstraint("case_id", name=op.f("uq_hire_facts_case_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "hire_option",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("wage", sa.BigInteger(), nullable=False),
        sa.Column("minutes_week", sa.Integer(), nullable=False),
        sa.Column("weeks_tenths", sa.Integer(), nullable=False),
        sa.Column("burden", sa.Integer(), nullable=False),
        sa.Column("income", sa.BigInteger(), nullable=False),
        sa.Column("sales_share", sa.Integer(), nullable=False),
        sa.Column("profit_share", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["hire_case.id"], name=op.f("fk_hire_option_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hire_option")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_hire_option_case_id"), "hire_option", ["case_id"], unique=False)
    op.create_table(
        "job_post",
        sa.Column("role_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["hire_case.id"], name=op.f("fk_job_post_case_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_job_post_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_post")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_job_post_case_id"), "job_post", ["case_id"], unique=False)
    op.create_index(op.f("ix_job_post_role_id"), "job_post", ["role_id"], unique=False)
    op.create_table(
        "applicant",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("role_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("heard_from", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("stage_at", sa.DateTime(), nullable=False),
        sa.Column("references_on", sa.Date(), nullable=True),
        sa.Column("training_proof_on", sa.Date(), nullable=True),
        sa.Column("skills_test_on", sa.Date(), nullable=True),
        sa.Column("contract_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("wage", sa.BigInteger(), nullable=True),
        sa.Column("minutes_week", sa.Integer(), nullable=True),
        sa.Column("expectations", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_applicant_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["job_post.id"], name=op.f("fk_applicant_post_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_applicant_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_applicant_post_id"), "applicant", ["post_id"], unique=False)
    op.create_table(
        "escalation",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("from_tier", sa.Integer(), nullable=False),
        sa.Column("to_tier", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=True),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("vendor_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_escalation_from_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_escalation_person_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_escalation_ticket_id")),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_escalation_to_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name=op.f("fk_escalation_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_escalation_ticket", "escalation", ["ticket_id", "at"], unique=False)
    op.create_index(op.f("ix_escalation_vendor_id"), "escalation", ["vendor_id"], unique=False)
    op.create_table(
        "ticket_file",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["blob"], ["blob.sha256"], name=op.f("fk_ticket_file_blob")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_ticket_file_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_file_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_file")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_ticket_file_blob"), "ticket_file", ["blob"], unique=False)
    op.create_index("ix_ticket_file_ticket", "ticket_file", ["ticket_id", "at"], unique=False)
    op.add_column(
        "change", sa.Column("version", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.create_index(
        "ix_invoice_line_on",
        "invoice_line",
        ["on"],
        unique=False,
        sqlite_where=sa.text('"on" IS NOT NULL'),
        postgresql_where=sa.text('"on" IS NOT NULL'),
    )
    op.add_column("role", sa.Column("second_lead_id", sa.Integer(), nullable=True))
    op.add_column("role", sa.Column("target_percent", sa.Integer(), nullable=True))
    op.add_column(
        "role", sa.Column("answers_for", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "role", sa.Column("measured_by", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "role", sa.Column("requirements", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("role", sa.Column("since_on", sa.Date(), nullable=True))
    op.add_column(
        "role",
        sa.Column("leads_to", sa.String(length=40), server_default=sa.text("''"), nullable=False),
    )
    op.add_column("role", sa.Column("pay_from", sa.BigInteger(), nullable=True))
    op.add_column("role", sa.Column("pay_to", sa.BigInteger(), nullable=True))
    op.add_column("role", sa.Column("given_up_on", sa.Date(), nullable=True))
    op.add_column(
        "shop", sa.Column("pay_lag_days", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "shop",
        sa.Column("margin_target", sa.Integer(), server_default=sa.text("50"), nullable=False),
    )
    op.add_column(
        "shop",
        sa.Column("span_comfortable", sa.Integer(), server_default=sa.text("7"), nullable=False),
    )
    op.add_column(
        "shop", sa.Column("span_many", sa.Integer(), server_default=sa.text("10"), nullable=False)
    )
    with op.batch_alter_table(
        "paid_hours", table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.add_column(
            sa.Column("from_on", sa.Date(), server_default=sa.text("'1900-01-01'"), nullable=False)
        )
        batch_op.drop_constraint(batch_op.f("uq_paid_hours_person_id_weekday"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_paid_hours_person_id_from_on_weekday"),
            ["person_id", "from_on", "weekday"],
        )
    run_folder(op.get_bind(), "sql_0005")
