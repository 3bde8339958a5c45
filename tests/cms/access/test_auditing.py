"""What the audit log learns of rights."""

import pytest
from django.urls import reverse

from cms.access.actions import choose_audiences, restrict
from cms.access.models import Audience
from cms.access.policy import may_see
from cms.access.readers import reader_for
from cms.activity.models import AuditEntry
from search.sync import catch_up
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_theme
from tests.factories.people import create_superuser, create_user

pytestmark = pytest.mark.django_db


def entries(*acts):
    return list(AuditEntry.objects.filter(act__in=acts).order_by("pk"))


def test_who_may_see_something_is_written_down_before_and_after(home):
    theme, one, two = create_theme(home), create_audience(name="Een"), create_audience(name="Twee")
    article = create_article(theme, "Verlof")
    restrict(kind="page", key=article.rights_key, audiences=[one])
    first = len(entries("rights.changed"))
    choose_audiences(article, [one, two], by=create_superuser())
    last = entries("rights.changed")[-1]
    assert len(entries("rights.changed")) == first + 1
    assert (last.thing_kind, last.thing_id, last.thing_name) == ("wagtailcore.page", str(article.pk), "Verlof")
    assert (last.details["before"], last.details["after"]) == (["Een"], ["Een", "Twee"])


def test_an_audience_that_becomes_another_is_written_down_without_names_of_people():
    audience, eva = create_audience(name="Wij"), create_user("Eva de Vries")
    before = len(entries("audience.changed"))
    audience.people.add(eva)
    audience.people.clear()
    audience.includes_staff = True
    audience.save()
    audience.delete()
    named, cleared, flagged = entries("audience.changed")[before:]
    assert named.details == {"part": "people", "added": [eva.pk]}
    assert cleared.details == {"part": "people", "cleared": []}
    assert flagged.details == {"includes_everyone": False, "includes_staff": True, "includes_partners": False}
    assert [entry.thing_name for entry in entries("audience.deleted")] == ["Wij"]
    assert not Audience.objects.filter(name="Wij").exists()


def test_what_an_administrator_passes_is_in_the_audit_log_once_a_request(client, home):
    ada, hidden = create_superuser(), create_article(create_theme(home), "Geheim")
    restrict_page(hidden, create_audience())
    client.force_login(ada)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[hidden.pk])).status_code == 200
    (entry,) = entries("rights.passed")
    assert (entry.by, entry.by_name) == (ada, "Ada Beheer")
    assert (entry.thing_kind, entry.thing_id, entry.thing_name) == ("wagtailcore.page", str(hidden.pk), "Geheim")


def test_what_opens_for_an_administrator_anyway_leaves_no_trace(home):
    theme = create_theme(home)
    assert may_see(reader_for(create_superuser()), theme)
    assert entries("rights.passed") == []


def test_what_an_administrator_reads_through_the_api_is_in_the_audit_log(client, home):
    ada, theme = create_superuser(), create_theme(home, "Werken")
    hidden = create_article(theme, "Geheim")
    restrict_page(hidden, create_audience())
    catch_up()
    client.force_login(ada)
    asked = {"query": "query ($p: String!) { page(path: $p) { title body { __typename } } }"}
    for address, title in (("/werken/", "Werken"), ("/werken/geheim/", "Geheim")):
        asked["variables"] = {"p": address}
        answer = client.post("/graphql/", asked, content_type="application/json").json()
        assert answer["data"]["page"]["title"] == title
    assert [entry.thing_name for entry in entries("rights.passed")] == ["Geheim"]
