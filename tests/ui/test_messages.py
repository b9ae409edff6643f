"""The English of the pages: complete, not obsolete, not contradicting."""

from pathlib import Path

import pytest

from gebiedstafel.ui import messages

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


@pytest.fixture
def app(tmp_path: Path, monkeypatch) -> Path:
    """An app of its own, in a package of its own."""
    folder = tmp_path / "gaarden"
    (folder / "templates").mkdir(parents=True)
    (folder / "locale/en/LC_MESSAGES").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    return folder


def say(app: Path, html: str, english: str = "") -> None:
    (app / "templates" / "page.html").write_text(html)
    (app / messages.ENGLISH).write_text(HEAD + english)


def test_a_sentence_without_english_is_named_with_its_place(app):
    say(app, '<p>\n  {% translate "Wie zit aan tafel?" %}</p>')

    assert messages.faults() == [
        "gaarden/templates/page.html:2: no English for 'Wie zit aan tafel?'"
        " (it goes into gaarden/locale/en/LC_MESSAGES/django.po)"
    ]


@pytest.mark.parametrize(
    "html",
    [
        "{% load i18n %}{% blocktranslate with n=3 asvar x %}<b>{{ n }}</b> stoelen{% endblocktranslate %}",
        '  {% if a %}\n{% include "x.html" with title=_("Er zijn stoelen") %}\n    {% endif %}',
        "{% blocktranslate count n=n %}{{ n }} stoel{% plural %}{{ n }} stoelen{% endblocktranslate %}",
        "{% translate 'stoel' context 'meubel' as wat %}",
    ],
)
def test_sentences_are_found_in_every_shape_of_template(app, html):
    say(app, html)

    assert len(messages.faults()) == 1


def test_sentences_are_found_in_code(app):
    (app / "actions.py").write_text(
        'reason = _("Alleen de voorzitter kiest.")\nngettext("stoel", "stoelen", 3)\n'
    )

    assert [m.text for m in messages.messages_in(app)] == ["Alleen de voorzitter kiest.", "stoel"]


def test_english_that_nothing_says_any_more_is_obsolete(app):
    say(app, "", '\nmsgid "Oud"\nmsgstr "Old"\n')

    assert messages.faults() == [
        "gaarden/locale/en/LC_MESSAGES/django.po: nothing says 'Oud' any more; take it out"
    ]


def test_english_may_not_ask_for_a_value_the_dutch_lacks(app):
    say(
        app,
        "{% blocktranslate %}Nog {{ days }} dagen{% endblocktranslate %}",
        '\nmsgid "Nog %(days)s dagen"\nmsgstr "%(nights)s days left"\n',
    )

    assert len(messages.faults()) == 1
    assert "asks for a value" in messages.faults()[0]


def test_english_may_ask_for_a_value_that_only_the_dutch_plural_has(app):
    say(
        app,
        "{% blocktranslate count n=n %}Eén dag{% plural %}{{ n }} dagen{% endblocktranslate %}",
        '\nmsgid "Eén dag"\nmsgid_plural "%(n)s dagen"\nmsgstr[0] "One day"\nmsgstr[1] "%(n)s days"\n',
    )

    assert messages.faults() == []


def test_unfinished_english_counts_as_missing(app):
    say(app, '{% translate "Nu" %}', '\n#, fuzzy\nmsgid "Nu"\nmsgstr "Now"\n')

    assert len(messages.faults()) == 1


def test_what_is_missing_is_printed_as_entries_to_fill_in(app, capsys):
    say(app, '{% translate "Zij zei: ja" %}')

    messages.main(["missing"])

    printed = capsys.readouterr().out
    (app / messages.ENGLISH).write_text(HEAD + printed.replace('msgstr ""', 'msgstr "She said: yes"'))
    assert messages.faults() == []


def test_compiling_again_does_nothing_until_the_english_changes(app):
    say(app, '{% translate "Nu" %}', '\nmsgid "Nu"\nmsgstr "Now"\n')

    assert (messages.compile_all(), messages.compile_all()) == (1, 0)


def test_every_sentence_of_the_base_page_has_its_english():
    folder = messages.PACKAGE / "ui"
    english = messages.english_in(messages.catalogue_of(folder))

    missing = [m.text for m in messages.messages_in(folder) if m.key not in english]

    assert len(english) > 50
    assert missing == []
