"""Summing anew what each client was billed and cost by month."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from ...database.action import action, touched

_FILL = """
INSERT INTO money_by_client_month (client_id, month, kind, amount, cost)
SELECT client_id, {month}, kind, sum(amount), sum(cost)
FROM money_part
GROUP BY 1, 2, 3 HAVING sum(amount) <> 0 OR sum(cost) <> 0
"""


@action("Rebuild sums of clients", undoable=False, batch=True)
def rebuild_money(session: Session) -> None:
    """Sum every kept figure of money anew: by client, month and kind of line."""
    session.flush()
    connection = session.connection()
    server = connection.dialect.name == "postgresql"
    month = "to_char(day, 'YYYY-MM')" if server else "substr(day, 1, 7)"
    connection.execute(text("DELETE FROM money_by_client_month"))
    connection.execute(text(_FILL.format(month=month)))
    touched(session, "invoice")
