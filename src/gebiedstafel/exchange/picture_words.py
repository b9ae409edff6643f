"""A picture in plain sentences: what piles up where, against what, of which year, and what lacks."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gebiedstafel.engines.stacking.stacking import WORST_FIFTH
from gebiedstafel.exchange.among import Among
from gebiedstafel.exchange.indicators import known_indicators

DOMAINS = {
    "fysiek": ("Wonen en straat", "Homes and streets"),
    "sociaal": ("Rondkomen en meedoen", "Getting by and taking part"),
    "veilig": ("Veiligheid", "Safety"),
    "economie": ("Werk", "Work"),
    "gezondheid": ("Gezondheid", "Health"),
    "energie": ("Energie", "Energy"),
}
AREAS = {
    "buurt": ("buurt", "buurten", "buurt", "buurten"),
    "wijk": ("wijk", "wijken", "wijk", "wijken"),
    "gemeente": ("gemeente", "gemeenten", "municipality", "municipalities"),
    "rijk": ("land", "landen", "country", "countries"),
}
WITHIN = (
    "Daarbinnen hoort deze {areas} met de meeste cijfers bij de 20%: {named}.",
    "Daarbinnen horen deze {areas} met de meeste cijfers bij de 20%: {named}.",
    "Within it this {areas} has most figures among the 20%: {named}.",
    "Within it these {areas} have most figures among the 20%: {named}.",
)
AMONG = {
    Among.URBAN: (
        "die even stedelijk is",
        "die even stedelijk zijn",
        "that is as urban",
        "that are as urban",
    ),
    Among.COUNTRY: ("in Nederland", "in Nederland", "in the country", "in the country"),
    Among.MUNICIPALITY: (
        "in de eigen gemeente",
        "in de eigen gemeente",
        "in its own municipality",
        "in its own municipality",
    ),
}
MOST_NAMED = 3


def picture_sentences(found: Mapping[str, Any], language: str) -> list[str]:
    """Return a picture, in the form of picture.schema.json, as sentences in Dutch, or for `en` in English."""
    return list(_Words(found, english=language == "en").sentences())


class _Words:
    def __init__(self, found: Mapping[str, Any], *, english: bool) -> None:
        self.found, self.english = found, english

    def say(self, dutch: str, english: str, **facts: object) -> str:
        return (english if self.english else dutch).format(**facts)

    def sentences(self) -> Iterator[str]:
        yield self.compared()
        yield self.piled()
        domains = self.found["stacking"]["domains"]
        for domain, one in sorted(domains.items(), key=lambda pair: -(pair[1]["percentile"] or 0)):
            if one["percentile"] is not None:
                yield self.domain(domain, one)
        yield from (self.lacking(domain, one) for domain, one in domains.items() if one["percentile"] is None)
        yield from self.within()
        yield from self.sources()

    def areas(self, level: str, count: int) -> str:
        return self.counted(AREAS[level], count)

    def counted(self, words: Sequence[str], count: int) -> str:
        """One of four: Dutch for one and for more, then English."""
        return words[2 * self.english + (count != 1)]

    def compared(self) -> str:
        """Say against how many and which areas."""
        compared = self.found["compared_with"]
        count, name = compared["areas"], f"{self.found['name']} ({self.found['area']})"
        areas = self.areas(compared["level"], count)
        if not count:
            return self.say(
                "{name}: in deze bestanden staan geen andere {areas} om mee te vergelijken.",
                "{name}: these files hold no other {areas} to compare with.",
                name=name,
                areas=areas,
            )
        which = self.counted(AMONG[Among(compared["among"])], count)
        if compared["among"] == Among.URBAN and not compared["urbanity"]:
            which = self.say(
                "waarvan de stedelijkheid niet bekend is", "of which nobody says how urban they are"
            )
        return self.say(
            "{name}, vergeleken met {n} andere {areas} {which}.",
            "{name}, compared with {n} other {areas} {which}.",
            name=name,
            n=count,
            areas=areas,
            which=which,
        )

    def piled(self) -> str:
        """Say on how many domains most is going on, and how sure that is."""
        stacking, level = self.found["stacking"], self.found["compared_with"]["level"]
        if stacking["piled"] is None or not stacking["known"]:
            return self.say(
                "Er zijn te weinig cijfers om te zeggen wat zich hier stapelt.",
                "There are too few figures to say what piles up here.",
            )
        sure = ""
        if stacking["fewest"] != stacking["most"]:
            sure = self.say(
                " Cijfers zijn onzeker: het kunnen er {low} tot {high} zijn.",
                " Figures are uncertain: it may be {low} to {high}.",
                low=stacking["fewest"],
                high=stacking["most"],
            )
        dutch = (
            "Op {piled} van de {known} bekende domeinen hoort dit gebied bij de 20% {areas} waar het meest "
            "speelt."
        )
        english = (
            "On {piled} of the {known} known domains it is among the 20% of {areas} where most is going on."
        )
        if stacking["known"] == 1:
            dutch = (
                "Eén domein is bekend. Daarop hoort dit gebied {is_not}bij de 20% {areas} waar het meest "
                "speelt."
            )
            english = (
                "One domain is known. On it this area is {is_not}among the 20% of {areas} where most is "
                "going on."
            )
        no = "not " if self.english else "niet "
        facts = {
            "piled": stacking["piled"],
            "known": stacking["known"],
            "is_not": "" if stacking["piled"] else no,
        }
        return self.say(dutch, english, areas=self.areas(level, 2), **facts) + sure

    def domain(self, domain: str, one: Mapping[str, Any]) -> str:
        """Say the place on one domain and what it rests on."""
        rests = "; ".join(f"{self.figure(code)} ({place:.0f})" for code, place in one["figures"].items())
        hot = one["percentile"] >= WORST_FIFTH
        mark = self.say(" (bij de 20%)", " (among the 20%)") if hot else ""
        return self.say(
            "{domain}: plaats {place} van 100{mark}. Dat rust op {rests}.",
            "{domain}: place {place} of 100{mark}. It rests on {rests}.",
            domain=self.domain_word(domain),
            place=int(one["percentile"]),
            mark=mark,
            rests=rests,
        )

    def lacking(self, domain: str, one: Mapping[str, Any]) -> str:
        """Say what a domain lacks."""
        kinds = (
            ("missing", "Niet bekend", "Not known"),
            ("small", "Over te weinig mensen", "About too few people"),
            (
                "too_few_to_compare",
                "Te weinig gebieden om mee te vergelijken",
                "Too few areas to compare with",
            ),
        )
        why = [
            f"{english if self.english else dutch}: {'; '.join(map(self.figure, one[kind]))}."
            for kind, dutch, english in kinds
            if one[kind]
        ]
        start = self.say(
            "{domain}: onvoldoende gegevens.", "{domain}: too few figures.", domain=self.domain_word(domain)
        )
        return " ".join([start, *why])

    def within(self) -> Iterator[str]:
        """Say which of the areas within are most often among the fifth."""
        counted = []
        for child in self.found["children"]:
            places = [one["percentile"] for one in child["figures"].values() if one["percentile"] is not None]
            hot = sum(place >= WORST_FIFTH for place in places)
            if hot:
                counted.append((hot, len(places), child["name"], child["level"]))
        if not counted:
            return
        counted.sort(key=lambda one: (-one[0], one[1], one[2]))
        named = ", ".join(
            self.say("{name} ({hot} van {all})", "{name} ({hot} of {all})", name=name, hot=hot, all=places)
            for hot, places, name, _level in counted[:MOST_NAMED]
        )
        told = self.counted(WITHIN, len(counted))
        yield told.format(areas=self.areas(counted[0][3], len(counted)), named=named)

    def sources(self) -> Iterator[str]:
        """Say from which files figures come, and of which years."""
        years: dict[str, set[int]] = {}
        for figures in (self.found["figures"], *(child["figures"] for child in self.found["children"])):
            for one in figures.values():
                if one["value"] is not None:
                    years.setdefault(one["source"], set()).add(one["year"])
        named = "; ".join(f"{file} ({', '.join(map(str, sorted(of)))})" for file, of in sorted(years.items()))
        if named:
            yield self.say("Cijfers uit: {named}.", "Figures from: {named}.", named=named)

    def domain_word(self, domain: str) -> str:
        return DOMAINS.get(domain, (domain, domain))[self.english]

    def figure(self, code: str) -> str:
        one = known_indicators().get(code)
        name = code if one is None else one.name_en if self.english else one.name
        return name.split(", per ")[0]
