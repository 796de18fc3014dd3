"""The three ways something can end that is nobody's bug."""


class UserError(Exception):
    """Something typed or asked for cannot be done as it stands.

    The text is shown beside the field that is named, or as a quiet banner; what was typed is kept.
    """

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.field = field


class Trouble(Exception):
    """The world outside refuses: a full disk, a locked file, a server that is gone.

    `text` says what happened, `hint` what to try next.
    """

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text if not hint else f"{text} {hint}")
        self.text = text
        self.hint = hint


class Cancelled(Exception):
    """A person asked a long piece of work to stop."""
