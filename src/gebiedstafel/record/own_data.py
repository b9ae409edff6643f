"""Everything the site keeps about one person: found by walking every model, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import BinaryField, ForeignKey, Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.accounts.models import Person
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Deed, Pseudonym

from .deed_words import words_of

#: Secrets that open something are never shown, not even to whom they belong.
SECRET = (
    "digest",
    "password",
    "secret",
    "hash",
    "salt",
    "seed",
    "session",
    "token",
    "key_data",
    "credential",
)
#: What belongs to whom a row is about, and not to who wrote it.
OF_OTHERS = ("email", "to", "writer")
#: What residents told is theirs alone, who read it first or not: they can take it back everywhere.
OF_TELLERS = {"Story": ("text", "area", "themes", "challenge")}
#: How people call what is kept.
NAMES = {
    "Action": gettext_lazy("acties uit een bijeenkomst"),
    "AgendaQuestion": gettext_lazy("vragen die u op de agenda zette"),
    "Answer": gettext_lazy("antwoorden waarover u besliste"),
    "BatchAnswer": gettext_lazy("signalen die u beantwoordde"),
    "WaitingAnswer": gettext_lazy("antwoorden die u schreef aan wie een signaal stuurde"),
    "BatchReview": gettext_lazy("signalen die u voor de wijk goedkeurde"),
    "Asked": gettext_lazy("waarnaar u vroeg bij ‘herkent u dit?’"),
    "CalendarFeed": gettext_lazy("uw agenda-adressen"),
    "Card": gettext_lazy("kaarten die u schreef"),
    "Change": gettext_lazy("wat u bij afspraken opschreef"),
    "ChangeSet": gettext_lazy("wijzigingen"),
    "ChosenChallenge": gettext_lazy("opgaven die u voor liet gaan"),
    "Choice": gettext_lazy("werkplaatsen die u begon"),
    "CodeApp": gettext_lazy("uw app voor codes"),
    "Correction": gettext_lazy("verbeteringen van een verslag"),
    "Decision": gettext_lazy("besluiten die u opschreef"),
    "Delivery": gettext_lazy("bestanden die u inlas"),
    "Digest": gettext_lazy("overzichten aan u"),
    "Draft": gettext_lazy("wat u typte en nog niet bewaarde"),
    "ForcedChoice": gettext_lazy("maatregelen die u koos of liet vallen"),
    "Idea": gettext_lazy("ideeën die u beantwoordde"),
    "Invitation": gettext_lazy("uitnodigingen die u verstuurde"),
    "LearningQuestion": gettext_lazy("leervragen die u stelde"),
    "MailChoice": gettext_lazy("uw keuze voor berichten"),
    "Mandate": gettext_lazy("mandaten"),
    "Meeting": gettext_lazy("bijeenkomsten die u maakte of vaststelde"),
    "MethodsVersion": gettext_lazy("werkwijzen die u wijzigde"),
    "Outcome": gettext_lazy("uitkomsten van een werkplaats"),
    "OutgoingLetter": gettext_lazy("mails aan u"),
    "OwnAnswer": gettext_lazy("wat u in een werkplaats antwoordde"),
    "Part": gettext_lazy("delen van afspraken die u bevestigde"),
    "PartyView": gettext_lazy("wat u voor uw partij antwoordde op ‘herkent u dit?’"),
    "PasswordLink": gettext_lazy("links voor een nieuw wachtwoord"),
    "PeerReview": gettext_lazy("wat u las en vroeg bij een proef"),
    "Plan": gettext_lazy("plannen"),
    "Presence": gettext_lazy("bijeenkomsten waar u bij was"),
    "ProviderLogin": gettext_lazy("inloggen met uw organisatie"),
    "Raised": gettext_lazy("wat u naar boven bracht"),
    "RecordFile": gettext_lazy("dossiers die u liet klaarzetten"),
    "RecoveryCode": gettext_lazy("herstelcodes"),
    "Reminder": gettext_lazy("herinneringen die u stuurde of oversloeg"),
    "ReminderLetter": gettext_lazy("herinneringen aan u"),
    "ReportLink": gettext_lazy("links in mails aan u"),
    "Request": gettext_lazy("uitvragen"),
    "RoleCanvas": gettext_lazy("rollenbladen die u begon"),
    "RoundStatement": gettext_lazy("stellingen waarover u besliste"),
    "Seat": gettext_lazy("stoelen aan een tafel"),
    "SeatByGroup": gettext_lazy("stoelen door een groep"),
    "ShareConsent": gettext_lazy("uw ja bij het delen van een verdeling"),
    "ShareReply": gettext_lazy("wat u bij een verdeling zei"),
    "Sitting": gettext_lazy("bijeenkomsten van een werkplaats die u klaarzette"),
    "Story": gettext_lazy("verhalen waarover u als lezer besliste"),
    "StoryReader": gettext_lazy("dat u verhalen vooraf leest"),
    "Strength": gettext_lazy("krachten van de wijk die u opschreef"),
    "StrengthUse": gettext_lazy("wat u liet bouwen op een kracht van de wijk"),
    "Study": gettext_lazy("wat u liet uitzoeken"),
    "TableNote": gettext_lazy("wat u schreef bij een proef van een andere tafel"),
    "Told": gettext_lazy("wat u de wijk vertelde"),
    "Variant": gettext_lazy("varianten van een plan"),
    "Visit": gettext_lazy("waar u bent ingelogd"),
    "WorksQuestion": gettext_lazy("vragen aan winkels over werk"),
    "Workshop": gettext_lazy("werkplaatsen over maanden die u begon"),
    "WeighedTheme": gettext_lazy("wat u over onderwerpen uit het beeld vastlegde"),
}
#: Where a person stands as themselves.
ABOUT_ME = (Person, Seat)


@dataclass(frozen=True, slots=True)
class Kind:
    """The rows of one kind that are about someone or were made by them."""

    name: str
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class OwnData:
    """Who someone is here, the rows that point to them, and the deeds that the trail knows to be theirs."""

    person: Mapping[str, Any]
    kinds: tuple[Kind, ...]
    deeds: tuple[Mapping[str, Any], ...]

    @property
    def count(self) -> int:
        """How many rows there are besides the account itself."""
        return sum(len(kind.rows) for kind in self.kinds)


def own_data(person: Person) -> OwnData:
    """Return everything that points to this person or to a seat they sit on."""
    seats = list(Seat.objects.filter(person=person).values_list("pk", flat=True))
    kinds = tuple(kind for model in _models() if (kind := _kind(model, person, seats)).rows)
    return OwnData(_row(person, ()), kinds, tuple(_deeds(person)))


def pointing_fields(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    """Return the fields of a model that point to a person or to a seat."""
    fields = [field for field in model._meta.get_fields() if isinstance(field, ForeignKey)]
    return [field for field in fields if field.related_model in ABOUT_ME]


def _models() -> list[type[Model]]:
    return [model for model in apps.get_models() if pointing_fields(model)]


def _kind(model: type[Model], person: Person, seats: list[int]) -> Kind:
    mine = Q()
    for field in pointing_fields(model):
        mine |= (
            Q(**{field.name: person.pk})
            if field.related_model is Person
            else Q(**{f"{field.name}__in": seats})
        )
    about_me = any(field.related_model is Person for field in pointing_fields(model))
    hidden = () if about_me else OF_OTHERS + OF_TELLERS.get(model.__name__, ())
    files = [field.name for field in model._meta.concrete_fields if isinstance(field, BinaryField)]
    rows = model._default_manager.filter(mine).defer(*files).order_by("pk")
    return Kind(
        str(NAMES.get(model.__name__, model._meta.verbose_name)), tuple(_row(row, hidden) for row in rows)
    )


def _row(row: Model, hidden: tuple[str, ...]) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in hidden
        and not isinstance(field, BinaryField)
        and not any(word in field.name for word in SECRET)
    }


def _deeds(person: Person) -> Iterator[dict[str, Any]]:
    tokens = Pseudonym.objects.filter(actor=f"person/{person.pk}").values("token")
    for deed in Deed.objects.filter(actor__in=tokens).order_by("at", "pk"):
        yield {
            "at": deed.at,
            "did": words_of(deed.action),
            "subject": deed.subject,
            "result": deed.result,
            "where": deed.chain_id,
        }


def readable(data: OwnData, *, at: datetime) -> str:
    """Return the same as a text that people can read and print."""
    lines = [_("Wat Gebiedstafel over u bewaart"), f"{at:%Y-%m-%d %H:%M}", "", _("Uw account")]
    lines += _said(data.person)
    for kind in data.kinds:
        lines += ["", f"{kind.name} ({len(kind.rows)})"]
        for row in kind.rows:
            lines += ["", *_said(row)]
    lines += ["", _("Wat u deed")]
    lines += [f"  {deed['at']:%Y-%m-%d %H:%M}  {deed['did']}  {deed['subject']}" for deed in data.deeds]
    return "\n".join(lines) + "\n"


def _said(row: Mapping[str, Any]) -> list[str]:
    return [f"  {name}: {value}" for name, value in row.items() if value not in (None, "", [], {})]
