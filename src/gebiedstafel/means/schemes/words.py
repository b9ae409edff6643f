"""A scheme in plain words: whether it is open, what it asks, what to look up, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gebiedstafel.accounts.models import OwnerClass
from gebiedstafel.exchange.scheme_search import Found
from gebiedstafel.exchange.schemes import Scheme, Standing, flow_template
from gebiedstafel.exchange.themes import theme_name
from gebiedstafel.ui.templatetags.dates import day

from ..money import CostType
from ..rules import rules_in_words

#: What kind of place the money may land in, and what that asks of whoever looks.
PLACES = {
    "overal": gettext_lazy("overal"),
    "kwetsbaar gebied": gettext_lazy("alleen kwetsbare gebieden"),
    "aangewezen": gettext_lazy("alleen aangewezen gebieden"),
    "regio": gettext_lazy("een hele regio"),
    "eigen gebied": gettext_lazy("het eigen gebied van wie betaalt"),
}
#: Fields that whoever applies looks up at the source.
LOOKED_UP = {
    "available_from": gettext_lazy("vanaf wanneer het geld er is"),
    "apply_by": gettext_lazy("tot wanneer u kunt aanvragen"),
    "start_by": gettext_lazy("wanneer het werk begonnen moet zijn"),
    "commit_by": gettext_lazy("wanneer het vast moet liggen"),
    "spend_by": gettext_lazy("wanneer het op moet zijn"),
    "carry_forward": gettext_lazy("hoeveel mee mag naar een volgend jaar"),
    "max_share": gettext_lazy("welk deel het hoogstens betaalt"),
    "min_application": gettext_lazy("het laagste bedrag"),
    "max_application": gettext_lazy("het hoogste bedrag"),
    "lump": gettext_lazy("het vaste bedrag"),
    "max_per_unit": gettext_lazy("het hoogste bedrag per woning, aansluiting of stuk"),
    "programme_min": gettext_lazy("het laagste bedrag voor alles samen"),
}
#: The colour of a chip that says whether one can apply.
CHIPS = {
    Standing.OPEN: ("goed", "check"),
    Standing.COMING: ("let", "clock"),
    Standing.CLOSED: ("vast", "cross"),
    Standing.UNKNOWN: ("", "dot"),
}


@dataclass(frozen=True, slots=True)
class ShownScheme:
    """A scheme as a page tells it."""

    id: str
    name: str
    purpose: str
    who: str
    where: str
    place: str
    is_everywhere: bool
    pays: str
    whose: str
    themes: tuple[str, ...]
    standing: str
    standing_more: str
    chip: str
    sign: str
    closed: bool
    asks: tuple[str, ...]
    rules: tuple[str, ...]
    looked_up: tuple[str, ...]
    then: tuple[str, ...]
    is_checked: bool
    source: str
    address: str
    site: str
    seen_on: date
    edition: str
    is_own: bool
    replaced_by: str


def shown_scheme(scheme: Scheme, today: date, shared_themes: Iterable[str] | None = None) -> ShownScheme:
    """Return what a page tells of a scheme on this day; with `shared_themes` only those are named."""
    row, rules = scheme.row, scheme.rules
    language = get_language() or "nl"
    standing = scheme.standing(today)
    themes = scheme.themes if shared_themes is None else tuple(shared_themes)
    chip, sign = CHIPS[standing]
    return ShownScheme(
        id=scheme.id,
        name=row["name"],
        purpose=row["purpose"],
        who=row["who"],
        where=row["where"],
        place=str(PLACES[row["place"]]),
        is_everywhere=row["place"] == "overal",
        pays=", ".join(str(CostType(one).label) for one in rules["cost_types"]),
        whose=str(OwnerClass(rules["owner_class"]).label),
        themes=tuple(theme_name(one, language) for one in themes),
        standing=_standing(standing),
        standing_more=_standing_more(scheme, standing, today),
        chip=chip,
        sign=sign,
        closed=standing is Standing.CLOSED,
        asks=tuple(row["asks"]),
        rules=rules_in_words(_without_names(scheme), {}),
        looked_up=tuple(str(LOOKED_UP[one]) for one in row.get("fill_in", ())),
        then=tuple(row.get("then", ())),
        is_checked=row["status"] == "nagekeken",
        source=row["source"]["text"],
        address=row["source"].get("url", ""),
        site=_site(row["source"].get("url", "")),
        seen_on=date.fromisoformat(row["source"]["seen_on"]),
        edition=scheme.edition,
        is_own=scheme.is_own,
        replaced_by=row.get("replaced_by", ""),
    )


def shown_found(found: Found, today: date, *, asked_themes: bool) -> ShownScheme:
    """Return a scheme that fits a wish; where a challenge was asked for, with the themes they share."""
    return shown_scheme(found.scheme, today, found.shared_themes if asked_themes else None)


def _without_names(scheme: Scheme) -> dict[str, object]:
    return {name: value for name, value in flow_template(scheme).items() if name not in ("note", "name")}


def _site(address: str) -> str:
    """Return whose page it is, as people say it: rvo.nl."""
    return address.partition("://")[2].partition("/")[0].removeprefix("www.")


def _standing(standing: Standing) -> str:
    return {
        Standing.OPEN: _("open"),
        Standing.COMING: _("nog niet open"),
        Standing.CLOSED: _("gesloten"),
        Standing.UNKNOWN: _("kijk of het open is"),
    }[standing]


def _standing_more(scheme: Scheme, standing: Standing, today: date) -> str:
    row = scheme.row
    if standing is Standing.OPEN:
        until = next((one["until"] for one in row.get("rounds", ()) if _is_now(one, today)), "")
        if until:
            return _("Deze ronde loopt tot en met {day}.").format(day=_written(until))
        return _("Zonder rondes, voor zover wij weten.")
    if standing is Standing.COMING:
        starts = [one["from"] for one in row.get("rounds", ()) if one["from"] > today.isoformat()]
        return _("Vanaf {day}.").format(day=_written(min(starts, default=row.get("valid_from", ""))))
    last = scheme.last_round(today)
    told = (
        _("De laatste ronde die wij kennen, sloot op {day}.").format(day=_written(last["until"]))
        if last
        else ""
    )
    if standing is Standing.CLOSED:
        return told or _("Aanvragen kan niet meer, voor zover wij weten.")
    return told or _("Of er nu een ronde is, weten we niet.")


def _is_now(one: dict[str, str], today: date) -> bool:
    return one["from"] <= today.isoformat() <= one["until"]


def _written(text: str) -> str:
    return day(date.fromisoformat(text)) if text else ""
