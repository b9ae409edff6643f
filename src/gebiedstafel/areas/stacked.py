"""What piles up where, as a page says it: domains as bars, the answer first, and what it rests on."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gebiedstafel.areas.stacks import Stacks
from gebiedstafel.areas.words import (
    among_label,
    areas_among,
    domain_word,
    level_plural,
    rank,
    years_words,
)
from gebiedstafel.engines.stacking.stacking import AreaStack
from gebiedstafel.engines.stacking.trend import Trend
from gebiedstafel.exchange.among import Among
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
    layers = [(DOMAINS_TOGETHER, _("Aantal domeinen waarop het meest speelt"))]
    layers += [(f"{ONE_DOMAIN}{domain}", domain_word(domain)) for domain in stacks.domains]
    options = [{"code": code, "name": name, "chosen": code == chosen} for code, name in layers]
    return {"name": _("Wat stapelt waar"), "options": options}


def said_on_map(layer: str, stacks: Stacks, code: str) -> str:
    """Say on a shape what the layer knows of it."""
    stack = stacks.by_code.get(code)
    if layer == DOMAINS_TOGETHER:
        return count_words(stack) if stack and stack.known >= FEWEST_DOMAINS else _("te weinig cijfers")
    one = stacks.domain(code, layer.removeprefix(ONE_DOMAIN))
    return _("te weinig cijfers") if one is None or one.place is None else str(rank(one.place))


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
    return answer_of_stack(most, names[most.area], stacks.level, stacks.among)


def answer_of_stack(stack: AreaStack, name: str, level: str, among: Among) -> SafeString:
    """Say on how many of the known domains an area is among the fifth where most is going on."""
    return format_html(
        _("{area} hoort op {n} van de {of} domeinen bij de 20% {areas} waar het meest speelt."),
        area=format_html("<b>{}</b>", name),
        n=in_words(stack.piled),
        of=in_words(stack.known),
        areas=areas_among(level_plural(level), among),
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
        "few": _few(stacks) if stacks.lacks_others else "",
        "heads": [_head(stack, names[stack.area], urls.get(stack.area, "")) for stack in shown],
        "rows": [
            {
                "name": domain_word(domain),
                "cells": [_cell(stacks, stack.area, domain, names[stack.area]) for stack in shown],
            }
            for domain in stacks.domains
        ],
        "compared": _compared(stacks, shown, names),
        "areas": areas_among(level_plural(stacks.level), stacks.among),
        "is_public": stacks.is_public,
        "rests_on": [_rests_on(stacks, shown, domain) for domain in stacks.domains],
        "lacking": [line for stack in shown for line in _lacking(stack, names[stack.area])],
    }


def _few(stacks: Stacks) -> str:
    """Say that there are too few areas to put in order."""
    return _(
        "Er zijn minder dan %(n)d %(areas)s met genoeg cijfers. Dat is te weinig om ze op volgorde te zetten."
    ) % {
        "n": stacks.among.fewest + 1,
        "areas": areas_among(level_plural(stacks.level), stacks.among),
    }


def _compared(stacks: Stacks, shown: Sequence[AreaStack], names: Mapping[str, str]) -> list[dict[str, str]]:
    """Say with whom each is compared; areas that are compared with the same ones together."""
    found: dict[str, list[str]] = {}
    for stack in shown:
        if said := stacks.compared.get(stack.area):
            found.setdefault(said, []).append(names[stack.area])
    return [{"names": ", ".join(those), "among": said} for said, those in found.items()]


def comparisons_to_choose(offered: Iterable[Among], chosen: Among) -> list[dict[str, Any]]:
    """Return the comparisons as a list to choose from."""
    return [{"code": one.value, "name": among_label(one), "chosen": one is chosen} for one in offered]


def _head(stack: AreaStack, name: str, url: str) -> dict[str, str]:
    said = count_words(stack) if stack.known else _("niet te zeggen")
    return {"name": name, "url": url, "said": said, "sure": sure_words(stack)}


def _cell(stacks: Stacks, code: str, domain: str, name: str) -> dict[str, Any]:
    one = stacks.domain(code, domain)
    lacks_others = one is not None and one.lacks_others
    return {
        "name": name,
        "place": one.place if one else None,
        "lacking": _("te weinig gebieden om mee te vergelijken") if lacks_others else _("te weinig cijfers"),
        "hot": one is not None and one.piles_up,
        "moved": moved_words(*stacks.trends.get((code, domain), (Trend.UNKNOWN, None))),
    }


def moved_words(trend: Trend, then: int | None) -> str:
    """Say how a domain moved since a year; nothing where nobody can tell."""
    if then is None or trend is Trend.UNKNOWN:
        return ""
    return {
        Trend.MORE: _("meer dan in %(year)d"),
        Trend.LESS: _("minder dan in %(year)d"),
        Trend.SAME: _("niet duidelijk anders dan in %(year)d"),
    }[trend] % {"year": then}


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
        ", ".join([figure_name(code), *(years_words(*span) for span in stacks.years.get(code, ()))])
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
