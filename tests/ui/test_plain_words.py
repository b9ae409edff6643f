"""What is too long is told in one sentence, wherever it was typed."""

import pytest
from django import forms
from django.utils import translation

from gebiedstafel.ui.plain_words import BOX_TOO_LONG, too_long, written
from gebiedstafel.ui.refusals import Refused


def test_what_fits_is_told_nothing_of_and_what_does_not_with_both_counts():
    assert too_long("x" * 20, 20) == ""
    assert too_long("x" * 21, 20) == "Dit zijn 21 tekens. Hier passen er 20. Zeg het korter."
    with translation.override("en"):
        assert too_long("x" * 21, 20) == "These are 21 signs. 20 fit here. Say it in fewer words."


def test_a_box_of_a_form_says_the_same():
    box = forms.CharField(max_length=20, error_messages={"max_length": BOX_TOO_LONG})

    with pytest.raises(forms.ValidationError) as told:
        box.clean("x" * 21)

    assert told.value.messages == [too_long("x" * 21, 20)]


def test_where_one_thing_is_asked_the_refusal_says_what_to_write():
    with pytest.raises(Refused, match=r"^Schrijf op waarom\.$"):
        written(" 12! ", missing="Schrijf op waarom.")
    with pytest.raises(Refused, match=r"Zeg het korter\.$"):
        written("x" * 21, 20, missing="Schrijf op waarom.")


def test_what_is_written_in_sentences_may_come_in_two_parts():
    with pytest.raises(Refused, match=r"Dit zijn 1001 tekens\. .* Of breng het in twee keer\."):
        written("x" * 1001)
