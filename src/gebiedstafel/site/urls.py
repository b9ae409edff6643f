"""Root addresses."""

from django.urls import URLPattern, URLResolver, include, path

from .reachable import health, security_txt

handler404 = "gebiedstafel.site.reachable.not_found"
urlpatterns: list[URLPattern | URLResolver] = [
    path("gezond", health, name="health"),
    # First, for nothing is asked so often as this on an evening in a full hall.
    path("gesprek/", include("gebiedstafel.dialogue.voter_urls")),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("doe-mee/", include("gebiedstafel.workshop.guest_urls")),
    path("", include("gebiedstafel.ui.urls")),
    path("", include("gebiedstafel.accounts.urls")),
    path("", include("gebiedstafel.start.loading_urls")),
    path("", include("gebiedstafel.areas.urls")),
    path("", include("gebiedstafel.start.area_urls")),
    path("", include("gebiedstafel.tables.urls")),
    path("tafel/<slug:table_id>/verbinden/", include("gebiedstafel.connections.urls")),
    path("", include("gebiedstafel.dialogue.result_urls")),
    path("", include("gebiedstafel.ideas.urls")),
    path("", include("gebiedstafel.signals.urls")),
    path("", include("gebiedstafel.stories.urls")),
    path("", include("gebiedstafel.stories.recognition_urls")),
    path("", include("gebiedstafel.strengths.urls")),
    path("", include("gebiedstafel.evidence.urls")),
    path("", include("gebiedstafel.means.words_urls")),
    path("tafel/<slug:table_id>/gesprek/rondes/", include("gebiedstafel.dialogue.round_urls")),
    path("tafel/<slug:table_id>/uitvraag/", include("gebiedstafel.asking.urls")),
    path("tafel/<slug:table_id>/", include("gebiedstafel.followup.urls")),
    path("", include("gebiedstafel.followup.link_urls")),
    path("tafel/<slug:table_id>/werkplaats/", include("gebiedstafel.workshop.urls")),
    path("tafel/<slug:table_id>/afspraken/bijeenkomsten/", include("gebiedstafel.meetings.urls")),
    path("tafel/<slug:table_id>/afspraken/bijeenkomsten/jaar/", include("gebiedstafel.meetings.year_urls")),
    # Behind the meetings, whose addresses lie within.
    path("tafel/<slug:table_id>/afspraken/", include("gebiedstafel.agreements.urls")),
    path("", include("gebiedstafel.meetings.public_urls")),
    path("uitvraag/<str:token>/", include("gebiedstafel.asking.answer_urls")),
    path("", include("gebiedstafel.street.urls")),
    path("", include("gebiedstafel.challenges.urls")),
    path("", include("gebiedstafel.means.urls")),
    path("", include("gebiedstafel.record.urls")),
    path("", include("gebiedstafel.start.urls")),
]
