"""The head of billing cuts neither its pages nor its buttons, however narrow it gets."""

import pytest
from pytestqt.qtbot import QtBot

from mspdesk.billing.view.head import BillingHead
from mspdesk.widgets.buttons import Button
from mspdesk.widgets.layout import column
from mspdesk.widgets.segments import SegmentControl

PAGES = [(one, one) for one in ("March run", "Invoices", "Payments", "Receivables", "Outbox")]


@pytest.mark.parametrize(
    ("room", "titled", "lines"), [(400, True, 1), (40, False, 1), (-60, True, 2)]
)
def test_the_head_gives_up_its_title_then_takes_a_second_line(
    qtbot: QtBot, room: int, titled: bool, lines: int
) -> None:
    segments = SegmentControl("Billing pages", PAGES)
    deeds = column(Button("Issue 6 ready", "primary"))
    page = column(BillingHead(segments, deeds))
    head = page.findChildren(BillingHead)[0]
    qtbot.addWidget(page)
    page.show()
    page.resize(segments.sizeHint().width() + deeds.sizeHint().width() + 54 + room, 200)
    qtbot.waitUntil(lambda: head.title.isVisible() is titled)
    assert segments.width() >= segments.sizeHint().width()
    below = segments.mapTo(head, segments.rect().topLeft()).y() >= deeds.geometry().bottom()
    assert below is (lines == 2)
    assert head.rect().contains(segments.geometry())
    assert not segments.geometry().intersects(deeds.geometry())
