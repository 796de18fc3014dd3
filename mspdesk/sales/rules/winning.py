"""What winning prepares: which draft follows from what an opportunity says (B8)."""

PLAN, FEE, PROJECT, HOURLY, NONE = "plan", "fee", "project", "hourly", "none"

MAKES = {
    PLAN: "The plan at the counts known",
    FEE: "A monthly fee",
    PROJECT: "A project",
    HOURLY: "Hourly work",
    NONE: "No agreement now",
}
"""What may be drafted, and the words for it."""


def suggested(*, priced: bool, monthly: int, once: int, client: bool) -> str:
    """What to draft: the plan where its price is known, else what the figures say.

    For a client who sells nothing monthly it is a project, or nothing; a new one without any figure
    begins with hourly terms.
    """
    if priced:
        return PLAN
    if monthly:
        return FEE
    if once:
        return PROJECT
    return NONE if client else HOURLY
