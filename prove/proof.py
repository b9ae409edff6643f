"""What a harness hands back: how much work it did, and what it found wrong."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Proof:
    """The outcome of one harness. A harness that did no work proves nothing and fails."""

    promise: str
    work: int
    unit: str
    faults: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether the promise held over real work."""
        return self.work > 0 and not self.faults

    def told(self) -> str:
        """Return the proof in lines."""
        verdict = "holds" if self.holds else "BROKEN" if self.work else "NO WORK DONE"
        lines = [f"{verdict}: {self.promise} ({self.work} {self.unit})"]
        lines += [f"    {figure}" for figure in self.figures]
        lines += [f"    fault: {fault}" for fault in self.faults[:20]]
        return "\n".join(lines)


def scaled(full: int, scale: float) -> int:
    """Return a share of the full count, never nothing."""
    return max(1, round(full * scale))
