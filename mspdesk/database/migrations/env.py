"""What Alembic runs: every migration in one transaction of its own, the number written inside it.

The connection comes from `mspdesk.database.migrate`; there is no ini file and no offline mode.
"""

from typing import Any, cast

from alembic import context
from sqlalchemy import Connection

from mspdesk.database.migrate import refuse_losses, stamp


def _stamp(**facts: Any) -> None:
    """Write the number of the form that was just reached, before the commit."""
    migration = facts["step"].up_revision.module
    before = context.config.attributes["guards"]
    refuse_losses(facts["ctx"].connection, before, getattr(migration, "GONE", set()))
    stamp(facts["ctx"].connection, max(facts["heads"]))
    then = context.config.attributes["then"]
    if then is not None:
        then(facts["ctx"].connection)


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        transaction_per_migration=True,
        on_version_apply=cast("Any", _stamp),  # Alembic passes keywords only
    )
    with context.begin_transaction():
        context.run_migrations()


_run(context.config.attributes["connection"])
