"""Letters go through a real mail server."""

import pytest

from gebiedstafel.accounts.letters import Letter, NotSent, send_letter, write_letter
from gebiedstafel.accounts.models import Person


def test_a_letter_arrives_as_it_was_written(mailbox):
    send_letter(Letter("anne@voorbeeld.nl", "Één stoel", "Dag Anne,\n\nKom erbij.\n"))

    assert mailbox.letters[0]["X-Went-To"] == "anne@voorbeeld.nl"
    assert "Kom erbij." in mailbox.text


def test_a_server_that_refuses_or_is_not_there_says_so(mailbox, settings):
    mailbox.refuses = True
    with pytest.raises(NotSent):
        send_letter(Letter("weg@voorbeeld.nl", "x", "y"))

    settings.EMAIL_PORT = 1
    with pytest.raises(NotSent):
        send_letter(Letter("weg@voorbeeld.nl", "x", "y"))


def test_the_first_line_is_the_subject_in_the_language_of_the_reader():
    person = Person(username="anne", first_name="Anne <b>")

    dutch = write_letter(
        "accounts/letters/password.txt", to="a@b.nl", language="nl", person=person, url="http://x/"
    )
    english = write_letter(
        "accounts/letters/password.txt", to="a@b.nl", language="en", person=person, url="http://x/"
    )

    assert dutch.subject == "Kies een nieuw wachtwoord"
    assert "Dag Anne <b>," in dutch.text
    assert english.subject == "Choose a new password"
