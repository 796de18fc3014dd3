"""${message}"""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
# Triggers, indexes and views that this migration takes away on purpose. Changing a column on SQLite
# copies the table without its triggers: make them again with ddl.run_folder.
GONE: set[str] = set()


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
