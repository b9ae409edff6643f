"""The rules of a money flow in words, as a finance officer would tell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.accounts.models import OwnerClass
from gebiedstafel.tables.written_numbers import Number, exact
from gebiedstafel.ui.templatetags.dates import day
from gebiedstafel.ui.templatetags.money import euros, grouped
from gebiedstafel.ui.templatetags.numbers import percent

#: A money flow or party as an entry of the table's document.
Row = Mapping[str, Any]


def rules_in_words(flow: Row, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return every rule of the flow as a sentence; `names` are the parties of the table by id."""
    return tuple(_rules(flow, names))


def _rules(flow: Row, names: Mapping[str, str]) -> Iterator[str]:
    if flow.get("in_engine") is False:
        yield _("Hierover wordt elders besloten; het rekent niet mee.")
    if "why_excluded" in flow:
        yield flow["why_excluded"]
    if "correction" in flow:
        yield from _correction(flow["correction"])
    if "reservation" in flow:
        yield _reservation(flow["reservation"])
    if "needs_at_table" in flow:
        party = names.get(flow["needs_at_table"], flow["needs_at_table"])
        yield _("Telt pas mee als {party} aan tafel zit.").format(party=party)
    yield from _dates(flow)
    yield from _shares(flow)
    yield from _amounts(flow)
    yield from _who(flow, names)
    for condition in flow.get("conditions", ()):
        yield _condition(condition, names)
    if "note" in flow:
        yield flow["note"]


def _correction(correction: Row) -> Iterator[str]:
    for year, cents in correction["per_year"].items():
        words = _("In {year} gaat er {amount} van het budget af").format(year=year, amount=euros(cents))
        yield f"{words}: {correction['why'].rstrip('.')}." if "why" in correction else f"{words}."


def _reservation(reservation: Row) -> str:
    words = _("Onder voorbehoud: {text}").format(text=reservation["text"].rstrip("."))
    if "body" in reservation:
        words += _(" – besluit: {body}").format(body=reservation["body"])
    if "by" in reservation:
        words += _(", uiterlijk {day}").format(day=_day(reservation, "by"))
    return words + "."


def _dates(flow: Row) -> Iterator[str]:
    words = {
        "available_from": _("Beschikbaar vanaf {day}."),
        "certain_on": _("Zeker op {day}."),
        "apply_by": _("Aanvragen uiterlijk {day}."),
        "start_by": _("Beginnen uiterlijk {day}."),
        "commit_by": _("Vastleggen uiterlijk {day}."),
    }
    for field, sentence in words.items():
        if field in flow:
            yield sentence.format(day=_day(flow, field))
    if "prepare_weeks" in flow:
        yield _("Een aanvraag maken kost {weeks} weken.").format(weeks=flow["prepare_weeks"])
    if "decide_weeks" in flow:
        yield _("Het besluit duurt {weeks} weken.").format(weeks=flow["decide_weeks"])


def _day(row: Row, field: str) -> str:
    return day(date.fromisoformat(row[field]))


def _shares(flow: Row) -> Iterator[str]:
    if "max_share" in flow:
        yield _("Betaalt hoogstens {share} van een maatregel.").format(share=_share(flow["max_share"]))
    if flow.get("min_share"):
        yield _("Betaalt minstens {share} van een maatregel.").format(share=_share(flow["min_share"]))
    if "ratio" in flow.get("match", {}):
        yield _match(flow["match"])
    if "core" in flow:
        core = flow["core"]
        yield _("Minstens {share} gaat naar de kern: {core}.").format(
            share=_share(core["share"]),
            core=", ".join([*core.get("themes", ()), *core.get("kinds", ())]),
        )


def _match(match: Row) -> str:
    words = _("Vraagt {ratio} ander geld per euro").format(ratio=euros(int(exact(match["ratio"]) * 100)))
    if match.get("excluded_classes"):
        words += _(", niet van: {classes}").format(classes=_classes(match["excluded_classes"]))
    if "certain_by" in match:
        words += _(", uiterlijk {day} zeker").format(day=_day(match, "certain_by"))
    return words + "."


def _amounts(flow: Row) -> Iterator[str]:
    if "lump" in flow:
        yield _("Geeft een vast bedrag van {amount}.").format(amount=euros(flow["lump"]))
    if flow.get("min_application"):
        yield _("Aanvragen vanaf {amount}.").format(amount=euros(flow["min_application"]))
    if "max_application" in flow:
        yield _("Hoogstens {amount} per maatregel.").format(amount=euros(flow["max_application"]))
    if "max_per_unit" in flow:
        limit = flow["max_per_unit"]
        yield _("Hoogstens {amount} per {unit}.").format(amount=euros(limit["cents"]), unit=limit["unit"])
    if flow.get("programme_min"):
        yield _("Alles samen minstens {amount}.").format(amount=euros(flow["programme_min"]))


def _who(flow: Row, names: Mapping[str, str]) -> Iterator[str]:
    if "only_led_by" in flow:
        yield _("Alleen als deze partij trekt: {parties}.").format(
            parties=", ".join(names.get(key, key) for key in flow["only_led_by"])
        )
    if "kinds" in flow:
        yield _("Alleen voor: {kinds}.").format(kinds=", ".join(flow["kinds"]))
    if "target_groups" in flow:
        yield _("Alleen voor de doelgroep: {groups}.").format(groups=", ".join(flow["target_groups"]))
    if flow.get("ban_classes"):
        yield _("Niet samen met geld van: {classes}.").format(classes=_classes(flow["ban_classes"]))
    if flow.get("ban_group"):
        yield _("Niet samen met ander geld uit de groep “{group}”.").format(group=flow["ban_group"])
    if "accounting" in flow:
        yield from _accounting(flow["accounting"])
    elif flow.get("burden"):
        yield _("Verantwoorden kost werk ({weight} van 10).").format(weight=flow["burden"])


def _accounting(accounting: Row) -> Iterator[str]:
    if "cents" in accounting:
        yield _("Verantwoorden kost {amount}.").format(amount=euros(accounting["cents"]))
    if "hours" in accounting:
        yield _("Verantwoorden kost {hours} uur.").format(hours=grouped(accounting["hours"]))


def _condition(condition: Row, names: Mapping[str, str]) -> str:
    words = condition["text"].rstrip(".")
    if "checked_by" in condition:
        words += _(" – toetst: {who}").format(who=names.get(condition["checked_by"], condition["checked_by"]))
    if "by" in condition:
        words += _(", uiterlijk {day}").format(day=_day(condition, "by"))
    return str(words + ".")


def _share(number: Number) -> str:
    return percent(exact(number))


def _classes(classes: list[str]) -> str:
    labels = dict(OwnerClass.choices)
    return ", ".join(str(labels.get(one, one)) for one in classes)


def lapse_in_words(flow: Row, last_year: int | None) -> str:
    """Return when what is left lapses: a day, every New Year, or with the end of the flow."""
    if "spend_by" in flow:
        return _day(flow, "spend_by")
    carried = exact(flow.get("carry_forward", 0))
    if not carried:
        return _("elk jaar op 31 december")
    if last_year is None:
        return _("onbekend")
    if carried < 1:
        return _("een deel elk jaar")
    return _("schuift door")
