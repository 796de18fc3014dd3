"""The small shop, copied for each test of checklists."""

from tests.small_shop import desk_shop, furniture, shop

__all__ = ["desk_shop", "furniture", "shop"]
