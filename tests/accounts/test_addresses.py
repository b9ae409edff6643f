"""One e-mail address, or a sentence that says why not."""

import pytest
from django.core.exceptions import ValidationError

from gebiedstafel.accounts.addresses import mail_address


def test_an_address_is_kept_in_small_letters_without_spaces_around_it():
    assert mail_address("  Anne@Voorbeeld.NL\n") == "anne@voorbeeld.nl"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "We missen"),
        ("a@b.nl\nBcc: c@d.nl", "op één regel"),
        ("a@b.nl\r\nSubject: hoi", "op één regel"),
        ("a\x00@b.nl", "op één regel"),
        ("Anne <a@b.nl>", "zonder naam en haakjes"),
        ("<script>@b.nl", "zonder naam en haakjes"),
        ("a@b.nl, c@d.nl", "één voor één"),
        ("a@b.nl c@d.nl", "één voor één"),
        ("a@b@c.nl", "één voor één"),
        ("anne", "is geen e-mailadres"),
        ("@b.nl", "is geen e-mailadres"),
        ("a@" + "b" * 300 + ".nl", "is geen e-mailadres"),
    ],
)
def test_what_is_not_one_address_gets_a_sentence(typed, told):
    with pytest.raises(ValidationError) as refused:
        mail_address(typed)

    assert told in refused.value.messages[0]
