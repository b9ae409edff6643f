"""Why a service gave no figures, said so that someone knows what to do next."""

from __future__ import annotations

from ..faults import BadFile, Fault

SENTENCES: dict[str, tuple[str, str]] = {
    "down": (
        "{host} is niet te bereiken. Controleer de verbinding en probeer het later opnieuw. "
        "Wat er al is, halen we niet nog eens op.",
        "{host} cannot be reached. Check the connection and try again later. "
        "What is already there is not asked for again.",
    ),
    "slow": (
        "{host} antwoordt te langzaam: geen heel antwoord binnen {seconds} seconden. Probeer het later "
        "opnieuw. Wat er al is, halen we niet nog eens op.",
        "{host} answers too slowly: no whole answer within {seconds} seconds. Try again later. "
        "What is already there is not asked for again.",
    ),
    "cut": (
        "{host} brak het antwoord steeds af. Probeer het later opnieuw. Wat er al is, halen we niet nog "
        "eens op.",
        "{host} kept breaking its answer off. Try again later. What is already there is not asked for again.",
    ),
    "busy": (
        "{host} vraagt ons te wachten ({status}). Probeer het over een uur opnieuw. Wat er al is, halen we "
        "niet nog eens op.",
        "{host} asks us to wait ({status}). Try again in an hour. What is already there is not asked for "
        "again.",
    ),
    "broken": (
        "{host} heeft een storing ({status}). Probeer het later opnieuw. Wat er al is, halen we niet nog "
        "eens op.",
        "{host} has a fault ({status}). Try again later. What is already there is not asked for again.",
    ),
    "refused": (
        "{host} weigert de vraag ({status}): {path}. De tabel is verplaatst of veranderd. Haal op zonder "
        "deze bron, of laad een bestand.",
        "{host} refuses the question ({status}): {path}. The table has moved or changed. Fetch without this "
        "source, or load a file.",
    ),
    "half": (
        "{host} geeft steeds een half antwoord: de tekst breekt af. Probeer het later opnieuw. Wat er al is, "
        "halen we niet nog eens op.",
        "{host} keeps giving half an answer: the text breaks off. Try again later. What is already there is "
        "not asked for again.",
    ),
    "changed": (
        "{host} antwoordt anders dan beschreven: {what}. Haal op zonder deze bron, of laad een bestand.",
        "{host} answers otherwise than documented: {what}. Fetch without this source, or load a file.",
    ),
    "too_big": (
        "{host} geeft meer dan {limit} MB. Dat lezen we niet. Haal op zonder deze bron, of laad een bestand.",
        "{host} gives more than {limit} MB, which we do not read. Fetch without this source, or load a file.",
    ),
    "inward": (
        "{host} wijst naar een adres binnen een eigen netwerk. Daar vragen we niets. Controleer het adres.",
        "{host} points at an address inside a private network. We ask nothing there. Check the address.",
    ),
    "not_https": (
        "{host}: alleen een adres dat met https:// begint, zonder naam of wachtwoord erin. Controleer het "
        "adres.",
        "{host}: only an address that starts with https://, without a name or password in it. Check the "
        "address.",
    ),
    "elsewhere": (
        "{host} stuurt door naar {other}. Daar gaan we niet heen. Controleer het adres.",
        "{host} sends us on to {other}. We do not go there. Check the address.",
    ),
    "unknown": (
        "We kennen geen gemeente ‘{text}’. Geef de naam of de code, zoals Purmerend of GM0439.{close}",
        "We know no municipality “{text}”. Give its name or code, such as Purmerend or GM0439.{close}",
    ),
    "nothing": (
        "Geen enkele bron heeft cijfers over {text}. Controleer de code; misschien is de gemeente opgegaan "
        "in een andere.",
        "No source has figures about {text}. Check the code; perhaps the municipality merged into another.",
    ),
    "no_table": (
        "We kennen geen bron ‘{text}’. Kies uit {known}.",
        "We know no source “{text}”. Choose from {known}.",
    ),
    "folder": (
        "In {text} kunnen we niet schrijven. Kies een andere map.",
        "We cannot write in {text}. Choose another folder.",
    ),
    "stopped": (
        "Gestopt. Wat er al is, halen we de volgende keer niet opnieuw op.",
        "Stopped. What is already there is not asked for again next time.",
    ),
}


class NotFetched(BadFile):
    """Raised when a service gives no whole answer; `kind` says which of the sentences it is."""

    def __init__(self, kind: str, **facts: object) -> None:
        dutch, english = SENTENCES[kind]
        place = str(facts.get("host") or facts.get("text") or "")
        # A fact that is itself words comes as a pair: Dutch, English.
        said = [
            {name: fact[at] if isinstance(fact, tuple) else fact for name, fact in facts.items()}
            for at in (0, 1)
        ]
        super().__init__((Fault(place, dutch.format(**said[0]), english.format(**said[1])),))
        self.kind = kind


class Stopped(NotFetched):
    """Raised when someone asked to stop."""

    def __init__(self) -> None:
        super().__init__("stopped")
