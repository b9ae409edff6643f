"""What a statement may look like, whatever is pasted; and what looks alike."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.dialogue.similar import ALIKE_FROM, alike, nearest, pieces
from gebiedstafel.dialogue.statement_text import LONGEST, fault_in, faults_in, lines_of
from gebiedstafel.ui.plain_words import one_line


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=400))
def test_a_tidied_text_hides_nothing_and_stays_tidy(text):
    tidy = one_line(text)

    assert one_line(tidy) == tidy
    tidy.encode("utf-8")
    assert "\n" not in tidy
    assert "\0" not in tidy
    assert not any(unicodedata.bidirectional(sign) in ("RLO", "LRO", "RLE", "LRE", "PDF") for sign in tidy)


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=2000))
def test_pasted_text_never_breaks(text):
    lines = lines_of(text)

    faults = faults_in(lines)

    assert faults or all(5 <= len(line) <= LONGEST for line in lines)


def test_words_from_right_to_left_stay_as_they_are():
    assert one_line("نريد المزيد من الأشجار.") == "نريد المزيد من الأشجار."
    assert fault_in("نريد المزيد من الأشجار.") is None


def test_a_lone_half_of_a_sign_is_left_out():
    assert one_line("Groen \ud83d is mooi") == "Groen is mooi"


@given(st.lists(st.text(alphabet="abcde ", min_size=1, max_size=12), min_size=1, max_size=8))
def test_the_nearest_is_what_comparing_all_with_all_finds(texts):
    numbered = dict(enumerate(texts, 1))

    found = nearest(numbered, numbered)

    for number, text in numbered.items():
        scored = [(alike(pieces(text), pieces(numbered[n])), -n) for n in range(1, number)]
        best = max(scored, default=(0.0, 0))
        if best[0] >= ALIKE_FROM:
            assert found[number] == (-best[1], best[0])
        else:
            assert number not in found


def test_accents_capitals_and_punctuation_make_no_other_text():
    assert alike(pieces("Méér bomen, graag!"), pieces("meer bomen graag")) == 1.0
