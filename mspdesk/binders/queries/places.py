"""Where copies of a binder usually live: what sites say of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...clients.models import Site
from ...documentation.actions.editions import Placed


def wanted_places(session: Session, client_id: int) -> list[Placed]:
    """A first copy for each site that says where its binder belongs; one in any case."""
    found = session.execute(
        select(Site.name, Site.binder_place)
        .where(Site.client_id == client_id, Site.binder_place != "")
        .order_by(Site.main.desc(), Site.name)
    )
    return [Placed(place) for _name, place in found] or [Placed("")]
