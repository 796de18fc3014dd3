"""The mail server's password: in this computer's keyring, else asked once a run and kept nowhere.

It never comes into the books, the log, the history, a copy or the words of a crash.
"""

from ...database import passwords
from ...database.store import Store
from ..queries import AccountRow


class Password:
    """A password that does not show itself when an error or a log names it."""

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words = words

    def __repr__(self) -> str:
        """Say nothing."""
        return "Password(hidden)"

    __str__ = __repr__

    def __reduce__(self) -> str:
        """Refuse to be written anywhere."""
        raise TypeError("a password is not written down")

    def open(self) -> str:
        """The password itself, for the mail server alone."""
        return self._words


# What was typed in this run of the program, by the name it would have in the keyring.
_typed: dict[str, Password] = {}


def name_of(place: str, account: AccountRow) -> str:
    """The name a password is kept under: user, server and books, so that shops do not share it."""
    return f"mail {account.user}@{account.host}:{account.port} for {place}"


def known(store: Store, account: AccountRow) -> Password | None:
    """The password typed in this run, else the keyring's; None when there is neither."""
    name = name_of(store.place, account)
    if name in _typed:
        return _typed[name]
    kept = passwords.kept(name)
    return Password(kept) if kept else None


def keep(store: Store, account: AccountRow, words: str, *, in_keyring: bool) -> bool:
    """Use a password from now on, in the keyring too when asked; False when there is no keyring."""
    name = name_of(store.place, account)
    _typed[name] = Password(words)
    return not in_keyring or passwords.remember(name, words)


def forget(store: Store, account: AccountRow) -> None:
    """Let go of a password that was typed in this run, for instance a wrong one."""
    _typed.pop(name_of(store.place, account), None)
