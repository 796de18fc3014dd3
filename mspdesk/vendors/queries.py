"""Questions about vendors."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .models import Vendor


def vendor_names(session: Session) -> dict[int, str]:
    """Every vendor's name by id, in the order of the names."""
    found = select(Vendor.id, Vendor.name).order_by(func.lower(Vendor.name), Vendor.id)
    return dict(session.execute(found).all())
