"""What piles up in some areas, as the engine found it, with how old each figure is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gebiedstafel.engines.stacking.stacking import AreaStack, DomainStack
from gebiedstafel.engines.stacking.trend import Trend
from gebiedstafel.exchange.among import Among

ORDER = ("fysiek", "sociaal", "veilig", "economie", "gezondheid", "energie")
#: The first and the last year a figure is of.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stacks:
    """What piles up in some areas, most of them of one level.

    `compared` says by code with whom an area is compared, `years` per figure of which years it is, and
    `trends` per code and domain how it moved since which year. `offered` are the comparisons one may choose
    from; `is_public` tells that it rests on public figures where a page shows a table's own.
    """

    by_code: Mapping[str, AreaStack]
    level: str = "buurt"
    among: Among = Among.URBAN
    compared: Mapping[str, str] = field(default_factory=dict)
    years: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    trends: Mapping[tuple[str, str], tuple[Trend, int | None]] = field(default_factory=dict)
    offered: Sequence[Among] = ()
    is_public: bool = False

    def domain(self, code: str, domain: str) -> DomainStack | None:
        """Return one domain of one area."""
        stack = self.by_code.get(code)
        return next((one for one in stack.domains if one.domain == domain), None) if stack else None

    @property
    def domains(self) -> list[str]:
        """The domains that are asked about, in the order of a page."""
        found = {one.domain for stack in self.by_code.values() for one in stack.domains}
        return sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))

    @property
    def known(self) -> bool:
        """Tell whether anything at all can be said."""
        return any(stack.known for stack in self.by_code.values())

    @property
    def lacks_others(self) -> bool:
        """Tell whether nothing can be said only because there are too few areas to compare with."""
        return not self.known and any(
            one.lacks_others for stack in self.by_code.values() for one in stack.domains
        )
