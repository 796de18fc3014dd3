"""The small shop for the tests of offerings."""

from tests.small_shop import desk_shop, furniture, shop

__all__ = ["desk_shop", "furniture", "shop"]
