"""The site's own face on its screens."""

from django.test import Client
from django.urls import reverse

from cms.api.execution import SHARED_ANSWERS
from cms.pages.models import FooterLink, FooterText, SiteSettings
from tests.site.web.conftest import City


def test_every_screen_has_the_site_s_name_foot_and_colours(employee_client: Client, city: City) -> None:
    site = SiteSettings.objects.create(name="Stadsnet", accent="#0b5563", contact_email="net@plein.example")
    FooterText.objects.create(site=site, language="nl", text="Voor wie hier werkt.")
    FooterLink.objects.create(site=site, language="nl", label="Privacy", address="/privacy/")
    shown = employee_client.get("/kennisbank/").content.decode()
    assert "– Stadsnet</title>" in shown
    assert '<link rel="stylesheet" href="/site.css">' in shown
    assert "Voor wie hier werkt." in shown
    assert '<a href="/privacy/">Privacy</a>' in shown
    assert '<a href="mailto:net@plein.example">' in shown


def test_without_colours_there_is_no_sheet_to_fetch(employee_client: Client, city: City) -> None:
    assert "site.css" not in employee_client.get("/kennisbank/").content.decode()


def test_the_sheet_is_fetched_again_only_when_it_changed(client: Client, city: City) -> None:
    site = SiteSettings.objects.create(accent="#0b5563")
    first = client.get(reverse("site_style"))
    assert first["Content-Type"] == "text/css; charset=utf-8"
    assert "--brand: #0b5563;" in first.content.decode()
    assert client.get(reverse("site_style"), headers={"If-None-Match": first["ETag"]}).status_code == 304
    site.accent = "#5b2a83"
    site.save()
    SHARED_ANSWERS.clear()
    assert client.get(reverse("site_style"), headers={"If-None-Match": first["ETag"]}).status_code == 200
