"""People, and the organisations they work for."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Person(AbstractUser):
    """Someone who can sign in. What they may do follows from their seats, not from here."""


class OwnerClass(models.TextChoices):
    """What kind of owner an organisation is; rules of money ask for it."""

    GEMEENTE = "gemeente", _("gemeente")
    RIJK = "rijk", _("rijk")
    EU = "eu", _("Europese Unie")
    PROVINCIE = "provincie", _("provincie")
    WATERSCHAP = "waterschap", _("waterschap")
    CORPORATIE = "corporatie", _("woningcorporatie")
    ZORG = "zorg", _("zorg en welzijn")
    ONDERWIJS = "onderwijs", _("onderwijs")
    VEILIGHEID = "veiligheid", _("veiligheid")
    NUTS = "nuts", _("nutsbedrijf")
    MARKT = "markt", _("ondernemers")
    BEWONERS = "bewoners", _("bewoners")
    FONDS = "fonds", _("fonds")


class Organisation(models.Model):
    """An organisation, shared by all tables; its place at one table is a party there."""

    name = models.CharField(_("naam"), max_length=200, unique=True)
    owner_class = models.CharField(_("soort"), max_length=20, choices=OwnerClass.choices, null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="an_organisation_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(owner_class__in=OwnerClass.values),
                name="an_organisation_is_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name
