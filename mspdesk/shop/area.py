"""The company as the rest of the program sees it: preference pages."""

from ..desk.area import Area, Lazy

AREA = Area("shop", "Shop", pages=Lazy("mspdesk.shop.offers:PAGES"))
