"""The forms for signing in, in plain words."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Name and password."""

    error_messages = {
        "invalid_login": _(
            "Deze naam en dit wachtwoord horen niet bij elkaar. Kijk ze na en probeer het nog eens."
        ),
        "inactive": _("Dit account is gesloten. Vraag de voorzitter van uw tafel om hulp."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Gebruikersnaam")
        self.fields["password"].label = _("Wachtwoord")


class ChangePasswordForm(PasswordChangeForm):
    """The old password and twice the new one."""

    error_messages = {
        "password_mismatch": _("De twee nieuwe wachtwoorden zijn niet gelijk."),
        "password_incorrect": _("Dit is niet uw huidige wachtwoord."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Huidig wachtwoord")
        self.fields["new_password1"].label = _("Nieuw wachtwoord")
        self.fields["new_password1"].help_text = _(
            "Neem minstens 12 tekens, niet alleen cijfers, niet uw eigen naam en geen wachtwoord dat veel "
            "mensen kiezen. Een zin onthoudt u makkelijk."
        )
        self.fields["new_password2"].label = _("Nog een keer het nieuwe wachtwoord")
        self.fields["new_password2"].help_text = ""
