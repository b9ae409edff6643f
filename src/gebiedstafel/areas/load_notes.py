"""What is told of files that were loaded: what we left out, repaired, merged and dropped."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.exchange.boundaries import BoundaryFile
from gebiedstafel.exchange.figures_csv import FigureFile


def notes_of(
    figures: Iterable[FigureFile], boundaries: Iterable[BoundaryFile], former: int, not_loaded: Sequence[str]
) -> list[str]:
    """Say in words what we left out, repaired, merged and dropped."""
    said = []
    if former:
        said.append(ngettext("%(n)d oude code gelezen.", "%(n)d oude codes gelezen.", former) % {"n": former})
    if not_loaded:
        said.append(
            _("Van deze codes is nog niets geladen: %(codes)s. We bewaren ze tot er cijfers zijn.")
            % {"codes": _few(not_loaded)}
        )
    for file in figures:
        if file.left_out:
            said.append(
                ngettext(
                    "%(file)s: %(n)d kolom over herkomst niet gelezen. Die gebruiken we niet.",
                    "%(file)s: %(n)d kolommen over herkomst niet gelezen. Die gebruiken we niet.",
                    len(file.left_out),
                )
                % {"file": file.name, "n": len(file.left_out)}
            )
        if file.unread:
            said.append(
                ngettext(
                    "%(file)s: %(n)d kolom niet gelezen. Die kennen we niet of hebben we niet nodig.",
                    "%(file)s: %(n)d kolommen niet gelezen. Die kennen we niet of hebben we niet nodig.",
                    len(file.unread),
                )
                % {"file": file.name, "n": len(file.unread)}
            )
        if file.undefined:
            said.append(
                _(
                    "%(file)s: %(columns)s niet gelezen. Zo’n kolom zegt niet hoe "
                    "energiearmoede is gemeten. Noem de kolom LIHE, LILEK, LIHELEK of LEKWI."
                )
                % {"file": file.name, "columns": _few([f"‘{one[:40]}’" for one in file.undefined])}
            )
        if file.skipped:
            said.append(
                _("%(file)s: overgeslagen, want niet in een gemeente: %(codes)s.")
                % {"file": file.name, "codes": _few(file.skipped)}
            )
        if file.unknown:
            said.append(_unknown(file.name, file.unknown))
    for shapes in boundaries:
        if shapes.unknown:
            said.append(_unknown(shapes.name, shapes.unknown))
        said += _undrawn(shapes)
        if shapes.converted:
            said.append(_("%(file)s: omgerekend van RD naar lengte en breedte.") % {"file": shapes.name})
        if shapes.repaired:
            said.append(
                _("%(file)s: vlakken die zichzelf kruisten zijn hersteld: %(codes)s.")
                % {"file": shapes.name, "codes": _few(shapes.repaired)}
            )
        if shapes.merged:
            said.append(
                _("%(file)s: delen met dezelfde code zijn samengevoegd: %(codes)s.")
                % {"file": shapes.name, "codes": _few(shapes.merged)}
            )
        if shapes.slivers:
            said.append(
                _("%(file)s: zonder vlak, dus niet getekend: %(codes)s.")
                % {"file": shapes.name, "codes": _few(shapes.slivers)}
            )
    return said


def _undrawn(shapes: BoundaryFile) -> list[str]:
    """Say which boundaries were not loaded, for want of an area that they are of."""
    found = (
        (
            shapes.nowhere,
            ngettext(
                "%(file)s: %(n)d grens niet geladen: we kennen %(codes)s niet.",
                "%(file)s: %(n)d grenzen niet geladen: we kennen %(codes)s niet.",
                len(shapes.nowhere),
            ),
        ),
        (
            shapes.other_years,
            ngettext(
                "%(file)s: %(n)d grens niet geladen: %(codes)s kennen we alleen in andere jaren.",
                "%(file)s: %(n)d grenzen niet geladen: %(codes)s kennen we alleen in andere jaren.",
                len(shapes.other_years),
            ),
        ),
    )
    return [
        words % {"file": shapes.name, "n": len(codes), "codes": _few(codes)}
        for codes, words in found
        if codes
    ]


def _unknown(file: str, names: Sequence[str]) -> str:
    return _("%(file)s: deze namen zijn van geen buurt die we kennen, en zijn overgeslagen: %(names)s.") % {
        "file": file,
        "names": _few(list(dict.fromkeys(names))),
    }


def _few(codes: Sequence[str]) -> str:
    """Name the first five, and how many more there are."""
    named = ", ".join(codes[:5])
    return named if len(codes) <= 5 else _("%(codes)s en nog %(n)d") % {"codes": named, "n": len(codes) - 5}
