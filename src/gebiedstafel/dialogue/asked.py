"""What a round asks, in the language of who reads it, beside the words of the table itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from .languages import chosen
from .rounds import Round, RoundText


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and an introduction with their languages; an original is empty where it says the same."""

    question: str
    question_language: str
    intro: str
    intro_language: str
    original: str
    original_question: str = ""
    original_intro: str = ""


def original_of(round: Round) -> str:
    """Return the language in which the table wrote its question."""
    return chosen(round.languages, "nl")


def asked_in(round: Round, language: str) -> Asked:
    """Return what a round asks in this language, where the table has put it into it."""
    original = original_of(round)
    put = round.texts.filter(language=language).first() if language != original else None
    question, intro = (put.question, put.intro) if put else ("", "")
    return Asked(
        question=question or round.question,
        question_language=language if question else original,
        intro=intro or round.intro,
        intro_language=language if intro else original,
        original=original,
        original_question=round.question if question else "",
        original_intro=round.intro if intro else "",
    )


def in_other_languages(round: Round) -> Sequence[RoundText]:
    """Return the question in every other language that the round speaks, for a poster or a letter."""
    return [one for one in round.texts.exclude(question="") if one.language in round.languages]


def wished_language(request: HttpRequest, round: Round) -> str:
    """Return in which language someone reads this round: as asked, as their device says, or as the page."""
    device = [
        language.split("-")[0]
        for language, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    ]
    wishes = [request.GET.get("taal", ""), *device, get_language() or ""]
    found = next((one for one in wishes if one in round.languages), "")
    return found or chosen(round.languages, "nl")
