"""A folder brought in, from the files to what a reader could see."""

from pathlib import Path

import pytest
from wagtail.contrib.redirects.models import Redirect

from cms.archive.models import LibraryDocument
from cms.importing.links import OldSite
from cms.media.models import Image
from cms.pages.models import ArticlePage, ThemePage, TopicPage
from cms.tags.models import Tag
from tests.cms.importing.wiki import WIKI, bring_in, counts, texts
from tests.factories.pages import create_home, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


def test_a_folder_becomes_a_theme_with_topics_and_articles(tmp_path: Path) -> None:
    create_home()

    report = bring_in(tmp_path, WIKI)

    theme, topic, article = ThemePage.objects.get(), TopicPage.objects.get(), ArticlePage.objects.get()
    assert counts(report) == {"created": 3}
    assert report.findings == []
    assert [(page.title, page.url_path, page.live) for page in (theme, topic, article)] == [
        ("Personeelswiki", "/plein/kennisbank/", True),
        ("Verlof", "/plein/kennisbank/verlof/", True),
        ("Ouderschap", "/plein/kennisbank/verlof/ouders/", True),
    ]
    assert [page.source_path for page in (theme, topic, article)] == [
        "index.md", "verlof/index.md", "verlof/ouders.md",
    ]  # fmt: skip
    assert str(article.first_published_at) == "2024-05-05 22:00:00+00:00"
    assert [tag.slug for tag in article.tags.all()] == ["cao"]


def test_links_lead_to_pages_that_come_later_and_files_are_kept(tmp_path: Path) -> None:
    create_home()

    bring_in(tmp_path, WIKI)

    theme, topic, article = ThemePage.objects.get(), TopicPage.objects.get(), ArticlePage.objects.get()
    image, document = Image.objects.get(), LibraryDocument.objects.get()
    assert texts(theme) == [("text", f'<p>Begin bij <a linktype="page" id="{topic.pk}">verlof</a>.</p>')]
    assert texts(topic) == [
        (
            "text",
            f'<p><a linktype="page" id="{article.pk}" data-anchor="uren">Ouders</a> en '
            f'<a linktype="document" id="{document.pk}">formulier</a>.</p>',
        )
    ]
    assert texts(article)[1] == ("image", {"image": image.pk, "caption": ""})
    assert (image.description, image.collection, document.title, document.language) == (
        "Kat", theme.collection, "formulier", "nl",
    )  # fmt: skip
    assert document.collection == theme.collection


def test_old_addresses_lead_to_the_pages(tmp_path: Path) -> None:
    create_home()

    bring_in(
        tmp_path,
        {"docs/1-verlof.md": "# V", "blog/2026/03/06-feest.md": "# F"},
        old_site=OldSite(mounts={"docs": "/handboek"}),
    )

    pages = {page.source_path: page for page in ArticlePage.objects.all()}
    redirects = dict(Redirect.objects.values_list("old_path", "redirect_page_id"))
    assert redirects["/handboek/verlof"] == pages["docs/1-verlof.md"].pk
    assert redirects["/handboek/1-verlof"] == pages["docs/1-verlof.md"].pk
    assert redirects["/blog/2026/03/06/feest"] == pages["blog/2026/03/06-feest.md"].pk
    assert pages["blog/2026/03/06-feest.md"].slug == "feest"


def test_an_address_that_is_redirected_already_stays_so(tmp_path: Path) -> None:
    home = create_home()
    elsewhere = create_theme(home, "Elders")
    site = home.get_site()
    Redirect.objects.create(old_path="/a", site=site, redirect_page=elsewhere)

    report = bring_in(tmp_path, {"a.md": "# A"})

    assert Redirect.objects.get(old_path="/a").redirect_page_id == elsewhere.pk
    assert [str(finding) for finding in report.findings] == [
        "a.md: fault: /a is redirected elsewhere already, and stays so"
    ]


def test_authors_own_their_page_or_are_named_on_it(tmp_path: Path) -> None:
    create_home()
    eva = create_user("Eva de Vries", email="eva@stad.example")
    authors = "eva:\n  name: E. de Vries\n  email: EVA@stad.example\njan:\n  name: Jan Smit\n"

    bring_in(tmp_path, {"a.md": "---\nauthors: [eva, jan]\n---\n# A\n", "blog/authors.yml": authors})

    page = ArticlePage.objects.get(source_path="a.md")
    assert page.owner == eva
    assert texts(page)[-1][0] == "text"
    assert "Jan Smit" in texts(page)[-1][1]
    assert "Vries" not in texts(page)[-1][1]


def test_tags_are_those_of_the_organisation(tmp_path: Path) -> None:
    create_home()
    known = Tag.objects.create(slug="it", name="Informatietechnologie")

    bring_in(tmp_path, {"a.md": "---\ntags: [it, open-data]\n---\n# A", "tags.yml": "open-data:\n  label: Open data\n"})

    page = ArticlePage.objects.get()
    assert sorted(page.tags.values_list("slug", "name")) == [
        ("it", "Informatietechnologie"),
        ("open-data", "Open data"),
    ]
    assert page.tags.get(slug="it") == known
