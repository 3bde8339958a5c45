import pytest
from wagtail.models import Page

from cms.access.policy import lock_of
from cms.pages.models import ArticlePage, ThemePage
from cms.pages.search import all_pages, page_entries
from cms.tags.models import Tag, TagLabel
from search.models import Entry, Ticket
from search.sync import catch_up
from tests.factories.access import restrict_page
from tests.factories.pages import alias, create_article, create_home, create_news, create_theme, create_topic, translate

pytestmark = pytest.mark.django_db

BODY = [
    {"type": "heading", "value": {"text": "Wanneer", "level": "2"}},
    {"type": "text", "value": "<p>Vraag het <b>op tijd</b>&nbsp;aan.</p><p>Bij je chef.</p>"},
    {"type": "table", "value": {"data": [["Soort", "Dagen"], ["Bijzonder", None]], "table_caption": "Verlof"}},
    {"type": "code", "value": {"language": "bash", "code": "make run"}},
    {"type": "faq", "value": [{"type": "item", "value": {"question": "Mag het?", "answer": "<p>Ja.</p>"}, "id": "1"}]},
    {"type": "steps", "value": [{"title": "Eerst", "text": "<p>dit</p>"}]},
    {"type": "callout", "value": {"tone": "tip", "text": "<p>Let op</p>"}},
    {"type": "quote", "value": {"text": "Rust roest", "attribution": "Spreekwoord"}},
    {"type": "embed", "value": "https://example.org/film"},
]


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(title="Werken")


def tickets() -> list[tuple[str, int, bool]]:
    return sorted(Ticket.objects.values_list("subject_type", "subject_id", "with_descendants"))


def forget_tickets() -> None:
    Ticket.objects.all().delete()


def tagged(article: ArticlePage, tag: Tag) -> ArticlePage:
    article.tags.add(tag)
    article.save()
    return article


def found(page: Page) -> Entry | None:
    return Entry.objects.filter(subject_type="page", subject_id=page.pk, is_removed=False).first()


def test_an_article_is_entered_with_all_it_says(theme: ThemePage) -> None:
    topic = create_topic(theme, "Verlof")
    article = create_article(topic, "Bijzonder verlof", summary="Bij een bruiloft.", body=BODY, publish=True)
    tag = Tag.objects.create(name="vrij", slug="vrij")
    tagged(article, tag)
    [draft] = page_entries([article.pk])

    assert (draft.kind, draft.title, draft.language) == ("ARTICLE", "Bijzonder verlof", "nl")
    assert draft.url == "/werken/verlof/bijzonder-verlof/"
    assert draft.headings == "Wanneer"
    assert draft.text.splitlines() == [
        "Vraag het op tijd aan. Bij je chef.",
        "Verlof Soort Dagen Bijzonder",
        "make run",
        "Mag het?",
        "Ja.",
        "Eerst",
        "dit",
        "Let op",
        "Rust roest",
        "Spreekwoord",
    ]
    assert (draft.theme_id, draft.theme_label) == (theme.pk, "Werken")
    assert draft.tags == (("vrij", "vrij"),)
    assert draft.lock == lock_of(article).pk
    assert (draft.is_published, draft.until) == (True, None)
    assert draft.published_at == article.last_published_at


def test_a_translation_has_its_own_address_theme_and_tag_labels(theme: ThemePage) -> None:
    tag = Tag.objects.create(name="vrij", slug="vrij")
    TagLabel.objects.create(tag=tag, language="en", label="leave")
    article = tagged(create_article(theme, "Verlof"), tag)
    english = translate(article, "en")
    english_theme = Page.objects.get(pk=english.get_parent().pk)
    [draft] = page_entries([english.pk])

    assert draft.language == "en"
    assert draft.url == "/en/werken/verlof/"
    assert draft.theme_id == english_theme.pk
    assert draft.tags == (("vrij", "leave"),)


def test_a_home_page_a_draft_and_an_alias_are_not_entered(theme: ThemePage) -> None:
    draft = create_article(theme, "Concept", live=False)
    copy = alias(create_article(theme, "Verlof"), theme)
    home = theme.get_parent()

    assert list(page_entries([home.pk, draft.pk, copy.pk])) == []


def test_every_page_costs_the_same_few_queries(theme: ThemePage, django_assert_num_queries) -> None:
    ids = [create_article(theme, body=BODY).pk for _number in range(5)]
    with django_assert_num_queries(6):
        assert len(list(page_entries(ids))) == 5


def test_all_pages_are_all_but_home_pages_and_drafts(theme: ThemePage) -> None:
    news = create_news(theme)
    create_news(theme, live=False)

    assert set(all_pages()) == {theme.pk, news.pk}


def test_publishing_leaves_a_ticket_and_saving_a_draft_none(theme: ThemePage) -> None:
    article = create_article(theme)
    forget_tickets()
    revision = article.save_revision()
    assert tickets() == []

    revision.publish()

    assert ("page", article.pk, False) in tickets()


def test_a_moved_topic_takes_all_below_it_along(theme: ThemePage) -> None:
    topic = create_topic(theme, "Verlof")
    article = create_article(topic, "Ouderschap")
    other = create_theme(theme.get_parent(), "Zorg")
    catch_up()
    assert found(article).url == "/werken/verlof/ouderschap/"

    topic.move(Page.objects.get(pk=other.pk), pos="last-child")
    catch_up()

    assert found(article).url == "/zorg/verlof/ouderschap/"
    assert found(article).theme_label == "Zorg"


def test_a_renamed_theme_is_renamed_on_all_its_pages(theme: ThemePage) -> None:
    article = create_article(theme)
    catch_up()
    theme = ThemePage.objects.get(pk=theme.pk)
    theme.title = "Arbeid"
    theme.save()
    catch_up()

    assert found(article).theme_label == "Arbeid"


def test_a_renamed_tag_is_renamed_on_its_pages(theme: ThemePage) -> None:
    tag = Tag.objects.create(name="vrij", slug="vrij")
    article = tagged(create_article(theme), tag)
    create_article(theme)
    forget_tickets()
    TagLabel.objects.create(tag=tag, language="nl", label="verlof")

    assert tickets() == [("page", article.pk, False)]


def test_a_deleted_page_is_found_no_more(theme: ThemePage) -> None:
    topic = create_topic(theme)
    article = create_article(topic)
    catch_up()
    Page.objects.get(pk=topic.pk).delete()
    catch_up()

    assert found(article) is None
    assert found(topic) is None


def test_rights_reach_the_entries_in_the_same_transaction() -> None:
    home = create_home()
    theme = create_theme(home)
    article = create_article(theme)
    catch_up()
    restrict_page(theme, "partners")

    assert found(article).lock == lock_of(article).pk


def test_what_lies_below_an_unpublished_page_is_hidden_at_once(theme: ThemePage) -> None:
    topic = create_topic(theme)
    article = create_article(topic)
    catch_up()
    assert found(article).is_published is True

    topic.unpublish()

    assert found(article).is_published is False
