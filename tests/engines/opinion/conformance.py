"""How far the compatible recipe lies from what Polis published, as figures."""

import numpy as np

from gebiedstafel.engines.opinion.polis import polis_map
from gebiedstafel.engines.opinion.stability import adjusted_rand_index


def furthest(golden) -> dict[str, float]:
    """Per part of the result the largest difference, with the published groups given.

    Their votes carry the other sign (-1 agrees) and a component may point either way.
    """
    found, result = polis_map(golden.log(), groups=golden.groups), golden.result
    pca = {name: np.array(value) for name, value in result["pca"].items()}
    signs = np.sign((pca["comps"] * found.space.components).sum(axis=1))
    gac = result["group-aware-consensus"]
    base = result["base-clusters"]
    number = {who: row for row, who in enumerate(found.log.people)}
    places = found.space.people * -signs
    centres = [places[[number[who] for who in people]].mean(axis=0) for people in base["members"]]
    projected = (found.space.statements * -signs).T
    return {
        "centre": float(np.abs(pca["center"] + found.space.centre).max()),
        "components": float(np.abs(pca["comps"] - signs[:, None] * found.space.components).max()),
        "projections of statements": float(np.abs(pca["comment-projection"] - projected).max()),
        "projections of people": float(np.abs(np.array([base["x"], base["y"]]).T - centres).max()),
        "extremity": float(np.abs(pca["comment-extremity"] - found.space.extremity).max()),
        "group-aware consensus": float(
            max(abs(gac[str(t)] - found.group_aware_consensus[j]) for j, t in enumerate(found.log.statements))
        ),
    }


LIMITS = {
    "centre": 1e-10,
    "components": 1e-10,
    "projections of statements": 1e-10,
    "projections of people": 1e-10,
    "extremity": 1e-10,
    "group-aware consensus": 1e-12,
}


def different(golden) -> dict[str, int]:
    """How many counts, lists and clustered people differ; all should be none."""
    found, result = polis_map(golden.log(), groups=golden.groups), golden.result
    columns, votes = found.log.statements, result["group-votes"]
    counts = lists = 0
    for g, one in enumerate(golden.group_ids):
        for j, statement in enumerate(columns):
            cell = votes[str(one)]["votes"][str(statement)]
            counted = (found.counted.na[g, j], found.counted.nd[g, j], found.counted.ns[g, j])
            counts += (cell["A"], cell["D"], cell["S"]) != counted
        ours = [
            (columns[line.statement], line.side, line.hits, line.cast) for line in found.representative[g]
        ]
        theirs = result["repness"][str(one)]
        lists += ours != [
            (line["tid"], line["repful-for"], line["n-success"], line["n-trials"]) for line in theirs
        ]
    for side, listed in found.consensus.items():
        ours = [(columns[line.statement], line.hits, line.cast) for line in listed]
        theirs = result["consensus"][side.value]
        lists += ours != [(line["tid"], line["n-success"], line["n-trials"]) for line in theirs]
    clustered = {found.log.people[row] for row in found.clustered}
    return {"counts": counts, "lists": lists, "clustered": len(clustered ^ set(result["in-conv"]))}


def likeness(golden, *, by_number=False, from_published=False, from_history=False) -> float:
    """The adjusted Rand index of the recipe's groups with the published ones."""
    published = golden.published if from_published else None
    found = polis_map(golden.log(by_number=by_number), published=published, from_history=from_history)
    ours = {who: g for g in range(len(found.groups)) for who in found.people_in(g)}
    theirs = {who: g for g, people in enumerate(golden.groups) for who in people}
    people = sorted(theirs)
    return adjusted_rand_index(
        np.array([ours[who] for who in people], np.int32), np.array([theirs[who] for who in people], np.int32)
    )
