"""A period is a dimension like any other: both editions of OData ask for it in the same words."""

from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from gebiedstafel.exchange.open_data import odata3, odata4


class Noting:
    """Answers every question with no rows, and keeps what was asked."""

    def __init__(self):
        self.asked = []

    def json(self, url):
        self.asked.append(unquote(url))
        return SimpleNamespace(value={"value": []})


@pytest.mark.parametrize("service", [odata3, odata4])
def test_each_dimension_is_asked_on_one_code(service):
    ask = Noting()
    where = {"Geslacht": "T001038   ", "Perioden": "2021JJ00"}

    service.observations(ask, "https://open.example/1NED", {"M1": "gas"}, ["GM0344", "WK0344"], where)

    names, figures = ask.asked
    assert "startswith(" in names
    assert "Geslacht eq 'T001038   '" in figures
    assert "Perioden eq '2021JJ00'" in figures
    around = "startswith(WijkenEnBuurten,'GM0344') or startswith(WijkenEnBuurten,'WK0344')"
    assert f"({around})" in figures


@pytest.mark.parametrize("service", [odata3, odata4])
def test_a_table_of_one_year_is_asked_for_no_period(service):
    ask = Noting()

    service.observations(ask, "https://open.example/1NED", {"M1": "gas"}, [], {})

    assert not any("Perioden" in url for url in ask.asked)
