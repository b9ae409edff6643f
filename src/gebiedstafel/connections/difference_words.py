"""A difference between two inputs as a sentence: which row, which entry, what each of the two says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.accounts.models import OwnerClass
from gebiedstafel.exchange.exact import exact
from gebiedstafel.means.money import Certainty, CostType
from gebiedstafel.tables.models import Level
from gebiedstafel.ui.templatetags.money import euros
from gebiedstafel.ui.templatetags.numbers import number, percent

from .amounts import day, decimal, listed
from .input_differences import Difference

Say = Callable[[Difference], str]
Names = Callable[[str], str]

PARTS = {
    "money_flows": gettext_lazy("geldstroom"),
    "measures": gettext_lazy("maatregel"),
    "parties": gettext_lazy("partij"),
    "challenges": gettext_lazy("opgave"),
    "bundles": gettext_lazy("koppelkans"),
    "statements": gettext_lazy("stelling"),
    "areas": gettext_lazy("gebied"),
    "table": gettext_lazy("de tafel"),
    "settings": gettext_lazy("de weging"),
}
ENTRIES = {
    "accounting": gettext_lazy("wat verantwoorden kost"),
    "alternative": gettext_lazy("het alternatief"),
    "applicant": gettext_lazy("wie het aanvraagt"),
    "apply_by": gettext_lazy("de dag waarop het is aangevraagd"),
    "area": gettext_lazy("het gebied"),
    "areas": gettext_lazy("de gebieden"),
    "arises": gettext_lazy("waar het ontstaat"),
    "as_of": gettext_lazy("de peildatum"),
    "at_table": gettext_lazy("aan tafel"),
    "available_from": gettext_lazy("de dag waarop het beschikbaar is"),
    "ban_classes": gettext_lazy("waarmee het niet samen mag"),
    "ban_group": gettext_lazy("de groep die niet samen mag"),
    "benefits": gettext_lazy("het voordeel per jaar"),
    "budget": gettext_lazy("het budget"),
    "burden": gettext_lazy("de last van verantwoorden"),
    "carry_backward": gettext_lazy("eerder uitgeven mag"),
    "carry_forward": gettext_lazy("wat naar een volgend jaar mag"),
    "certain_on": gettext_lazy("de dag waarop het zeker is"),
    "certainty": gettext_lazy("de zekerheid"),
    "character": gettext_lazy("het karakter"),
    "commit_by": gettext_lazy("de dag waarop het vastligt"),
    "conditions": gettext_lazy("de voorwaarde"),
    "core": gettext_lazy("de kern"),
    "cost_types": gettext_lazy("de soorten kosten"),
    "costs": gettext_lazy("de kosten"),
    "decide_weeks": gettext_lazy("hoe lang het besluit duurt"),
    "effects": gettext_lazy("het effect"),
    "fictional": gettext_lazy("verzonnen"),
    "funded_beyond": gettext_lazy("geld na de laatste jaren"),
    "holder": gettext_lazy("de houder"),
    "hours": gettext_lazy("de uren"),
    "hours_freed": gettext_lazy("de uren die vrijkomen"),
    "in_engine": gettext_lazy("het rekent mee"),
    "interest": gettext_lazy("het belang"),
    "key_higher": gettext_lazy("het deel dat hoger ligt"),
    "kind": gettext_lazy("de soort"),
    "kinds": gettext_lazy("de soorten werk"),
    "leads": gettext_lazy("wie kan trekken"),
    "level": gettext_lazy("het niveau"),
    "lump": gettext_lazy("het vaste bedrag"),
    "mandate": gettext_lazy("het mandaat"),
    "match": gettext_lazy("de cofinanciering"),
    "max_application": gettext_lazy("de hoogste aanvraag"),
    "max_leads": gettext_lazy("hoeveel het kan trekken"),
    "max_per_unit": gettext_lazy("het meeste per stuk"),
    "max_share": gettext_lazy("het grootste deel dat het betaalt"),
    "measures": gettext_lazy("de maatregelen"),
    "min_application": gettext_lazy("de laagste aanvraag"),
    "min_resident_led": gettext_lazy("hoeveel bewoners minstens trekken"),
    "min_share": gettext_lazy("het kleinste deel dat het betaalt"),
    "name": gettext_lazy("de naam"),
    "nature": gettext_lazy("eenmalig of elk jaar"),
    "need": gettext_lazy("wat nodig is"),
    "need_words": gettext_lazy("wat nodig is, in woorden"),
    "needs_at_table": gettext_lazy("wie ervoor aan tafel moet zitten"),
    "never_worse_off": gettext_lazy("gaat er nooit op achteruit"),
    "note": gettext_lazy("de toelichting"),
    "notice": gettext_lazy("de mededeling"),
    "nuisance_weeks": gettext_lazy("de weken hinder"),
    "one_off_pays_recurring": gettext_lazy("eenmalig geld mag terugkomende kosten betalen"),
    "only_led_by": gettext_lazy("wie moet trekken"),
    "opens_street": gettext_lazy("de straat gaat open"),
    "origin": gettext_lazy("de herkomst"),
    "owner_class": gettext_lazy("het soort houder"),
    "owners": gettext_lazy("wie er verantwoordelijk voor is"),
    "parent": gettext_lazy("waar het onder valt"),
    "prepare_weeks": gettext_lazy("hoeveel weken een aanvraag kost"),
    "programme_min": gettext_lazy("het minste voor het hele programma"),
    "red_line": gettext_lazy("de rode lijn"),
    "requires": gettext_lazy("wat eerst moet"),
    "resident_led": gettext_lazy("bewoners trekken het"),
    "resident_priority": gettext_lazy("wat bewoners voorop zetten"),
    "residents": gettext_lazy("het aantal bewoners"),
    "revenue": gettext_lazy("de eigen opbrengst"),
    "same_street": gettext_lazy("alleen in dezelfde straat"),
    "saving_on": gettext_lazy("waarop het scheelt"),
    "saving_per_extra": gettext_lazy("wat het scheelt"),
    "scheme": gettext_lazy("de regeling waaruit het komt"),
    "seat": gettext_lazy("kern of ring"),
    "segments": gettext_lazy("de afnemende meeropbrengst"),
    "served_by": gettext_lazy("waarmee het gebeurt"),
    "short": gettext_lazy("de korte naam"),
    "solved_at": gettext_lazy("waar het op te lossen is"),
    "source": gettext_lazy("de bron"),
    "spend_by": gettext_lazy("de dag waarop het op moet zijn"),
    "start": gettext_lazy("het beginjaar"),
    "start_by": gettext_lazy("de dag waarop het begonnen moet zijn"),
    "street": gettext_lazy("de straat"),
    "strength": gettext_lazy("hoe hard de regel is"),
    "target_groups": gettext_lazy("voor wie"),
    "text": gettext_lazy("de tekst"),
    "theme": gettext_lazy("het thema"),
    "themes": gettext_lazy("de thema’s"),
    "title": gettext_lazy("de naam"),
    "units": gettext_lazy("de aantallen"),
    "urgency": gettext_lazy("de urgentie"),
    "votes": gettext_lazy("de stemmen"),
    "weights": gettext_lazy("het gewicht"),
    "why_excluded": gettext_lazy("waarom het niet kan"),
    "bands": gettext_lazy("van … tot …"),
    "exploration": gettext_lazy("het is een verkenning"),
    "fear": gettext_lazy("de zorg"),
    "correction": gettext_lazy("wat van het bedrag afgaat"),
    "left_on": gettext_lazy("de dag van vertrek"),
    "judgements": gettext_lazy("het oordeel"),
    "offered_hours": gettext_lazy("de aangeboden uren"),
    "owner": gettext_lazy("van wie het is"),
    "quality": gettext_lazy("hoe zeker we het weten"),
    "reservation": gettext_lazy("het voorbehoud"),
    "with": gettext_lazy("met wie"),
    "yearly_discount": gettext_lazy("wat later beginnen overlaat"),
    "years": gettext_lazy("de jaren"),
}
MONEY = frozenset(
    (
        "budget", "costs", "revenue", "lump", "min_application", "max_application", "programme_min",
        "saving_per_extra", "cents", "cents_per_year",
    )
)  # fmt: skip
SHARES = frozenset(
    (
        "max_share", "min_share", "carry_forward", "resident_priority", "key_higher", "share",
        "yearly_discount",
    )
)  # fmt: skip


def told_since(names: Names) -> Say:
    """Return what tells a difference between an earlier input and that of today."""

    def say(difference: Difference) -> str:
        if difference.is_row:
            pattern = _("Nieuw: {part} {row}.") if difference.left is None else _("Weg: {part} {row}.")
            return pattern.format(part=PARTS[difference.part], row=names(difference.id))
        return _("{about}: eerst {left}, nu {right}.").format(**_facts(difference, names))

    return say


def told_between(names: Names, left: str, right: str) -> Say:
    """Return what tells a difference between the inputs of two plans, each called by its name."""

    def say(difference: Difference) -> str:
        if difference.is_row:
            only = right if difference.left is None else left
            return _("Alleen in {plan}: {part} {row}.").format(
                plan=only, part=PARTS[difference.part], row=names(difference.id)
            )
        facts = _facts(difference, names) | {"one": left, "other": right}
        return _("{about}: {left} in {one}, {right} in {other}.").format(**facts)

    return say


def _facts(difference: Difference, names: Names) -> dict[str, str]:
    return {
        "about": _about(difference, names),
        "left": _value(difference, difference.left, names),
        "right": _value(difference, difference.right, names),
    }


def _about(difference: Difference, names: Names) -> str:
    if difference.part == "choices":
        return _("De keuze over {row}").format(row=names(difference.id))
    row = names(difference.id) if difference.id else str(PARTS[difference.part]).capitalize()
    entry, *rest = difference.path
    label = str(ENTRIES.get(entry, entry))
    details = [said for said in (_detail(part, names) for part in rest) if said]
    return f"{row}, {label}" + (f" ({', '.join(details)})" if details else "")


def _detail(part: str, names: Names) -> str:
    if part in HIDDEN:
        return ""
    if part in DETAILS:
        return str(DETAILS[part])
    if part in VALUES:
        return str(VALUES[part])
    if part.isdecimal():
        return part if len(part) == 4 else _("jaar {number}").format(number=int(part) + 1)
    return "/".join(names(piece) for piece in part.split("/"))


#: Words of the file that stand for something, as people say them.
VALUES = {
    **dict(Certainty.choices),
    **dict(CostType.choices),
    **dict(OwnerClass.choices),
    **dict(Level.choices),
    "structureel": gettext_lazy("elk jaar"),
    "incidenteel": gettext_lazy("eenmalig"),
    "veel": gettext_lazy("veel"),
    "wat": gettext_lazy("wat"),
    "weinig": gettext_lazy("weinig"),
    "weten we niet": gettext_lazy("weten we niet"),
}
#: Inner entries that say nothing to a reader beside the entry they are in.
HIDDEN = frozenset({"per_year", "cents_per_year", "cents", "value", ""})
DETAILS = {
    "earliest": gettext_lazy("op zijn vroegst"),
    "latest": gettext_lazy("op zijn laatst"),
    "planned": gettext_lazy("zoals gepland"),
    "lag": gettext_lazy("jaren eerder"),
    "ratio": gettext_lazy("verhouding"),
    "share": gettext_lazy("deel"),
    "excluded_classes": gettext_lazy("telt niet mee"),
    "certain_by": gettext_lazy("zeker op"),
    "programme": gettext_lazy("over alles samen"),
    "unit": gettext_lazy("eenheid"),
    "hours": gettext_lazy("uren"),
    "until": gettext_lazy("tot en met"),
    "quality": gettext_lazy("hoe zeker"),
    "by": gettext_lazy("uiterlijk"),
    "checked_by": gettext_lazy("wie het toetst"),
    "seen_on": gettext_lazy("gezien op"),
    "valid_until": gettext_lazy("geldig tot"),
    "width": gettext_lazy("breedte"),
    "agree": gettext_lazy("eens"),
    "disagree": gettext_lazy("oneens"),
    "pass": gettext_lazy("geen mening"),
    "kinds": gettext_lazy("soorten werk"),
    "themes": gettext_lazy("thema’s"),
    "need": gettext_lazy("wat opgaven nodig hebben"),
    "statement": gettext_lazy("wat bewoners delen"),
    "lapse": gettext_lazy("geld dat vervalt"),
    "lead": gettext_lazy("spreiding van trekkers"),
    "burden": gettext_lazy("verantwoorden"),
    "resident_shortfall": gettext_lazy("maatregelen van bewoners"),
}


def _value(difference: Difference, value: Any, names: Names) -> str:
    if difference.part == "choices":
        return _choice(value)
    return _written(difference.path, value, names)


def _choice(value: tuple[str, int | None] | None) -> str:
    side, year = value or ("free", None)
    words = {"in": _("‘doet mee’"), "out": _("‘blijft eruit’"), "free": _("‘vrij’")}[side]
    return words if year is None else _("{choice} vanaf {year}").format(choice=words, year=year)


def _written(path: tuple[str, ...], value: Any, names: Names) -> str:
    if value is None:
        return _("niet bekend")
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, list) and path[0] == "bands":
        return _("{low} tot {high}").format(low=euros(value[0]), high=euros(value[-1]))
    if isinstance(value, list):
        return listed(_word(str(one), names) for one in value) or _("geen")
    if SHARES & {*path}:
        return percent(exact(value))
    if isinstance(value, int | float):
        return _number(path, value)
    return _day(str(value)) or _word(str(value), names)


def _word(text: str, names: Names) -> str:
    """Return a word of the file as people say it, else the name of what it points at."""
    return str(VALUES[text]) if text in VALUES else names(text)


def _number(path: tuple[str, ...], value: float) -> str:
    is_money = path[0] in MONEY or path[-1] in MONEY or ("benefits" in path and path[-1] != "until")
    if is_money and isinstance(value, int):
        return euros(value)
    if {"start", "until", "year"} & {*path} or path == ("years",):
        return str(value)
    return number(value) if isinstance(value, int) else decimal(value)


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text)) if len(text) == 10 else ""
    except ValueError:
        return ""
