"""From picture to challenge: what different sources say of one theme, and what the table does with it."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from gebiedstafel.evidence.actions import adopt_theme, merge_theme, set_theme_aside, take_back
from gebiedstafel.evidence.figure_themes import THEMES_OF
from gebiedstafel.evidence.gathered import gathered_theme, gathered_themes
from gebiedstafel.evidence.models import WeighedTheme
from gebiedstafel.evidence.page import evidence_page
from gebiedstafel.exchange.indicators import known_indicators
from gebiedstafel.exchange.themes import THEMES
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.stories.actions import open_box, take_back_story, tell_story
from gebiedstafel.stories.models import StoryBox
from gebiedstafel.stories.reading import show_story
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.picture_of_demo import demo_with_picture
from tests.small_table import small_table

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def table(settings):
    settings.DEMO = True
    return demo_with_picture(NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def member(table):
    return table.seats.filter(role=Seat.Role.MEMBER).first()


def adopt(table, by, code="BES-WERK", title="Werk in de wijk", need=""):
    return adopt_theme(table, code, title=title, need=need, by=by, at=NOON)


def test_every_figure_that_ranks_has_themes_that_exist_and_no_context_figure_has():
    ranked = {one.id for one in known_indicators().values() if one.direction}

    assert ranked - set(THEMES_OF) == set()
    assert set(THEMES_OF) - ranked == set()
    assert {theme for themes in THEMES_OF.values() for theme in themes} <= set(THEMES)


def test_figures_signals_and_statements_on_one_theme_come_together(table):
    theme = gathered_theme(table, "WON-KWAL")

    assert any("energielabel" in piece.words for piece in theme.pieces["figures"])
    assert any("Vochtklachten" in piece.words for piece in theme.pieces["signals"])
    assert theme.pieces["statements"]
    assert theme.is_proposed
    assert ("O01", "Vocht, tocht en schimmel in de portiekflats") in theme.challenges


def test_two_kinds_of_sources_make_a_proposal_and_strengths_do_not_count(table):
    for theme in gathered_themes(table):
        kinds = {kind for kind, pieces in theme.pieces.items() if pieces} - {"strengths"}
        assert theme.is_proposed == (len(kinds) >= 2)
        assert theme.borne_out_by == len(kinds)


def test_themes_that_more_sources_speak_of_come_first(table):
    counts = [theme.borne_out_by for theme in gathered_themes(table)]

    assert counts == sorted(counts, reverse=True)
    assert counts[0] >= 3


def test_an_adopted_theme_is_a_challenge_with_its_evidence_beside_it(table, chair):
    theme = gathered_theme(table, "BES-WERK")

    weighed = adopt(table, chair, need="Werk dichtbij huis.")

    made = table.challenges.get(key=weighed.challenge)
    assert (made.title, made.themes, made.need_words) == (
        "Werk in de wijk",
        ["BES-WERK"],
        "Werk dichtbij huis.",
    )
    assert made.areas == theme.areas[:5]
    assert weighed.evidence == theme.sentences()
    assert weighed.evidence["figures"][0]["words"]
    assert Deed.objects.filter(action="adopt_theme", subject="theme/BES-WERK").exists()


def test_what_was_adopted_is_no_proposal_any_more_and_comes_back_when_it_is_taken_back(table, chair):
    def proposed():
        page = evidence_page(AreaTable.objects.get(pk=table.pk))
        return {theme.code for theme, _heard in [*page.fresh, *page.known]}

    assert "BES-WERK" in proposed()
    weighed = adopt(table, chair)
    assert "BES-WERK" not in proposed()

    take_back(weighed, by=chair, at=NOON)

    assert "BES-WERK" in proposed()
    assert not table.challenges.filter(key=weighed.challenge).exists()


def test_a_challenge_that_was_worked_on_since_is_not_taken_away(table, chair):
    weighed = adopt(table, chair)
    change_entries(
        table, [Change("challenges", weighed.challenge, {"need_words": "Meer werk."})], by=chair, at=NOON
    )

    with pytest.raises(Refused, match="daarna opnieuw veranderd"):
        take_back(weighed, by=chair, at=NOON)

    assert table.challenges.filter(key=weighed.challenge).exists()
    assert WeighedTheme.objects.get().taken_back_at is None


def test_a_merged_theme_stands_with_the_challenge_and_leaves_it_again(table, chair):
    before = list(table.challenges.get(key="O09").themes)

    weighed = merge_theme(table, "BES-WERK", "O09", by=chair, at=NOON)

    assert table.challenges.get(key="O09").themes == [*before, "BES-WERK"]
    take_back(weighed, by=chair, at=NOON)
    assert table.challenges.get(key="O09").themes == before


def test_merging_with_a_challenge_that_is_about_it_already_changes_only_the_evidence(table, chair):
    weighed = merge_theme(table, "WON-KWAL", "O01", by=chair, at=NOON)

    assert weighed.change is None
    assert weighed.evidence["signals"]


def test_setting_aside_asks_for_a_reason(table, chair):
    with pytest.raises(Refused, match="in één zin waarom"):
        set_theme_aside(table, "BES-WERK", " \u200b ", by=chair, at=NOON)

    weighed = set_theme_aside(table, "BES-WERK", "Dit jaar eerst de energie.", by=chair, at=NOON)

    assert weighed.reason == "Dit jaar eerst de energie."


def test_a_theme_is_weighed_once_at_a_time(table, chair):
    adopt(table, chair)

    with pytest.raises(Refused, match="besliste hier al over: overgenomen als opgave"):
        set_theme_aside(table, "BES-WERK", "Toch niet.", by=chair, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        WeighedTheme.objects.create(
            table=table, theme="BES-WERK", outcome="set_aside", reason="Toch niet.", at=NOON
        )


@pytest.mark.parametrize(
    ("title", "told"),
    [("", "Geef de opgave een naam"), ("x" * 301, "Dit zijn 301 tekens. Hier passen er 300")],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(table, chair, title, told):
    count = table.challenges.count()

    with pytest.raises(Refused, match=told):
        adopt(table, chair, title=title)

    assert table.challenges.count() == count
    assert not WeighedTheme.objects.exists()


def test_only_the_chair_writes_down_what_the_table_decides(table, member):
    for deed in (
        lambda: adopt(table, member),
        lambda: merge_theme(table, "BES-WERK", "O01", by=member, at=NOON),
        lambda: set_theme_aside(table, "BES-WERK", "Nee.", by=member, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_what_one_party_keeps_to_itself_is_no_evidence(table, chair):
    named = {title for theme in gathered_themes(table) for _key, title in theme.challenges}
    hidden = table.challenges.get(key="O01")
    assert hidden.title in named

    hidden.circles = {"title": "eigen", "*": "eigen"}
    hidden.save()
    table.count_change()

    again = gathered_themes(AreaTable.objects.get(pk=table.pk))
    assert hidden.title not in {title for theme in again for _key, title in theme.challenges}


def test_a_story_of_residents_is_evidence_once_it_is_shown(table, chair):
    open_box(table, by=chair, at=NOON)
    box = StoryBox.objects.get(table=table)
    words = "Op maandag gaat de speelplaats niet open."
    story, _link = tell_story(box, text=words, circle="table", themes=["JON-VOOR"], photo=None, at=NOON)
    assert not gathered_theme(table, "JON-VOOR").pieces.get("stories")

    show_story(story, themes=["JON-VOOR"], by=chair, at=NOON)

    assert [piece.words for piece in gathered_theme(table, "JON-VOOR").pieces["stories"]] == [words]


def test_the_page_shows_what_comes_forward_and_leads_to_a_decision(client, table):
    page = client.get(reverse("evidence:proposals", args=[table.pk])).content.decode()

    assert "Verschillende bronnen zeggen iets over" in page
    assert reverse("evidence:theme", args=[table.pk, "WON-KWAL"]) in page
    assert "Wat vakmensen zien" in page


def test_the_chair_adopts_a_theme_on_its_page_and_takes_that_back(client, table):
    where = reverse("evidence:theme", args=[table.pk, "BES-WERK"])

    client.post(where, {"doe": "overnemen", "titel": "Werk in de wijk", "nodig": ""})

    weighed = WeighedTheme.objects.get()
    shown = client.get(reverse("evidence:of_challenge", args=[table.pk, weighed.challenge])).content.decode()
    assert "Zo zag het beeld eruit toen de tafel besloot" in shown
    assert "Werk in de wijk" in client.get(reverse("evidence:proposals", args=[table.pk])).content.decode()
    client.post(reverse("evidence:back", args=[table.pk, weighed.pk]))
    assert "Wat doet de tafel hiermee?" in client.get(where).content.decode()


def test_a_refused_decision_keeps_what_was_typed(client, table):
    where = reverse("evidence:theme", args=[table.pk, "BES-WERK"])

    answer = client.post(where, {"doe": "overnemen", "titel": "", "nodig": "Werk dichtbij huis."})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Geef de opgave een naam" in page
    assert "Werk dichtbij huis.</textarea>" in page


def test_an_unknown_theme_is_not_there(client, table):
    assert client.get(reverse("evidence:theme", args=[table.pk, "WON-NIKS"])).status_code == 404


def test_a_table_without_a_picture_says_what_comes_here(client, settings):
    settings.DEMO = True
    bare = load_demo_table({**small_table(), "figures": [], "statements": []}, at=NOON)

    page = client.get(reverse("evidence:proposals", args=[bare.pk])).content.decode()

    assert "Er ligt nu geen onderwerp om over te beslissen." in page
    assert "Hier komen onderwerpen die van twee kanten komen" in page


def test_the_page_of_the_area_begins_with_residents_then_strengths_professionals_and_figures(client, table):
    page = client.get(reverse("table_area:page", args=[table.pk])).content.decode()

    heads = ("verhalen", "krachten", "signalen", "cijfers")
    places = [page.index(f'id="{one}"') for one in heads]
    assert places == sorted(places)


def test_what_a_teller_takes_back_is_gone_from_every_decision_too(client, table, chair):
    open_box(table, by=chair, at=NOON)
    box = StoryBox.objects.get(table=table)
    words = "Op maandag gaat de speelplaats niet open."
    story, _link = tell_story(box, text=words, circle="table", photo=None, at=NOON)
    show_story(story, themes=["JON-VOOR"], by=chair, at=NOON)
    weighed = adopt(table, chair, code="JON-VOOR", title="Een open speelplaats")
    where = reverse("evidence:of_challenge", args=[table.pk, weighed.challenge])
    assert words in client.get(where).content.decode()

    take_back_story(story, at=NOON)

    assert words not in client.get(where).content.decode()
    assert words not in str(weighed.evidence)


def test_a_theme_is_adopted_without_an_area_that_the_table_took_out(table, chair):
    place = gathered_theme(table, "WON-KWAL").areas[0]
    assert any(piece.area == place for piece in gathered_theme(table, "WON-KWAL").pieces["signals"])
    table.areas.filter(key=place).delete()

    weighed = adopt(AreaTable.objects.get(pk=table.pk), chair, code="WON-KWAL", title="Droge huizen")

    assert place not in (table.challenges.get(key=weighed.challenge).areas or [])


def test_a_challenge_with_a_slash_in_its_id_leads_to_where_it_comes_from(client, table):
    table.challenges.filter(key="O01").update(key="wonen/1.a")
    table.count_change()

    page = client.get(reverse("challenges:overview", args=[table.pk])).content.decode()

    assert "opgaven/wonen/1.a/waarom/" in page
    assert client.get(f"/tafel/{table.pk}/opgaven/wonen/1.a/waarom/").status_code == 200


def test_a_challenge_of_one_party_leads_its_own_people_to_where_it_comes_from(client, table, chair):
    own = table.challenges.get(key="O01")
    owner = own.owners[0]
    own.circles = {"*": "eigen", "title": "eigen"}
    own.save()
    table.count_change()
    where = reverse("evidence:of_challenge", args=[table.pk, "O01"])
    Seat.objects.filter(pk=chair.pk).update(party=table.parties.get(key=owner))

    page = client.get(where).content.decode()

    assert own.title in page
    assert "Vochtklachten" in page
    Seat.objects.filter(pk=chair.pk).update(party=table.parties.get(key="school"))
    assert client.get(where).status_code == 404


def test_a_figure_in_a_proposal_says_what_it_is_counted_per(table):
    theme = gathered_theme(table, "BES-ARMO")
    words = [piece.words for piece in theme.pieces["figures"]]

    assert any("bijstand" in one and "per 1.000 inwoners" in one.partition(". In ")[0] for one in words), (
        words
    )
