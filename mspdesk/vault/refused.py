"""The one way in which the vault says no."""

from ..errors import UserError


class NotOpened(UserError):
    """Something of the vault stays shut: a wrong key, no right to look, or it was tampered with.

    Whatever is wrong with a seal, a wrap or a password, this is all that is raised, so that nobody
    learns from the kind of the answer.
    """
