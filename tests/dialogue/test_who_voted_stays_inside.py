"""Nothing leads from a person to a vote, nor from outside the dialogue to who took part."""

from django.apps import apps
from django.db import models

from gebiedstafel.dialogue import ballots

PRIVATE = {
    one for one in vars(ballots).values() if isinstance(one, type) and one.__module__ == ballots.__name__
}
OPEN_TO_ALL = {"dialogue.Round", "dialogue.RoundStatement"}


def points_at(model) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.get_fields() if field.is_relation}


def test_votes_and_participants_know_only_the_round():
    assert len(PRIVATE) == 5

    for model in PRIVATE:
        others = {found._meta.label for found in points_at(model) - PRIVATE}
        assert others <= OPEN_TO_ALL, model


def test_no_back_door_leads_to_them():
    for model in set(apps.get_models()) - PRIVATE:
        known = {field.name for field in model._meta.get_fields() if field.related_model in PRIVATE}
        assert known <= {"writer"}, model


def test_they_are_no_names_of_the_models_others_import():
    from gebiedstafel.dialogue import models as public

    assert [name for name, found in vars(public).items() if any(found is one for one in PRIVATE)] == []
