"""What piles up where, as a page says it: domains as bars, the answer first, and what it rests on."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gebiedstafel.areas.stacks import Stacks
from gebiedstafel.areas.words import domain_word, level_plural
from gebiedstafel.engines.stacking.stacking import WORST_FIFTH, AreaStack
from gebiedstafel.engines.stacking.trend import Trend
from gebiedstafel.exchange.indicators import known_indicators

#: The layer of a map that counts domains, and what a layer of one domain begins with.
DOMAINS_TOGETHER = "stapel"
ONE_DOMAIN = "domein-"
# With fewer domains known, a count of domains would look like good news.
FEWEST_DOMAINS = 4


def layer_of(chosen: str, stacks: Stacks | None) -> str:
    """Return the layer of domains that was chosen, or nothing when it is one figure."""
    if stacks is None or not stacks.known:
        return ""
    if chosen.startswith(ONE_DOMAIN):
        return chosen if chosen.removeprefix(ONE_DOMAIN) in stacks.domains else DOMAINS_TOGETHER
    return chosen if chosen == DOMAINS_TOGETHER else ""


def layers_to_choose(stacks: Stacks, chosen: str) -> dict[str, Any]:
    """Return the layers of domains, as a group of the list to choose from."""
    layers = [(DOMAINS_TOGETHER, _("Op hoeveel domeinen het meest speelt"))]
    layers += [(f"{ONE_DOMAIN}{domain}", domain_word(domain)) for domain in stacks.domains]
    options = [{"code": code, "name": name, "chosen": code == chosen} for code, name in layers]
    return {"name": _("Wat stapelt waar"), "options": options}


def steps_of(layer: str, stacks: Stacks) -> tuple[tuple[str, ...], dict[str, int | None]]:
    """Return what the four steps of a layer mean, and in which step each area is."""
    if layer == DOMAINS_TOGETHER:
        steps: dict[str, int | None] = {
            code: bisect_right((2, 4, 5), stack.piled) if stack.known >= FEWEST_DOMAINS else None
            for code, stack in stacks.by_code.items()
        }
        return (_("0 of 1 domein"), _("2 of 3"), _("4"), _("5 of 6")), steps
    domain = layer.removeprefix(ONE_DOMAIN)
    found = {code: stacks.domain(code, domain) for code in stacks.by_code}
    steps = {
        code: None if one is None or one.place is None else bisect_right((40, 60, WORST_FIFTH), one.place)
        for code, one in found.items()
    }
    return (_("plaats onder 40"), _("40 tot 60"), _("60 tot 80"), _("80 of hoger")), steps


def said_on_map(layer: str, stacks: Stacks, code: str) -> str:
    """Say on a shape what the layer knows of it."""
    stack = stacks.by_code.get(code)
    if layer == DOMAINS_TOGETHER:
        return count_words(stack) if stack and stack.known >= FEWEST_DOMAINS else _("te weinig cijfers")
    one = stacks.domain(code, layer.removeprefix(ONE_DOMAIN))
    return _("te weinig cijfers") if one is None or one.place is None else str(round(one.place))


def count_words(stack: AreaStack) -> str:
    """Say on how many of its domains an area is among the fifth."""
    words = ngettext("%(n)d van %(of)d domein", "%(n)d van %(of)d domeinen", stack.known)
    return words % {"n": stack.piled, "of": stack.known}


def in_words(number: int) -> str:
    """Return a small number as a word, as a sentence has it."""
    words = (_("geen"), _("één"), _("twee"), _("drie"), _("vier"), _("vijf"), _("zes"))
    return words[number] if number < len(words) else str(number)


def answer_of_stacks(stacks: Stacks, names: Mapping[str, str]) -> SafeString | None:
    """Say of the area where most piles up on how many domains it does; nothing when nobody knows."""
    known = [stacks.by_code[code] for code in names if code in stacks.by_code]
    known = [stack for stack in known if stack.known >= FEWEST_DOMAINS]
    if not known:
        return None
    most = max(known, key=lambda stack: (stack.piled, stack.mean or 0, stack.area))
    return answer_of_stack(most, names[most.area], stacks.level)


def answer_of_stack(stack: AreaStack, name: str, level: str) -> SafeString:
    """Say on how many of the known domains an area is among the fifth where most is going on."""
    return format_html(
        _("{area} hoort op {n} van de {of} domeinen bij de 20% {areas} waar het meest speelt."),
        area=format_html("<b>{}</b>", name),
        n=in_words(stack.piled),
        of=in_words(stack.known),
        areas=level_plural(level),
    )


def sure_words(stack: AreaStack) -> str:
    """Say between how many domains the truth may lie; nothing when it can only be this many."""
    if stack.fewest == stack.most:
        return ""
    return _("als we meerekenen hoe onzeker cijfers over weinig mensen zijn: %(few)d tot %(many)d") % {
        "few": stack.fewest,
        "many": stack.most,
    }


def stacked_page(stacks: Stacks, names: Mapping[str, str], urls: Mapping[str, str]) -> dict[str, Any]:
    """Return the bars of each domain for each area, and what they rest on."""
    shown = [stacks.by_code[code] for code in names if code in stacks.by_code]
    return {
        "known": any(stack.known for stack in shown),
        "heads": [_head(stack, names[stack.area], urls.get(stack.area, "")) for stack in shown],
        "rows": [
            {
                "name": domain_word(domain),
                "cells": [_cell(stacks, stack.area, domain, names[stack.area]) for stack in shown],
            }
            for domain in stacks.domains
        ],
        "compared": stacks.compared,
        "areas": level_plural(stacks.level),
        "rests_on": [_rests_on(stacks, shown, domain) for domain in stacks.domains],
        "lacking": [line for stack in shown for line in _lacking(stack, names[stack.area])],
    }


def _head(stack: AreaStack, name: str, url: str) -> dict[str, str]:
    said = count_words(stack) if stack.known else _("niet te zeggen")
    return {"name": name, "url": url, "said": said, "sure": sure_words(stack)}


def _cell(stacks: Stacks, code: str, domain: str, name: str) -> dict[str, Any]:
    one = stacks.domain(code, domain)
    place = one.place if one else None
    moved = {Trend.MORE: _("meer dan eerst"), Trend.LESS: _("minder dan eerst")}
    return {
        "name": name,
        "place": place,
        "hot": one is not None and one.piles_up,
        "moved": moved.get(stacks.trends.get((code, domain), Trend.UNKNOWN), ""),
    }


def figure_name(code: str) -> str:
    """Return what a figure is called, in the language of the page."""
    known = known_indicators().get(code)
    if known is None:
        return code
    english = (get_language() or "nl").startswith("en")
    name = known.name_en if english else known.name
    return _("%(figure)s (schatting)") % {"figure": name} if known.estimate else name


def _rests_on(stacks: Stacks, shown: Sequence[AreaStack], domain: str) -> dict[str, str]:
    """Say on which figures a domain rests, and of which year."""
    used = {code for stack in shown if (one := stacks.domain(stack.area, domain)) for code, _ in one.figures}
    named = [
        f"{figure_name(code)}, {stacks.years[code]}" if code in stacks.years else figure_name(code)
        for code in known_indicators()
        if code in used
    ]
    return {"name": domain_word(domain), "figures": "; ".join(named)}


def _lacking(stack: AreaStack, name: str) -> list[dict[str, str]]:
    """Say per domain without an answer which figures are not there, or rest on too few people."""
    return [
        {
            "area": name,
            "domain": domain_word(one.domain),
            "missing": "; ".join(map(figure_name, one.missing)),
            "small": "; ".join(map(figure_name, one.small)),
            "alone": "; ".join(map(figure_name, one.alone)),
        }
        for one in stack.domains
        if one.place is None
    ]
