"""Small geographies, and reports drawn for them."""

from __future__ import annotations

from hypothesis import strategies as st

from gebiedstafel.engines.disclosure import Geography, Report, Rules

#: Three wijken of 3, 2 and 1 buurten.
GEOGRAPHY = Geography(
    parent={
        **{
            f"B{wijk}{buurt}": f"W{wijk}"
            for wijk, buurten in ((1, 3), (2, 2), (3, 1))
            for buurt in range(buurten)
        },
        **{f"W{wijk}": "G" for wijk in (1, 2, 3)},
    },
    level={
        **{
            f"B{wijk}{buurt}": "buurt"
            for wijk, buurten in ((1, 3), (2, 2), (3, 1))
            for buurt in range(buurten)
        },
        **{f"W{wijk}": "wijk" for wijk in (1, 2, 3)},
        "G": "gemeente",
    },
)
RULES = Rules(k={"vocht": 5, "schulden": 10, "inbraak": 10}, two_reporters=frozenset({"inbraak"}))
QUARTERS = ("2026-Q1", "2026-Q2")


def report(id: str, reporter: str, count: int, area: str = "B10", theme: str = "vocht", **other) -> Report:
    return Report(
        id,
        reporter,
        area,
        theme,
        other.pop("quarter", "2026-Q1"),
        count,
        other.pop("pattern", False),
        **other,
    )


@st.composite
def reports(draw, most: int = 25) -> list[Report]:
    """Draw reports of four organisations, of which the police never speak of a buurt."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from(("wijkteam", "corporatie", "school", "politie")),
                st.sampled_from(sorted(GEOGRAPHY.level)),
                st.sampled_from(sorted(RULES.k)),
                st.sampled_from(QUARTERS),
                st.one_of(st.integers(1, 4), st.integers(1, 30)),
                st.booleans(),
            ),
            max_size=most,
        )
    )
    return [
        Report(f"s{at:02}", who, *rest, only_wijk_or_wider=who == "politie")
        for at, (who, *rest) in enumerate(drawn)
    ]
