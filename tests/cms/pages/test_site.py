"""What the whole site says about itself: chosen by administrators, readable by everybody, fresh at once."""

import pytest
import pytest_django
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse

from cms.api.execution import execute
from cms.pages.models import FooterLink, FooterText, SiteSettings
from tests.factories.access import create_collection
from tests.factories.asking import ask
from tests.factories.media import create_image
from tests.factories.pages import create_home, locale
from tests.factories.people import create_editor, create_superuser, create_user

pytestmark = pytest.mark.django_db

SITE = (
    "{ site { name accent accentDark footerText footerLinks { label url } contactEmail contactPhone logo { title } } }"
)


def test_a_site_that_nobody_set_up_has_its_first_name() -> None:
    assert ask(SITE)["site"] == {
        "name": "Plein", "accent": "", "accentDark": "", "footerText": "", "footerLinks": [], "contactEmail": "",
        "contactPhone": "", "logo": None,
    }  # fmt: skip


def test_the_footer_is_that_of_the_language() -> None:
    site = SiteSettings.objects.create(name="Stad", contact_phone="14 000")
    for language, text in (("nl", "Voor collega’s"), ("en", "For colleagues")):
        FooterText.objects.create(site=site, language=language, text=text)
        FooterLink.objects.create(site=site, language=language, label=text, address=f"/{language}/")
    asked = ask('{ site(language: "en") { name footerText footerLinks { label url } contactPhone } }')["site"]
    assert asked == {
        "name": "Stad", "footerText": "For colleagues", "footerLinks": [{"label": "For colleagues", "url": "/en/"}],
        "contactPhone": "14 000",
    }  # fmt: skip


def test_a_logo_is_shown_to_those_who_may_see_it() -> None:
    collection = create_collection("Huisstijl", audiences=("staff",))
    SiteSettings.objects.create(logo=create_image("Wapen", collection=collection))
    assert ask(SITE, by=create_user())["site"]["logo"] == {"title": "Wapen"}
    assert ask(SITE)["site"]["logo"] is None


def test_a_kept_answer_is_fresh_after_a_change(
    client: Client, django_capture_on_commit_callbacks: pytest_django.DjangoCaptureOnCommitCallbacks
) -> None:
    request = RequestFactory().get("/")
    request.user = create_user()
    for name in ("Stad", "Dorp"):
        with django_capture_on_commit_callbacks(execute=True):
            SiteSettings.objects.update_or_create(defaults={"name": name})
        assert (execute("{ site { name } }", request=request).data or {})["site"]["name"] == name


@pytest.mark.parametrize(
    ("field", "colour", "ratio"),
    [("accent", "#7a9", None), ("accent", "#888888", "3.01"), ("accent_dark", "#0b5563", "1.")],
)
def test_a_colour_that_some_cannot_read_is_refused(field: str, colour: str, ratio: str | None) -> None:
    with pytest.raises(ValidationError) as refused:
        SiteSettings(**{field: colour}).full_clean()
    (told,) = refused.value.message_dict[field]
    assert ratio is None or ratio in told


def test_readable_colours_are_accepted() -> None:
    site = SiteSettings(accent="#0b5563", accent_dark="#8fd0e4")
    site.full_clean()
    site.save()
    site.refresh_from_db()
    assert (site.accent, site.accent_dark) == ("#0b5563", "#8fd0e4")


@pytest.mark.parametrize(
    ("address", "is_good"),
    [("/privacy/", True), ("https://example.org/", True), ("javascript:alert(1)", False), ("//example.org", False)],
)
def test_a_link_leads_somewhere_safe(address: str, is_good: bool) -> None:
    link = FooterLink(site=SiteSettings.objects.create(), language="nl", label="Daar", address=address)
    if is_good:
        link.full_clean()
    else:
        with pytest.raises(ValidationError):
            link.full_clean()


def test_administrators_change_it_and_editors_do_not(client: Client) -> None:
    home = create_home()
    address = reverse("wagtailsettings:edit", args=["pages", "sitesettings", SiteSettings.load().pk])
    formsets = {f"footer_{part}-{each}": 0 for part in ("texts", "links") for each in ("TOTAL_FORMS", "INITIAL_FORMS")}
    sent = {"name": "Stad", "accent": "#0b5563", **formsets}
    client.force_login(create_editor(home))
    client.post(address, sent, follow=True)
    assert not SiteSettings.objects.filter(name="Stad").exists()
    client.force_login(create_superuser())
    client.post(address, sent, follow=True)
    assert SiteSettings.objects.get().accent == "#0b5563"


def test_a_site_says_in_which_languages_it_is() -> None:
    locale("nl")
    locale("fr")
    found = ask("{ site { languages { code name isSource } } }")["site"]["languages"]
    assert found[0] == {"code": "nl", "name": "Nederlands", "isSource": True}
    assert {"code": "fr", "name": "français", "isSource": False} in found
