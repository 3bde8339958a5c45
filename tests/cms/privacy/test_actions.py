"""All that is known of a person is handed over, and forgotten, by what every app says it knows."""

import json

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from wagtail.log_actions import log
from wagtail.models import Comment, ModelLogEntry, PageLogEntry

from cms.activity.actions import record_act
from cms.activity.acts import declare_act
from cms.activity.knowing import CannotEraseError
from cms.activity.models import AuditEntry
from cms.archive.actions import record_download
from cms.archive.models import Download
from cms.media.models import Image
from cms.people.actions import issue_api_token
from cms.people.models import ApiToken, Profile, User
from cms.privacy.actions import erase_person, export_person, obstacles_to_erasing, pseudonym_of, rows_to_erase
from cms.responses.knowing import FavouriteKnower
from cms.responses.models import Favourite
from tests.factories.access import create_audience
from tests.factories.archive import create_document
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import PASSWORD, create_superuser, create_user

pytestmark = pytest.mark.django_db
GREETED = declare_act("person.greeted", "Greeted")
EMAIL = "zoe.jansen@plein.example"
NAMES = ("Zoë", "Jansen", EMAIL)


@pytest.fixture
def ada():
    return create_superuser()


@pytest.fixture
def article():
    return create_article(create_theme(create_home()), "Verlof")


@pytest.fixture
def zoe(ada, article):
    """Somebody who left something in every corner."""
    zoe = create_user("Zoë Jansen", email=EMAIL, job_title="Archivaris", phone="0612345678", photo=create_image())
    zoe.groups.add(Group.objects.create(name="Redactie"))
    zoe_and_others = create_audience(name="Enkelen")
    zoe_and_others.people.add(zoe, ada)
    article.owner = zoe
    article.save_revision(user=zoe, log_action=True).publish(user=zoe, skip_permission_checks=True)
    issue_api_token(zoe, name="Telefoon")
    Favourite.objects.create(user=zoe, page=article)
    record_download(create_document(), by=zoe)
    Comment.objects.create(page=article, user=zoe, text="Vraag het Zoë Jansen", contentpath="title")
    Comment.objects.create(page=article, user=ada, text="Dank je, zoë jansen!", contentpath="title")
    log(instance=zoe, action="wagtail.edit", user=ada, data={"note": f"now {EMAIL}"})
    record_act(GREETED, by=ada, thing=zoe, details={"words": "Dag Zoë Jansen", "from": "Ada Beheer"})
    return User.objects.select_related("profile__unit").get(pk=zoe.pk)


def exported(person, by=None):
    parts = {}
    counts = export_person(person, by=by, put=lambda name, content: parts.setdefault(name, content.read()))
    return parts, counts


def test_all_that_is_known_is_handed_over_by_topic(zoe, ada, article):
    parts, counts = exported(zoe, by=ada)
    told = {name.removesuffix(".json"): json.loads(part) for name, part in parts.items() if name.endswith(".json")}
    assert (told["account"][0]["email"], told["account"][0]["phone"]) == (EMAIL, "0612345678")
    assert told["account"][0]["groups"] == ["Redactie"]
    assert [token["name"] for token in told["tokens"]] == ["Telefoon"]
    assert [row["page_id"] for row in told["favourites"]] == [article.pk]
    assert [row["title"] for row in told["downloads"]] == ["Regeling"]
    assert [row["text"] for row in told["comments"]] == ["Vraag het Zoë Jansen"]
    assert [row["title"] for row in told["pages"]] == ["Verlof"]
    assert told["audiences"] == [{"name": "Enkelen"}]
    assert told["contents"]["rows"] == counts
    assert [name for name in parts if name.startswith("files/account/")] != []


def test_nobody_else_is_in_what_is_handed_over(zoe, ada):
    parts, _counts = exported(zoe, by=ada)
    for part in parts.values():
        assert b"Ada" not in part
        assert ada.email.encode() not in part


def test_the_hand_over_is_written_in_the_audit_log(zoe, ada):
    exported(zoe, by=ada)
    entry = AuditEntry.objects.get(act="person.exported")
    assert (entry.by, entry.thing_id) == (ada, str(zoe.pk))


def test_a_file_that_is_gone_is_said_to_be_missing(zoe):
    photo = zoe.profile.photo
    photo.file.storage.delete(photo.file.name)
    _parts, counts = exported(zoe)
    assert counts["account: files missing"] == 1


def test_who_is_erased_is_named_nowhere(zoe, ada, article):
    photo = zoe.profile.photo
    erase_person(zoe, by=ada)
    left = User.objects.get(pk=zoe.pk)
    assert (left.get_full_name(), left.email) == (pseudonym_of(zoe), f"erased-{zoe.pk}@erased.invalid")
    assert (left.is_active, left.has_usable_password(), left.groups.count()) == (False, False, 0)
    profile = Profile.objects.get(user=left)
    assert (profile.job_title, profile.phone, profile.photo, profile.unit) == ("", "", None, None)
    assert not Image.objects.filter(pk=photo.pk).exists()
    assert not ApiToken.objects.filter(user=left).exists()
    assert not Favourite.objects.filter(user=left).exists()
    assert Download.objects.get().user is None
    article.refresh_from_db()
    assert (article.owner, article.live) == (left, True)


def test_logs_and_comments_go_on_with_a_pseudonym(zoe, ada):
    erase_person(zoe, by=ada)
    pseudonym = pseudonym_of(zoe)
    assert AuditEntry.objects.get(act=GREETED).details == {"words": f"Dag {pseudonym}", "from": "Ada Beheer"}
    mine, adas = Comment.objects.order_by("pk")
    assert (mine.user_id, mine.text) == (zoe.pk, f"Vraag het {pseudonym}")
    assert adas.text == f"Dank je, {pseudonym}!"
    assert ModelLogEntry.objects.get(object_id=str(zoe.pk)).label == pseudonym
    rows = [*AuditEntry.objects.values(), *ModelLogEntry.objects.values(), *PageLogEntry.objects.values()]
    said = json.dumps(rows, default=str, ensure_ascii=False)
    assert [name for name in NAMES if name.casefold() in said.casefold()] == []


def test_that_somebody_was_erased_stays_in_the_audit_log(zoe, ada):
    erase_person(zoe, by=ada)
    entry = AuditEntry.objects.get(act="person.erased")
    assert (entry.by, entry.thing_name) == (ada, pseudonym_of(zoe))


def test_to_be_erased_twice_changes_nothing_more(zoe, ada):
    erase_person(zoe, by=ada)
    erase_person(User.objects.get(pk=zoe.pk), by=ada)
    assert User.objects.get(pk=zoe.pk).email == f"erased-{zoe.pk}@erased.invalid"


def test_who_is_signed_in_is_out_at_the_next_request(client, zoe, ada):
    _token, secret = issue_api_token(zoe, name="Ander")
    client.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert client.get(reverse("account")).status_code == 200
    erase_person(zoe, by=ada)
    assert client.get(reverse("account")).status_code == 302
    asked = {"query": "{ viewer { person { name } } }"}
    answer = client.post("/graphql/", asked, "application/json", headers={"authorization": f"Bearer {secret}"})
    assert "Jansen" not in answer.content.decode()
    assert not client.login(email=EMAIL, password=PASSWORD)


def test_the_last_administrator_is_not_erased(ada):
    with pytest.raises(CannotEraseError, match="laatste actieve beheerder"):
        erase_person(ada, by=None)
    assert User.objects.get(pk=ada.pk).is_superuser


def test_nobody_erases_themselves(ada):
    create_superuser("Bo Beheer")
    with translation.override("en"), pytest.raises(CannotEraseError, match="Nobody erases themselves"):
        erase_person(ada, by=ada)
    assert obstacles_to_erasing(ada, by=None) == []


def test_to_count_what_would_go_changes_nothing(zoe):
    before = AuditEntry.objects.count()
    counts = rows_to_erase(zoe, by=None)
    assert (counts["favourites"], counts["tokens"], counts["account"]) == (1, 1, 1)
    assert User.objects.get(pk=zoe.pk).email == EMAIL
    assert AuditEntry.objects.count() == before


def test_nothing_is_erased_where_one_app_fails(zoe, ada, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(FavouriteKnower, "erase", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        erase_person(zoe, by=ada)
    assert ApiToken.objects.filter(user=zoe).exists()
    assert User.objects.get(pk=zoe.pk).email == EMAIL
