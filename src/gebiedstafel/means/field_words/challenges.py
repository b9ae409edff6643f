"""The words of the form of a challenge."""

from django.utils.translation import gettext_lazy as _

from gebiedstafel.means.fields.boxes import FieldWords as Field

from .choices import LEVELS

CHALLENGE = (
    Field("title", "text", _("De opgave in één zin"), required=True),
    Field(
        "need_words", "words", _("Wat hebben bewoners nodig?"),
        _("In hun eigen woorden, zoals zij het vertellen. Geen namen en geen adressen."),
        asks_unknown=True,
    ),
    Field("urgency", "graded", _("Hoe dringend is het?"), choices=(
        ("1", _("het kan wachten")),
        ("2", _("het kan even wachten")),
        ("3", _("het vraagt aandacht")),
        ("4", _("het is dringend")),
        ("5", _("het is zeer dringend")),
    )),
    Field("themes", "themes", _("Over welke thema’s gaat het?"), group="where"),
    Field("areas", "ticks", _("In welke gebieden speelt het?"), group="where", choices="areas"),
    Field("arises", "choice", _("Op welke schaal ontstaat het?"), group="where", choices=LEVELS),
    Field("solved_at", "ticks", _("Op welke schaal ligt de sleutel?"), group="where", choices=LEVELS),
    Field(
        "key_higher", "share", _("Voor {} van de hele opgave ligt de sleutel hoger dan de wijk."),
        group="where",
    ),
    Field(
        "owners", "ticks", _("Wie noemt zich eigenaar?"),
        _("De eerste heeft de regie over deze tekst."), group="who", choices="parties",
    ),
    Field("with", "ticks", _("Wie doet mee?"), group="who", choices="parties"),
    Field(
        "resident_priority", "share", _("Van de bewoners die meededen zet {} dit bovenaan."), group="weight",
    ),
    Field(
        "need", "weight", _("De hele opgave telt voor {} punten."),
        _("Niets ingevuld: 10 punten, net als andere opgaven."), group="weight",
    ),
)  # fmt: skip
