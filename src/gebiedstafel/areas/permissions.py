"""Who may change the reference data, which is the same for every table."""

from django.utils.translation import gettext as _

from gebiedstafel.ui.refusals import NotAllowed


def check_can_load(*, chairs_a_table: bool) -> None:
    """Only who chairs a table loads figures; who that is, the tables above know."""
    if not chairs_a_table:
        raise NotAllowed(_("Alleen wie een tafel voorzit laadt cijfers."))
