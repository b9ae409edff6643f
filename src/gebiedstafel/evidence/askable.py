"""What signals and strengths give *Herkent u dit?* to ask about: only what anyone may read already."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from gebiedstafel.signals.published import batches_for_public
from gebiedstafel.stories.askable import Askable
from gebiedstafel.strengths.published import Circle, strengths_for
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.tables.place_names import place_names


def askable_of(table: AreaTable) -> Iterator[Askable]:
    """Yield each batch and each strength that anyone may see, in the words in which people are asked.

    Of a batch that is its theme, place and size class: never a text, and never who reported.
    """
    for batch in batches_for_public(table):
        yield Askable(
            subject=f"batch/{batch.id}",
            area=batch.place,
            heading=_("Signalen van vakmensen"),
            words=_("{place}. Vakmensen meldden dit {often}: {theme}.").format(
                place=batch.place_name, often=batch.size_words, theme=batch.theme_name
            ),
            source=_("signalen, {quarter}").format(quarter=batch.quarter_words),
        )
    whole = place_names(table).get(table.area, table.name)
    for one in strengths_for(table, Circle.EVERYONE):
        yield Askable(
            subject=f"strength/{one.id}",
            # What is of the whole area is asked where the whole area is.
            area=one.area or table.area,
            heading=_("Wat hier sterk is"),
            words=_("{place}. Dit is hier sterk: {name}. {sentence}")
            .format(place=one.place or whole, name=one.name.rstrip("."), sentence=one.sentence)
            .strip(),
            source=one.holder,
        )
