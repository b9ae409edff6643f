"""What each deed of the trail is in words, and of which kind it is."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

#: The kinds one can choose from, in the order of the page.
KINDS: Mapping[str, Words] = {
    "seats": _("stoelen en mandaten"),
    "means": _("opgaven, maatregelen, geld en uren"),
    "asking": _("uitvragen"),
    "dialogue": _("gesprek en ideeën"),
    "plans": _("plannen"),
    "agreements": _("afspraken en bijeenkomsten"),
    "workshop": _("werkplaats"),
    "reading": _("gelezen of meegenomen wat vertrouwelijk is"),
    "record": _("dossier, bewaren en wissen"),
    "refused": _("geweigerd"),
    "other": _("iets anders"),
}

#: For each action its kind and its words, without who did it.
DEEDS: Mapping[str, tuple[str, Words]] = {
    "give_seat": ("seats", _("gaf iemand een stoel")),
    "move_seat": ("seats", _("gaf iemand een andere stoel")),
    "withdraw_seat": ("seats", _("maakte een stoel leeg")),
    "invite": ("seats", _("nodigde iemand uit")),
    "invite_again": ("seats", _("stuurde een uitnodiging opnieuw")),
    "withdraw_invitation": ("seats", _("trok een uitnodiging in")),
    "accept_invitation": ("seats", _("nam een uitnodiging aan")),
    "begin_table": ("seats", _("begon de tafel")),
    "change_heading": ("seats", _("richtte de tafel in")),
    "add_mandate": ("seats", _("schreef een mandaat op")),
    "change_mandate": ("seats", _("wijzigde een mandaat")),
    "end_mandate": ("seats", _("beëindigde een mandaat")),
    "load_table": ("means", _("las een tafel in uit een bestand")),
    "load_demo": ("means", _("las het voorbeeld in")),
    "remove_demo": ("means", _("haalde het voorbeeld weg")),
    "change_rows": ("means", _("wijzigde rijen")),
    "undo_change": ("means", _("maakte een wijziging ongedaan")),
    "keep_schemes": ("means", _("bewaarde regelingen van de gemeente")),
    "drop_scheme": ("means", _("haalde een regeling weg")),
    "idea_became_measure": ("means", _("maakte van een idee een maatregel")),
    "prioritise_statement": ("means", _("maakte werk van een stelling")),
    "send_request": ("asking", _("verstuurde een uitvraag")),
    "discard_request": ("asking", _("gooide een uitvraag weg")),
    "close_request": ("asking", _("sloot een uitvraag")),
    "extend_request": ("asking", _("gaf een uitvraag meer tijd")),
    "remind": ("asking", _("herinnerde aan een uitvraag")),
    "send_again": ("asking", _("stuurde een uitvraag opnieuw")),
    "hand_out_link": ("asking", _("maakte een link bij een uitvraag")),
    "own_link": ("asking", _("opende de eigen uitvraag")),
    "withdraw_links": ("asking", _("trok links van een uitvraag in")),
    "merge_answers": ("asking", _("nam antwoorden over")),
    "make_round": ("dialogue", _("maakte een ronde van het gesprek")),
    "change_round": ("dialogue", _("wijzigde een ronde")),
    "open_round": ("dialogue", _("opende een ronde")),
    "close_round": ("dialogue", _("sloot een ronde")),
    "import_round": ("dialogue", _("las een ronde in")),
    "load_demo_rounds": ("dialogue", _("las de rondes van het voorbeeld in")),
    "add_entrance": ("dialogue", _("maakte een ingang voor een ronde")),
    "seed_statements": ("dialogue", _("zette stellingen klaar")),
    "show_statements": ("dialogue", _("liet stellingen zien")),
    "reject_statements": ("dialogue", _("wees stellingen af")),
    "translate_statements": ("dialogue", _("vertaalde stellingen")),
    "translate_round": ("dialogue", _("vertaalde een ronde")),
    "add_statement": ("dialogue", _("voegde een stelling toe")),
    "withdraw": ("dialogue", _("nam de eigen stemmen terug")),
    "forget_voters": ("record", _("wiste hoe deelnemers van een ronde te herkennen waren")),
    "open_idea_box": ("dialogue", _("opende de ideeënbus")),
    "close_idea_box": ("dialogue", _("sloot de ideeënbus")),
    "bring_idea": ("dialogue", _("bracht een idee")),
    "take_back_idea": ("dialogue", _("nam een idee terug")),
    "answer_idea": ("dialogue", _("beantwoordde een idee")),
    "ask_plan": ("plans", _("liet een plan uitrekenen")),
    "stop_plan": ("plans", _("stopte het rekenen")),
    "choose_in": ("plans", _("koos een maatregel")),
    "choose_out": ("plans", _("liet een maatregel vallen")),
    "choose_free": ("plans", _("liet een maatregel weer vrij")),
    "adopt_plan": ("plans", _("stelde een plan vast")),
    "make_variant": ("plans", _("maakte een variant")),
    "take_over_variant": ("plans", _("nam een variant over")),
    "ask_study": ("plans", _("liet iets bij een plan uitzoeken")),
    "stop_study": ("plans", _("stopte het uitzoeken")),
    "reply_to_share": ("plans", _("zei iets bij de verdeling")),
    "withdraw_share_reply": ("plans", _("haalde een reactie bij de verdeling weg")),
    "agree_to_share": ("plans", _("vond openbaarheid van de verdeling goed")),
    "record_share_consent": ("plans", _("legde vast dat een partij zonder stoel openbaarheid goed vindt")),
    "withdraw_recorded_consent": ("plans", _("trok in wat voor een partij zonder stoel was vastgelegd")),
    "withdraw_share": ("plans", _("trok openbaarheid van de verdeling in")),
    "begin_choice": ("workshop", _("begon een werkplaats")),
    "stop_choice": ("workshop", _("stopte een werkplaats")),
    "answer_alone": ("workshop", _("beantwoordde een vraag over de werkwijze")),
    "lay_open": ("workshop", _("legde antwoorden open")),
    "close_again": ("workshop", _("legde antwoorden weer dicht")),
    "take_over_agreed": ("workshop", _("nam gelijke antwoorden over")),
    "keep_outcome": ("workshop", _("bewaarde de uitkomst van een werkplaats")),
    "change_methods": ("workshop", _("wijzigde de werkwijzen van de gemeente")),
    "begin_canvas": ("workshop", _("begon een rollenblad")),
    "choose_decider": ("workshop", _("schreef op wie beslist")),
    "add_role": ("workshop", _("zette een rol op een rollenblad")),
    "change_role": ("workshop", _("wijzigde een rol")),
    "take_role_away": ("workshop", _("haalde een rol weg")),
    "put_role_back": ("workshop", _("zette een rol terug")),
    "take_canvas_away": ("workshop", _("haalde een rollenblad weg")),
    "put_canvas_back": ("workshop", _("zette een rollenblad terug")),
    "make_agreement": ("agreements", _("maakte een afspraak")),
    "change_agreement": ("agreements", _("wijzigde een afspraak")),
    "confirm_part": ("agreements", _("bevestigde het eigen deel van een afspraak")),
    "decline_part": ("agreements", _("wees het eigen deel van een afspraak af")),
    "take_back": ("agreements", _("nam een bevestiging terug")),
    "report_progress": ("agreements", _("zei hoe het met een afspraak staat")),
    "drop_agreement": ("agreements", _("liet een afspraak vervallen")),
    "lift_reservation": ("agreements", _("hief een voorbehoud op")),
    "take_first_step": ("agreements", _("zette de eerste stap van een afspraak")),
    "draft_agreements": ("agreements", _("maakte conceptafspraken van een plan")),
    "undo_drafts": ("agreements", _("haalde conceptafspraken weer weg")),
    "raise_agreement": ("agreements", _("bracht iets hogerop")),
    "answer_raised": ("agreements", _("antwoordde op wat hogerop ging")),
    "load_demo_agreements": ("agreements", _("las de afspraken van het voorbeeld in")),
    "load_demo_meetings": ("agreements", _("las de bijeenkomsten van het voorbeeld in")),
    "add_year_step": ("agreements", _("zette een stap in het jaar")),
    "change_year_step": ("agreements", _("wijzigde een stap in het jaar")),
    "take_year_over": ("agreements", _("nam het gewone jaar over")),
    "change_follow_up_rules": ("agreements", _("koos wanneer we herinneren")),
    "skip_reminder": ("agreements", _("sloeg een herinnering over")),
    "undo_skip_reminder": ("agreements", _("liet een herinnering toch gaan")),
    "open_street_page": ("agreements", _("opende een pagina Mijn straat")),
    "close_street_page": ("agreements", _("sloot een pagina Mijn straat")),
    "follow_street": ("agreements", _("volgt een straat per mail")),
    "stop_following": ("agreements", _("volgt een straat niet meer")),
    "tell_shops": ("agreements", _("vertelde winkels over werk voor de deur")),
    "tell_wijk": ("agreements", _("vertelde de wijk wat er kwam van iets")),
    "take_back_told": ("agreements", _("haalde weg wat aan de wijk verteld was")),
    "say_whom_to_ask": ("agreements", _("schreef op wie er te vragen is")),
    "make_works_question": ("agreements", _("maakte een vraag over werk voor de deur")),
    "send_works_question": ("agreements", _("verstuurde een vraag over werk voor de deur")),
    "discard_works_question": ("agreements", _("gooide een vraag over werk weg")),
    "call_back_works_question": ("agreements", _("trok een vraag over werk in")),
    "answer_works_question": ("agreements", _("antwoordde op een vraag over werk")),
    "export_votes": ("reading", _("nam de stemmen van een ronde mee, zonder namen")),
    "take_workbook": ("reading", _("nam het werkboek mee")),
    "read_trail": ("reading", _("las het logboek")),
    "take_trail": ("reading", _("nam het logboek mee")),
    "take_own_data": ("reading", _("nam de eigen gegevens mee")),
    "choose_password": ("seats", _("koos een wachtwoord")),
    "ask_record": ("reading", _("liet het dossier klaarzetten")),
    "take_record": ("reading", _("nam het dossier mee")),
    "close_segment": ("record", _("sloot een oud deel van het logboek af")),
    "keep_for": ("record", _("koos hoe lang iets blijft")),
    "clear": ("record", _("ruimde op wat te oud was")),
}


def kind_of(action: str, result: str) -> str:
    """Return of which kind a deed is; what was refused is a kind by itself."""
    if result != "ok" and result.startswith(("refused", "not allowed")):
        return "refused"
    return DEEDS.get(action, ("other", ""))[0]


def words_of(action: str) -> str:
    """Return the deed in words; one we have no words for by its name in the code."""
    return str(DEEDS[action][1]) if action in DEEDS else action.replace("_", " ")


def actions_of(kind: str) -> list[str]:
    """Return the actions of a kind."""
    return [action for action, (own, _words) in DEEDS.items() if own == kind]
