"""What piles up in some areas, as the engine found it, with how old each figure is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gebiedstafel.engines.stacking.stacking import AreaStack, DomainStack
from gebiedstafel.engines.stacking.trend import Trend

ORDER = ("fysiek", "sociaal", "veilig", "economie", "gezondheid", "energie")


@dataclass(frozen=True, slots=True)
class Stacks:
    """What piles up in some areas of one level, with whom they are compared and how old each figure is."""

    by_code: Mapping[str, AreaStack]
    level: str = "buurt"
    compared: str = ""
    years: Mapping[str, int] = field(default_factory=dict)
    trends: Mapping[tuple[str, str], Trend] = field(default_factory=dict)

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
