"""What the table made public of a meeting is told on the page of every street, and nothing else of it."""

import pytest
from django.urls import reverse

from gebiedstafel.meetings.leading import end_meeting
from gebiedstafel.meetings.public import take_back, tell
from gebiedstafel.street.actions import open_page
from tests.meetings.held import EVENING, NOON, begun, table_with_people, wrote

pytestmark = pytest.mark.django_db


def test_the_lines_of_a_meeting_are_on_the_page_from_when_they_are_public_until_taken_back(client):
    table, chair, *_others = table_with_people()
    meeting = begun(table, chair)
    wrote(meeting, "notities", by=chair, text="Dit blijft binnen.", key="a", seen=1)
    wrote(meeting, "vertellen", by=chair, text="De lamp komt voor de kerst.", aan="1", key="b", seen=1)
    end_meeting(meeting, by=chair, at=EVENING)
    page = open_page(table, by=chair, at=NOON)
    url = reverse("street:area", args=[page.address, table.areas.first().key])
    assert "De lamp komt" not in client.get(url).content.decode()

    tell(meeting, by=chair, at=EVENING)

    text = client.get(url).content.decode()
    assert "De lamp komt voor de kerst." in text
    assert "Dit blijft binnen." not in text

    take_back(meeting, by=chair, at=EVENING)
    assert "De lamp komt" not in client.get(url).content.decode()
