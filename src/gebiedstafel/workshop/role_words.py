"""Roles that one often meets around a table, to choose from; a table may write any other."""

from __future__ import annotations

from django.utils.translation import gettext as _


def usual_roles() -> list[str]:
    """Return the usual roles in the reader's language."""
    return [
        _("gebiedsregisseur"),
        _("opdrachtgever"),
        _("bestuurlijk trekker"),
        _("eigenaar van de opgave"),
        _("vakspecialist"),
        _("geldmaker"),
        _("datamaker"),
        _("verhalenvanger"),
        _("bewonersvoorzitter"),
        _("jongerentafel"),
        _("ondernemersstem"),
        _("tegenspreker"),
        _("privacywachter"),
        _("facilitator"),
        _("afsprakenbewaker"),
        _("lege stoel"),
    ]
