"""The settings are safe by default, and the page about them tells all of them."""

import re
import stat

import pytest

from gebiedstafel.site.own_secrets import own_secret
from prove.installation import manage


def test_the_page_about_settings_names_each_setting_once_and_no_other(root):
    code = (root / "src/gebiedstafel/site/settings.py").read_text()
    page = (root / "docs/reference/settings.md").read_text()

    read = set(re.findall(r'\benv(?:\.\w+)?\(\s*"(\w+)"', code))
    told = re.findall(r"^\| `(\w+)`", page, flags=re.MULTILINE)

    assert len(read) >= 8
    assert sorted(told) == sorted(read)


def test_a_site_behind_https_passes_every_deploy_check(tmp_path):
    checked = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", GEBIEDSTAFEL_HTTPS="1")

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = own_secret(tmp_path, "secret_key")

    assert own_secret(tmp_path, "secret_key") == first
    assert own_secret(tmp_path, "trail_key") != first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret_key", "trail_key"]


@pytest.mark.django_db
def test_every_answer_carries_a_strict_policy(client):
    for address in ("/gezond", "/inloggen/", "/bestaat-niet/"):
        answer = client.get(address)

        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_health_is_told_in_one_word(client):
    assert client.get("/gezond").content == b"gezond\n"


def test_health_says_when_the_database_does_not_answer(client, monkeypatch):
    from django.db import OperationalError, connection

    def gone(*_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", gone)

    assert client.get("/gezond").status_code == 503


def test_security_txt_stands_only_where_a_contact_is_known(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404

    settings.SECURITY_CONTACT = "mailto:veilig@gemeente.example"
    told = client.get("/.well-known/security.txt").content.decode()

    assert "Contact: mailto:veilig@gemeente.example\n" in told
    assert re.search(r"^Expires: 20\d\d-\d\d-\d\dT00:00:00Z$", told, flags=re.MULTILINE)


def test_a_huge_upload_is_refused_with_a_sentence_before_it_is_read(client, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024

    answer = client.generic("POST", "/inloggen/", b"x" * (1024 * 1024 + 1))

    assert answer.status_code == 413
    assert "hoogstens 1 MB" in answer.content.decode()
    assert "Content-Security-Policy" in answer
