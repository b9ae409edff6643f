"""Fictional municipalities, their answers in the order of the questions, and what is meant to fit."""

QUESTIONS = (
    "omvang",
    "stapeling",
    "schaal",
    "urgentie",
    "vertrouwen",
    "organiserend",
    "mandaat",
    "budget",
    "bestuur",
    "partners",
    "capaciteit",
    "wijkteamruimte",
)
#: Answers to the twelve questions, and the ways of working that are meant to fit best.
PROFILES = {
    "dorp_in_de_polder": ((0, 1, 0, 1, 3, 3, 1, 1, 1, 1, 0, 1), ("kernenlicht",)),
    "vlietstede_demo": ((2, 3, 1, 2, 1, 2, 2, 1, 2, 2, 2, 1), ("wijkregie", "doorbraak")),
    "grote_stad_focusgebied": ((4, 4, 1, 1, 1, 2, 3, 2, 4, 3, 4, 1), ("gebiedsteam", "alliantie")),
    "incident_aan_het_plein": ((3, 2, 0, 4, 1, 1, 3, 1, 2, 1, 2, 0), ("taskforce",)),
    "aardgasvrij_heel_de_stad": ((3, 1, 3, 1, 2, 2, 1, 0, 3, 3, 3, 1), ("opgaveprogramma",)),
    "sterke_cooperatie": ((2, 1, 0, 0, 3, 4, 2, 3, 2, 2, 1, 1), ("bewonersgestuurd",)),
}
