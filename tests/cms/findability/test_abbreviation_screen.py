"""The screen that proposes synonyms from the organisation's own texts."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from cms.access.readers import reader_for
from cms.pages.models import ArticlePage
from cms.people.models import User
from search.models import Entry, SynonymGroup
from tests.cms.findability.conftest import SECRET
from tests.factories.people import create_editor, create_superuser

pytestmark = pytest.mark.django_db

OPEN_TEXT = "Ons wijkoverleg Noordelijke Tuinen (WNT) komt maandelijks bijeen."
SECRET_TEXT = "De bestuurlijke herindeling Oost (BHO) blijft onder ons."


@pytest.fixture
def texts(pages: dict[str, ArticlePage]) -> None:
    """An abbreviation that all staff may read of, and one that only a few may."""
    for title, text in {"Verlof": OPEN_TEXT, SECRET: SECRET_TEXT}.items():
        Entry.objects.filter(subject_type="page", subject_id=pages[title].pk).update(text=text)


def proposed(client: Client, **asked: Any) -> list[tuple[str, str, int]]:
    answer = client.get(reverse("search_synonyms:abbreviations"), asked)
    return [(each.short, each.full, each.texts) for each in answer.context["proposals"].object_list]


def test_what_staff_may_read_is_proposed_until_it_is_among_the_synonyms(screens: Client, texts: None) -> None:
    full = "wijkoverleg Noordelijke Tuinen"
    assert proposed(screens) == [("WNT", full, 1)]
    assert proposed(screens, language="fr") == []

    group = SynonymGroup.objects.create(language="nl", words=["wnt", full], is_active=True)
    assert proposed(screens) == []
    group.is_active = False
    group.save()
    assert proposed(screens) == []
    group.delete()
    assert proposed(screens) == [("WNT", full, 1)]


def test_a_proposal_opens_the_form_filled_in(screens: Client, texts: None) -> None:
    page = screens.get(reverse("search_synonyms:abbreviations")).content.decode()

    address = f"{reverse('search_synonyms:add')}?language=nl&amp;words=WNT&amp;words=wijkoverleg%20Noordelijke%20Tuinen"
    assert address in page
    assert SECRET_TEXT[3:20] not in page
    form = screens.get(address.replace("&amp;", "&")).context["form"]
    assert (form["language"].value(), form["words"].value()) == ("nl", "WNT\nwijkoverleg Noordelijke Tuinen")
    assert SynonymGroup.objects.count() == 0


def test_even_an_administrator_is_proposed_nothing_that_staff_may_not_read(client: Client, texts: None) -> None:
    administrator = create_superuser()
    client.force_login(administrator)

    assert reader_for(administrator).passes_all
    assert [short for short, _full, _texts in proposed(client)] == ["WNT"]


def test_who_may_not_add_synonyms_sees_no_proposals(client: Client, texts: None) -> None:
    person = create_editor(name="Kijker")
    person.groups.get().permissions.add(Permission.objects.get(codename="view_synonymgroup"))
    client.force_login(User.objects.get(pk=person.pk))

    answer = client.get(reverse("search_synonyms:abbreviations"))

    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))
    assert "WNT" not in answer.content.decode()
    listed = client.get(reverse("search_synonyms:index")).content.decode()
    assert reverse("search_synonyms:abbreviations") not in listed
