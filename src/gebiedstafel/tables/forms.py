"""The forms around seats: whom to invite, and for whom someone sits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.forms import MailField

from .models import AreaTable, Party, Seat

ROLES = [
    (Seat.Role.MEMBER, _("aan tafel: brengt in en besluit mee voor de eigen partij")),
    (Seat.Role.FINANCE, _("financieel adviseur: volgt het geld")),
    (Seat.Role.VISITOR, _("bezoeker: kijkt mee")),
    (Seat.Role.CHAIR, _("voorzitter: nodigt uit en richt de tafel in")),
]


class PlaceForm(forms.Form):
    """A role, and the party someone sits for."""

    party = forms.ModelChoiceField(
        Party.objects.none(),
        label=_("Partij"),
        required=False,
        empty_label=_("geen partij"),
        to_field_name="key",
        error_messages={
            "invalid_choice": _("Deze partij is niet van deze tafel. Kies een partij uit de lijst.")
        },
    )
    role = forms.ChoiceField(
        label=_("Rol"), choices=ROLES, error_messages={"required": _("We missen de rol.")}
    )

    def __init__(self, table: AreaTable, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["party"]
        field.queryset = Party.objects.filter(table=table).exclude(at_table=False)

    def clean(self) -> dict[str, Any]:
        """Return role and party; who sits at the table sits there for a party."""
        cleaned = super().clean() or {}
        if cleaned.get("role") == Seat.Role.MEMBER and "party" in cleaned and cleaned["party"] is None:
            self.add_error("party", _("Wie aan tafel zit, zit daar voor een partij. Kies de partij."))
        return cleaned

    @property
    def chosen_role(self) -> Seat.Role:
        """The role that was chosen."""
        return Seat.Role(self.cleaned_data["role"])


class InviteForm(PlaceForm):
    """Whom to invite to which seat."""

    email = MailField(
        label=_("E-mailadres"), help_text=_("We sturen een link die één keer werkt, twee weken lang.")
    )
    field_order = ["email", "party", "role"]
