"""The forms for signing in, in plain words."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .addresses import mail_address
from .models import Person

GOOD_PASSWORD = _(
    "Neem minstens 12 tekens, niet alleen cijfers, niet uw eigen naam en geen wachtwoord dat veel "
    "mensen kiezen. Een zin onthoudt u makkelijk."
)
NOT_EQUAL = _("De twee nieuwe wachtwoorden zijn niet gelijk.")


class MailField(forms.CharField):
    """One e-mail address."""

    def __init__(self, **options: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        missing = {"required": _("We missen het e-mailadres.")}
        super().__init__(**{"widget": widget, "error_messages": missing, **options})

    def clean(self, value: Any) -> str:
        """Return the address as we keep it."""
        return mail_address(super().clean(value))


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
        self.fields["username"].label = _("Gebruikersnaam of e-mailadres")
        self.fields["password"].label = _("Wachtwoord")


class ChangePasswordForm(PasswordChangeForm):
    """The old password and twice the new one."""

    error_messages = {
        "password_mismatch": NOT_EQUAL,
        "password_incorrect": _("Dit is niet uw huidige wachtwoord."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Huidig wachtwoord")
        self.fields["new_password1"].label = _("Nieuw wachtwoord")
        self.fields["new_password1"].help_text = GOOD_PASSWORD
        self.fields["new_password2"].label = _("Nog een keer het nieuwe wachtwoord")
        self.fields["new_password2"].help_text = ""


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """Twice a new password, for who came by a link."""

    error_messages = {"password_mismatch": NOT_EQUAL}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("Nieuw wachtwoord")
        self.fields["new_password1"].help_text = GOOD_PASSWORD
        self.fields["new_password2"].label = _("Nog een keer het nieuwe wachtwoord")
        self.fields["new_password2"].help_text = ""


class ForgottenForm(forms.Form):
    """Where to send the way back in."""

    email = MailField(label=_("Uw e-mailadres"))


class NewAccountForm(NewPasswordForm):
    """How someone is called, and twice the password they choose."""

    name = forms.CharField(
        label=_("Uw naam"),
        max_length=150,
        help_text=_("Zo zien anderen aan uw tafels wie u bent."),
        error_messages={"required": _("We missen uw naam.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "new_password1", "new_password2"]

    def clean_name(self) -> str:
        """Return the name on one line; the password is held against it."""
        self.user.first_name = " ".join(self.cleaned_data["name"].split())
        return str(self.user.first_name)


class PersonForm(forms.Form):
    """How someone is called, and in which language we write to them."""

    name = forms.CharField(
        label=_("Uw naam"),
        max_length=150,
        help_text=_("Zo zien anderen aan uw tafels wie u bent."),
        error_messages={"required": _("We missen uw naam.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Taal"), choices=Person.Language.choices, help_text=_("Voor de pagina’s en voor mail.")
    )

    def clean_name(self) -> str:
        """Return the name on one line."""
        return " ".join(self.cleaned_data["name"].split())


class EmptyBox(forms.TextInput):
    """A box that comes back empty: a code that was wrong is of no use in it."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Leave out what was typed."""
        return super().get_context(name, None, attrs)


class CodeForm(forms.Form):
    """A code of the app, or one from paper."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("De zes cijfers in uw app, of een herstelcode van uw papier."),
        error_messages={"required": _("We missen de code.")},
        widget=EmptyBox(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class WhoForm(forms.Form):
    """Whom an administrator helps."""

    who = forms.CharField(
        label=_("Gebruikersnaam of e-mailadres"),
        max_length=254,
        error_messages={"required": _("We missen de naam of het adres.")},
    )
    person: Person

    def clean_who(self) -> str:
        """Find the one account this is."""
        typed = str(self.cleaned_data["who"]).strip()
        found = list(Person.objects.filter(Q(username=typed) | Q(email__iexact=typed), is_active=True)[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("We vinden hierbij niet precies één account. Kijk het na."))
        self.person = found[0]
        return typed
