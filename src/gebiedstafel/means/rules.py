"""The rules of a money flow in words, as a finance officer would tell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from gebiedstafel.accounts.models import OwnerClass
from gebiedstafel.tables.written_numbers import Number, exact
from gebiedstafel.ui.templatetags.dates import day
from gebiedstafel.ui.templatetags.money import euros
from gebiedstafel.ui.templatetags.numbers import percent

from .money import FlowOffer, MoneyFlow


def rules_in_words(offer: FlowOffer, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return every rule of the flow as a sentence; `names` are the parties of the table by id."""
    return tuple(_rules(offer, names))


def _rules(offer: FlowOffer, names: Mapping[str, str]) -> Iterator[str]:
    flow = offer.flow
    if flow.in_engine is False:
        yield _("Hierover wordt elders besloten; het rekent niet mee.")
    if flow.why_excluded:
        yield flow.why_excluded
    if offer.needs_at_table:
        yield _("Telt pas mee als {party} aan tafel zit.").format(party=offer.needs_at_table.name)
    yield from _dates(flow)
    yield from _shares(flow)
    yield from _amounts(flow)
    yield from _who(offer, names)
    for condition in flow.conditions.all():
        yield _condition(condition.text, condition.checked_by, condition.by, names)
    if flow.note:
        yield flow.note


def _dates(flow: MoneyFlow) -> Iterator[str]:
    if flow.available_from:
        yield _("Beschikbaar vanaf {day}.").format(day=day(flow.available_from))
    if flow.certain_on:
        yield _("Zeker op {day}.").format(day=day(flow.certain_on))
    if flow.apply_by:
        yield _("Aanvragen vóór {day}.").format(day=day(flow.apply_by))
    if flow.start_by:
        yield _("Begonnen zijn vóór {day}.").format(day=day(flow.start_by))
    if flow.commit_by:
        yield _("Vastleggen vóór {day}.").format(day=day(flow.commit_by))


def _shares(flow: MoneyFlow) -> Iterator[str]:
    if flow.max_share is not None:
        yield _("Betaalt hoogstens {share} van een maatregel.").format(share=_share(flow.max_share))
    if flow.min_share:
        yield _("Betaalt minstens {share} van een maatregel.").format(share=_share(flow.min_share))
    if flow.match_ratio is not None:
        yield _match(flow)
    if flow.core_share is not None:
        yield _("Minstens {share} gaat naar de kern: {core}.").format(
            share=_share(flow.core_share),
            core=", ".join([*(flow.core_themes or ()), *(flow.core_kinds or ())]),
        )


def _match(flow: MoneyFlow) -> str:
    words = _("Vraagt {ratio} ander geld per euro").format(
        ratio=euros(int(exact(flow.match_ratio or 0) * 100))
    )
    if flow.match_excluded_classes:
        words += _(", niet van: {classes}").format(classes=_classes(flow.match_excluded_classes))
    if flow.match_certain_by:
        words += _(", zeker vóór {day}").format(day=day(flow.match_certain_by))
    return words + "."


def _amounts(flow: MoneyFlow) -> Iterator[str]:
    if flow.lump is not None:
        yield _("Geeft een vast bedrag van {amount}.").format(amount=euros(flow.lump))
    if flow.min_application:
        yield _("Aanvragen vanaf {amount}.").format(amount=euros(flow.min_application))
    if flow.max_application is not None:
        yield _("Hoogstens {amount} per maatregel.").format(amount=euros(flow.max_application))
    if flow.max_per_unit:
        yield _("Hoogstens {amount} per {unit}.").format(
            amount=euros(flow.max_per_unit_cents), unit=flow.max_per_unit
        )
    if flow.programme_min:
        yield _("Alles samen minstens {amount}.").format(amount=euros(flow.programme_min))


def _who(offer: FlowOffer, names: Mapping[str, str]) -> Iterator[str]:
    flow = offer.flow
    if offer.only_led_by is not None:
        yield _("Alleen als deze partij trekt: {parties}.").format(
            parties=", ".join(names.get(key, key) for key in offer.only_led_by)
        )
    if flow.kinds is not None:
        yield _("Alleen voor: {kinds}.").format(kinds=", ".join(flow.kinds))
    if flow.target_groups is not None:
        yield _("Alleen voor de doelgroep: {groups}.").format(groups=", ".join(flow.target_groups))
    if flow.ban_classes:
        yield _("Niet samen met geld van: {classes}.").format(classes=_classes(flow.ban_classes))
    if flow.ban_group:
        yield _("Niet samen met ander geld uit de groep “{group}”.").format(group=flow.ban_group)
    if flow.burden:
        yield _("Verantwoorden kost werk ({weight} van 10).").format(weight=flow.burden)


def _condition(text: str, checked_by: str | None, by: date | None, names: Mapping[str, str]) -> str:
    words = text.rstrip(".")
    if checked_by:
        words += _(" – toetst: {who}").format(who=names.get(checked_by, checked_by))
    if by:
        words += _(", vóór {day}").format(day=day(by))
    return words + "."


def _share(number: Number) -> str:
    return percent(exact(number))


def _classes(classes: list[str]) -> str:
    labels = dict(OwnerClass.choices)
    return ", ".join(str(labels.get(one, one)) for one in classes)


def lapse_in_words(flow: MoneyFlow, last_year: int | None) -> str:
    """Return when what is left lapses: a day, every New Year, or with the end of the flow."""
    if flow.spend_by:
        return day(flow.spend_by)
    if not flow.carry_forward or not exact(flow.carry_forward):
        return _("elk jaar op 31 december")
    if last_year is None:
        return _("onbekend")
    if exact(flow.carry_forward) < 1:
        return _("een deel elk jaar")
    return _("schuift door")
