"""Prospects, sales and the relationship with clients: what the sixth form adds.

Written by mspdesk.database.next_form from the models; change those and run it again.
"""

import sqlalchemy as sa
from alembic import op

from mspdesk.database.ddl import run_folder

revision = "0006"
down_revision = "0005"
FINGERPRINT = "28fea1c52fb3ee72"
GONE: set[str] = set()
"""Indexes that are given up on purpose; losing any other stops the upgrade."""


def upgrade() -> None:  # noqa: PLR0915 -- one line or more for everything that is new
    op.create_table(
        "objection",
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pipeline_stage",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("client_status", sa.String(length=40), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pipeline_stage")),
        sa.UniqueConstraint("key", name=op.f("uq_pipeline_stage_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "qualification",
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification")),
        sa.UniqueConstraint("question", name=op.f("uq_qualification_question")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "script",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "call_list",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("script_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_call_list_person_id")),
        sa.ForeignKeyConstraint(["script_id"], ["script.id"], name=op.f("fk_call_list_script_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_list")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_call_list_script_id"), "call_list", ["script_id"], unique=False)
    op.create_table(
        "compensation_plan",
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_compensation_plan_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compensation_plan")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_compensation_plan_person_id"), "compensation_plan", ["person_id"], unique=False
    )
    op.create_table(
        "do_not_call",
        sa.Column("phone_digits", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("company", sa.String(length=200), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_do_not_call_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_do_not_call")),
        sa.UniqueConstraint("phone_digits", name=op.f("uq_do_not_call_phone_digits")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "online_profile",
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("every_months", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("looked_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_online_profile_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_online_profile")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "script_version",
        sa.Column("script_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("market", sa.Text(), nullable=False),
        sa.Column("offer", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("dates", sa.Text(), nullable=False),
        sa.Column("used", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_script_version_published_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["script_id"], ["script.id"], name=op.f("fk_script_version_script_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script_version")),
        sa.UniqueConstraint("script_id", "number", name=op.f("uq_script_version_script_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "offering",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("stage_on", sa.Date(), nullable=False),
        sa.Column("client_words", sa.Text(), nullable=False),
        sa.Column("functional", sa.Text(), nullable=False),
        sa.Column("emotional", sa.Text(), nullable=False),
        sa.Column("monetary", sa.Text(), nullable=False),
        sa.Column("social", sa.Text(), nullable=False),
        sa.Column("leaves_out", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("price_words", sa.String(length=200), nullable=False),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("aside_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["catalog_item.id"], name=op.f("fk_offering_item_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_offering_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offering")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_offering_item_id"), "offering", ["item_id"], unique=False)
    op.create_table(
        "opt_out",
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_opt_out_client_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_opt_out_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opt_out")),
        sa.UniqueConstraint("address", name=op.f("uq_opt_out_address")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_opt_out_client_id"), "opt_out", ["client_id"], unique=False)
    op.create_table(
        "profile_look",
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("fine", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_profile_look_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["online_profile.id"], name=op.f("fk_profile_look_profile_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_look")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_profile_look_profile_id"), "profile_look", ["profile_id"], unique=False
    )
    op.create_table(
        "roadmap_meeting",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=True),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_roadmap_meeting_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["person.id"], name=op.f("fk_roadmap_meeting_lead_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_meeting")),
        sa.UniqueConstraint("mark", name=op.f("uq_roadmap_meeting_mark")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_roadmap_meeting_client", "roadmap_meeting", ["client_id", "on", "id"], unique=False
    )
    op.create_index("ix_roadmap_meeting_state", "roadmap_meeting", ["state", "on"], unique=False)
    op.create_table(
        "roadmap_rest",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_roadmap_rest_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_rest")),
        sa.UniqueConstraint("client_id", name=op.f("uq_roadmap_rest_client_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "script_slot",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["script_version.id"], name=op.f("fk_script_slot_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script_slot")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_script_slot_version_id_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "campaign",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("leads_hoped", sa.Integer(), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name=op.f("fk_campaign_offering_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_campaign_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_campaign_starts", "campaign", ["starts_on", "ends_on"], unique=False)
    op.create_table(
        "letter_file",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["blob"], ["blob.sha256"], name=op.f("fk_letter_file_blob")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_letter_file_letter_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_letter_file_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_file")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_file_letter", "letter_file", ["letter_id", "kind"], unique=False)
    op.create_table(
        "mail_bounce",
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_mail_bounce_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outbox_mail.id"], name=op.f("fk_mail_bounce_mail_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_bounce")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mail_bounce_address", "mail_bounce", ["address"], unique=False)
    op.create_index(op.f("ix_mail_bounce_client_id"), "mail_bounce", ["client_id"], unique=False)
    op.create_index(op.f("ix_mail_bounce_mail_id"), "mail_bounce", ["mail_id"], unique=False)
    op.create_index(
        "ix_mail_bounce_open",
        "mail_bounce",
        ["address"],
        unique=False,
        sqlite_where=sa.text("settled_on IS NULL"),
        postgresql_where=sa.text("settled_on IS NULL"),
    )
    op.create_table(
        "offering_step",
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("from_stage", sa.String(length=40), nullable=False),
        sa.Column("to_stage", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name=op.f("fk_offering_step_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_offering_step_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offering_step")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_offering_step_offering_id"), "offering_step", ["offering_id"], unique=False
    )
    op.create_table(
        "roadmap_answer",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["roadmap_meeting.id"], name=op.f("fk_roadmap_answer_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_answer")),
        sa.UniqueConstraint(
            "meeting_id", "question", name=op.f("uq_roadmap_answer_meeting_id_question")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "roadmap_item",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["roadmap_meeting.id"], name=op.f("fk_roadmap_item_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_item")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_roadmap_item_meeting", "roadmap_item", ["meeting_id", "position"], unique=False
    )
    op.create_table(
        "budget_place",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("next_year", sa.String(length=40), nullable=False),
        sa.Column("renew", sa.String(length=40), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=True),
        sa.Column("budget_month", sa.Integer(), nullable=True),
        sa.Column("rise_on", sa.Date(), nullable=True),
        sa.Column("rise_words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_budget_place_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_budget_place_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["roadmap_meeting.id"], name=op.f("fk_budget_place_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_budget_place_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_place")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_budget_place_client", "budget_place", ["client_id", "asked_on", "id"], unique=False
    )
    op.create_index(
        op.f("ix_budget_place_contact_id"), "budget_place", ["contact_id"], unique=False
    )
    op.create_index(
        op.f("ix_budget_place_meeting_id"), "budget_place", ["meeting_id"], unique=False
    )
    op.create_table(
        "call_target",
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("company", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("phone_digits", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=200), nullable=False),
        sa.Column("industry", sa.String(length=200), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("last_outcome", sa.String(length=40), nullable=False),
        sa.Column("dialing_by", sa.String(length=60), nullable=True),
        sa.Column("dialing_id", sa.Integer(), nullable=True),
        sa.Column("dialing_until", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_call_target_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_call_target_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["dialing_id"], ["person.id"], name=op.f("fk_call_target_dialing_id")
        ),
        sa.ForeignKeyConstraint(["list_id"], ["call_list.id"], name=op.f("fk_call_target_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_target")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_call_target_client_id"), "call_target", ["client_id"], unique=False)
    op.create_index(op.f("ix_call_target_contact_id"), "call_target", ["contact_id"], unique=False)
    op.create_index("ix_call_target_due", "call_target", ["next_on", "state"], unique=False)
    op.create_index(
        op.f("ix_call_target_phone_digits"), "call_target", ["phone_digits"], unique=False
    )
    op.create_index(
        "ix_call_target_turn", "call_target", ["list_id", "state", "next_on"], unique=False
    )
    op.create_table(
        "campaign_cost",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_cost_campaign_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_cost")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_campaign_cost_campaign_id"), "campaign_cost", ["campaign_id"], unique=False
    )
    op.create_table(
        "campaign_member",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_member_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_campaign_member_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_campaign_member_contact_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_member")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_campaign_member_campaign_id"), "campaign_member", ["campaign_id"], unique=False
    )
    op.create_index(
        op.f("ix_campaign_member_client_id"), "campaign_member", ["client_id"], unique=False
    )
    op.create_index(
        op.f("ix_campaign_member_contact_id"), "campaign_member", ["contact_id"], unique=False
    )
    op.create_index(
        "uq_campaign_member_named",
        "campaign_member",
        ["campaign_id", "contact_id"],
        unique=True,
        sqlite_where=sa.text("contact_id IS NOT NULL"),
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    op.create_index(
        "uq_campaign_member_nameless",
        "campaign_member",
        ["campaign_id", "client_id"],
        unique=True,
        sqlite_where=sa.text("contact_id IS NULL"),
        postgresql_where=sa.text("contact_id IS NULL"),
    )
    op.create_table(
        "campaign_month",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_month_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_campaign_month_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_month")),
        sa.UniqueConstraint(
            "campaign_id", "month", name=op.f("uq_campaign_month_campaign_id_month")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "campaign_step",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("queued_at", sa.DateTime(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_step_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_campaign_step_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_step")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_campaign_step_campaign", "campaign_step", ["campaign_id", "on", "id"], unique=False
    )
    op.create_index(
        "ix_campaign_step_due",
        "campaign_step",
        ["on"],
        unique=False,
        sqlite_where=sa.text("done_on IS NULL"),
        postgresql_where=sa.text("done_on IS NULL"),
    )
    op.create_table(
        "roadmap_guest",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_roadmap_guest_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["roadmap_meeting.id"], name=op.f("fk_roadmap_guest_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_roadmap_guest_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_guest")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_roadmap_guest_contact_id"), "roadmap_guest", ["contact_id"], unique=False
    )
    op.create_index(
        "ix_roadmap_guest_meeting", "roadmap_guest", ["meeting_id", "position"], unique=False
    )
    op.create_table(
        "audit",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_to", sa.String(length=200), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["before_id"], ["audit.id"], name=op.f("fk_audit_before_id")),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_audit_client_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_audit_person_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["person.id"], name=op.f("fk_audit_sent_by_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_audit_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_client_id"), "audit", ["client_id"], unique=False)
    op.create_index("ix_audit_state", "audit", ["state", "due_on"], unique=False)
    op.create_index(op.f("ix_audit_ticket_id"), "audit", ["ticket_id"], unique=False)
    op.create_table(
        "campaign_letter",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("printed_on", sa.Date(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["campaign_member.id"], name=op.f("fk_campaign_letter_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_campaign_letter_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["campaign_step.id"], name=op.f("fk_campaign_letter_step_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_letter")),
        sa.UniqueConstraint(
            "step_id", "member_id", name=op.f("uq_campaign_letter_step_id_member_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_campaign_letter_member_id"), "campaign_letter", ["member_id"], unique=False
    )
    op.create_table(
        "campaign_mail",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outbox_mail.id"], name=op.f("fk_campaign_mail_mail_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["campaign_member.id"], name=op.f("fk_campaign_mail_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["campaign_step.id"], name=op.f("fk_campaign_mail_step_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_mail")),
        sa.UniqueConstraint("mail_id", name=op.f("uq_campaign_mail_mail_id")),
        sa.UniqueConstraint(
            "step_id", "member_id", name=op.f("uq_campaign_mail_step_id_member_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_campaign_mail_member_id"), "campaign_mail", ["member_id"], unique=False
    )
    op.create_table(
        "opportunity",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("once", sa.BigInteger(), nullable=False),
        sa.Column("monthly", sa.BigInteger(), nullable=False),
        sa.Column("once_cost", sa.BigInteger(), nullable=False),
        sa.Column("monthly_cost", sa.BigInteger(), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_step", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=True),
        sa.Column("usp", sa.Text(), nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("workstations", sa.Integer(), nullable=True),
        sa.Column("servers", sa.Integer(), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_why", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_why", sa.Text(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("onboarding_ticket_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_opportunity_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_opportunity_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name=op.f("fk_opportunity_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["onboarding_ticket_id"],
            ["ticket.id"],
            name=op.f("fk_opportunity_onboarding_ticket_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_opportunity_owner_id")),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["pipeline_stage.id"], name=op.f("fk_opportunity_stage_id")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_opportunity_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
        sa.UniqueConstraint("number", name=op.f("uq_opportunity_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_opportunity_client", "opportunity", ["client_id", "id"], unique=False)
    op.create_index("ix_opportunity_closed", "opportunity", ["closed_on", "id"], unique=False)
    op.create_index(
        op.f("ix_opportunity_onboarding_ticket_id"),
        "opportunity",
        ["onboarding_ticket_id"],
        unique=False,
    )
    op.create_index(
        "ix_opportunity_open",
        "opportunity",
        ["next_on", "id"],
        unique=False,
        sqlite_where=sa.text("closed_on IS NULL"),
        postgresql_where=sa.text("closed_on IS NULL"),
    )
    op.create_index(op.f("ix_opportunity_stage_id"), "opportunity", ["stage_id"], unique=False)
    op.create_index(op.f("ix_opportunity_ticket_id"), "opportunity", ["ticket_id"], unique=False)
    op.create_table(
        "roadmap_decision",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["roadmap_meeting.id"], name=op.f("fk_roadmap_decision_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_roadmap_decision_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_roadmap_decision_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_decision")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_roadmap_decision_meeting", "roadmap_decision", ["meeting_id", "position"], unique=False
    )
    op.create_index(
        op.f("ix_roadmap_decision_ticket_id"), "roadmap_decision", ["ticket_id"], unique=False
    )
    op.create_table(
        "advice",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("risk", sa.Text(), nullable=False),
        sa.Column("advised_on", sa.Date(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("monthly", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_advice_client_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_advice_opportunity_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_advice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_advice_client", "advice", ["client_id", "state", "advised_on"], unique=False
    )
    op.create_index("ix_advice_opportunity", "advice", ["opportunity_id"], unique=False)
    op.create_table(
        "audit_question",
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=200), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("from_words", sa.String(length=200), nullable=False),
        sa.Column("kept", sa.String(length=40), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("looked_on", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_id"], ["audit.id"], name=op.f("fk_audit_question_audit_id")
        ),
        sa.ForeignKeyConstraint(
            ["before_id"], ["audit_question.id"], name=op.f("fk_audit_question_before_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_audit_question_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_question")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_audit_question_audit", "audit_question", ["audit_id", "position"], unique=False
    )
    op.create_table(
        "call_record",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("slot", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_call_record_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_call_record_opportunity_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_call_record_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["call_target.id"], name=op.f("fk_call_record_target_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["script_version.id"], name=op.f("fk_call_record_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_record")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_call_record_at"), "call_record", ["at"], unique=False)
    op.create_index(op.f("ix_call_record_client_id"), "call_record", ["client_id"], unique=False)
    op.create_index(op.f("ix_call_record_target_id"), "call_record", ["target_id"], unique=False)
    op.create_index("ix_call_record_version", "call_record", ["version_id", "at"], unique=False)
    op.create_table(
        "campaign_lead",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_lead_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_campaign_lead_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_campaign_lead_opportunity_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_campaign_lead_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_lead")),
        sa.UniqueConstraint(
            "campaign_id", "client_id", name=op.f("uq_campaign_lead_campaign_id_client_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_campaign_lead_client_id"), "campaign_lead", ["client_id"], unique=False
    )
    op.create_index(
        op.f("ix_campaign_lead_opportunity_id"), "campaign_lead", ["opportunity_id"], unique=False
    )
    op.create_table(
        "commission",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("profit", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_commission_opportunity_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_commission_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission")),
        sa.UniqueConstraint("opportunity_id", name=op.f("uq_commission_opportunity_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_commission_month_on"), "commission", ["month_on"], unique=False)
    op.create_index(op.f("ix_commission_person_id"), "commission", ["person_id"], unique=False)
    op.create_table(
        "objection_met",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("helped", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objection_id"], ["objection.id"], name=op.f("fk_objection_met_objection_id")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_objection_met_opportunity_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_objection_met_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_met")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_objection_met_objection_id"), "objection_met", ["objection_id"], unique=False
    )
    op.create_index(
        "ix_objection_met_opportunity",
        "objection_met",
        ["opportunity_id", "on", "id"],
        unique=False,
    )
    op.create_table(
        "opportunity_answer",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_opportunity_answer_opportunity_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity_answer")),
        sa.UniqueConstraint(
            "opportunity_id", "question", name=op.f("uq_opportunity_answer_opportunity_id_question")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "opportunity_move",
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("from_stage", sa.String(length=40), nullable=False),
        sa.Column("to_stage", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_opportunity_move_opportunity_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_opportunity_move_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity_move")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_opportunity_move_opportunity",
        "opportunity_move",
        ["opportunity_id", "at", "id"],
        unique=False,
    )
    op.create_table(
        "proposal",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("we_see", sa.Text(), nullable=False),
        sa.Column("we_do", sa.Text(), nullable=False),
        sa.Column("you_do", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=False),
        sa.Column("payment_type", sa.String(length=40), nullable=False),
        sa.Column("setup_fee", sa.BigInteger(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("answer_words", sa.Text(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_proposal_agreement_id")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["client.id"], name=op.f("fk_proposal_client_id")),
        sa.ForeignKeyConstraint(["grid_id"], ["pricing_grid.id"], name=op.f("fk_proposal_grid_id")),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_proposal_opportunity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("number", "edition", name=op.f("uq_proposal_number_edition")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_proposal_client_id"), "proposal", ["client_id"], unique=False)
    op.create_index(
        op.f("ix_proposal_opportunity_id"), "proposal", ["opportunity_id"], unique=False
    )
    op.create_table(
        "understanding",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("we_do", sa.Text(), nullable=False),
        sa.Column("you_do", sa.Text(), nullable=False),
        sa.Column("money", sa.Text(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_understanding_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"], ["opportunity.id"], name=op.f("fk_understanding_opportunity_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_understanding_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_understanding")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_understanding_client", "understanding", ["client_id", "id"], unique=False)
    op.create_index(
        "ix_understanding_opportunity", "understanding", ["opportunity_id"], unique=False
    )
    op.create_table(
        "proposal_line",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("counts", sa.String(length=40), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("recurring", sa.Boolean(), nullable=False),
        sa.Column("taxable", sa.Boolean(), nullable=False),
        sa.Column("tax_code", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["catalog_item.id"], name=op.f("fk_proposal_line_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_line_proposal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_line")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_proposal_line_item_id"), "proposal_line", ["item_id"], unique=False)
    op.create_index(
        op.f("ix_proposal_line_proposal_id"), "proposal_line", ["proposal_id"], unique=False
    )
    op.add_column(
        "import_source",
        sa.Column("decimals", sa.String(length=40), server_default=sa.text("''"), nullable=False),
    )
    op.add_column(
        "letter", sa.Column("signs", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_index(
        "ix_letter_signs",
        "letter",
        ["on"],
        unique=False,
        sqlite_where=sa.text("signs AND state = 'final'"),
        postgresql_where=sa.text("signs AND state = 'final'"),
    )
    op.add_column(
        "mail_account",
        sa.Column("bulk_per_hour", sa.Integer(), server_default=sa.text("60"), nullable=False),
    )
    op.add_column(
        "outbox_mail",
        sa.Column("bulk", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.create_index(
        "ix_outbox_mail_bulk",
        "outbox_mail",
        ["tried_at"],
        unique=False,
        sqlite_where=sa.text("bulk AND tried_at IS NOT NULL"),
        postgresql_where=sa.text("bulk AND tried_at IS NOT NULL"),
    )
    op.create_index(
        "ix_time_entry_aside",
        "time_entry",
        ["category", "work_on"],
        unique=False,
        sqlite_where=sa.text("category <> 'productive'"),
        postgresql_where=sa.text("category <> 'productive'"),
    )
    run_folder(op.get_bind(), "sql_0006")
