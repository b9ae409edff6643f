"""Conversations with the complete result that Polis published, read from the shared data."""

import csv
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gebiedstafel.engines.opinion.polis import Published, VoteLog

NAMES = (
    "150ptpt-3gp-no-strict-no-meta",
    "25ptpt-3gp-no-strict-with-meta",
    "below-100-ptpts",
    "biodiversity",
)


@dataclass(frozen=True)
class Golden:
    """Votes in the order they were cast, and what was published."""

    name: str
    cast: tuple[tuple[float, int, int, int], ...]
    result: dict

    @classmethod
    def read(cls, folder: Path) -> "Golden":
        if (folder / "votes.json").exists():
            rows = json.loads((folder / "votes.json").read_text())
            cast = [
                (
                    float(row["modified"]),
                    row.get("pid", row.get("participant_id")),
                    row.get("tid", row.get("statement_id")),
                    row["vote"],
                )
                for row in rows
            ]
            result = json.loads((folder / "math-pca2.json").read_text())
        else:
            with next(folder.glob("*votes.csv")).open() as file:
                names = ("timestamp", "voter-id", "comment-id", "vote")
                cast = [tuple(int(row[name]) for name in names) for row in csv.DictReader(file)]
            result = json.loads(next(folder.glob("*math_blob.json")).read_text())
        return cls(folder.name, tuple(sorted(cast, key=lambda one: one[0])), result)

    def log(self, *, by_number: bool = False) -> VoteLog:
        """The votes in order; `by_number` puts participants in the order of their numbers."""
        cast = sorted(self.cast, key=lambda one: one[1]) if by_number else self.cast
        return VoteLog.of(
            [(who, what, vote) for _, who, what, vote in cast],
            moderated_out=self.result["mod-out"],
            meta=self.result["meta-tids"],
            statements=self.result["tids"],
        )

    @cached_property
    def published(self) -> Published:
        base = self.result["base-clusters"]
        return Published(
            {one: tuple(people) for one, people in zip(base["id"], base["members"], strict=True)},
            {group["id"]: tuple(group["members"]) for group in self.result["group-clusters"]},
        )

    @cached_property
    def groups(self) -> list[list[int]]:
        """The people in each group, in the order of the groups' ids."""
        bases = self.published.base
        return [
            [who for base in members for who in bases[base]]
            for _, members in sorted(self.published.groups.items())
        ]

    @property
    def group_ids(self) -> list[int]:
        return sorted(self.published.groups)


def all_golden(shared_data: Path) -> list[Golden]:
    return [Golden.read(shared_data / "dialogue" / "golden" / name) for name in NAMES]
