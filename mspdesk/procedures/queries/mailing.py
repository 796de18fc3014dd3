"""The mail a procedure goes to a client with (S078)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import paths
from ...clients.models import Client
from ...clients.queries import contacts
from ...dates import full_date, today
from ...errors import UserError
from ...mail.queries import mails_about, signed
from ...mail.rules.compose import Compose
from .rollouts import rollout


def rollout_mail(session: Session, rollout_id: int, client_id: int) -> Compose:
    """The mail to a client's main contact; the procedure goes with it, to be signed."""
    row = rollout(session, rollout_id)
    client = session.scalar(select(Client).where(Client.id == client_id))
    if row is None or client is None:
        raise UserError("This roll-out is no longer there.")
    main = next((one for one in contacts(session, client_id, all_of_them=False) if one.main), None)
    name = (main.first_name or main.name) if main else client.name
    since = f"It holds from {full_date(row.live_on)} on." if row.live_on else ""
    words = [
        f"Dear {name},",
        row.message,
        f"How we work together is written down: “{row.title}” goes with this mail. {since}".strip(),
        "Please sign the last lines and send them back, or answer this mail with a yes.",
    ]
    about = f"rollout:{rollout_id}"
    before = sum(one.client_id == client_id for one in mails_about(session, about))
    return Compose(
        f"Mail to {client.name}",
        about,
        client_id,
        (main.email if main and main.email else client.billing_email) or "",
        "",
        row.title,
        signed(session, "\n\n".join(word for word in words if word)),
        (f"{paths.safe_name(f'{row.title} {client.name}')}.pdf",),
        f"{about}:{client_id}:{today().isoformat()}:{before}",
    )
