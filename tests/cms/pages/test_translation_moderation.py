"""From a translator to the readers: through the moderators of the theme, whatever screen is used."""

import polib
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms.pages.models import ArticlePage, ThemePage
from cms.people.models import User
from tests.factories.access import restrict_page
from tests.factories.pages import create_article, create_theme, create_topic, locale, translate
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> ThemePage:
    theme = create_theme(title="Werken")
    translate(theme, "en")
    return theme


@pytest.fixture
def editor(theme: ThemePage) -> User:
    return create_user(groups=[theme.editors])


@pytest.fixture
def moderator(theme: ThemePage) -> User:
    return create_user(groups=[theme.moderators])


@pytest.fixture
def article(theme: ThemePage) -> ArticlePage:
    return create_article(theme, "Verlof", summary="Vrij nemen", publish=True)


@pytest.fixture
def translation(client: Client, article: ArticlePage, editor: User) -> Translation:
    """Begun by the editor, who is signed in."""
    client.force_login(editor)
    client.post(f"/admin/localize/submit/page/{article.pk}/", {"locales": [locale("en").pk]})
    return Translation.objects.get()


def write(client: Client, translation: Translation, path: str, text: str) -> int:
    segment = translation.source.stringsegment_set.get(context__path=path)
    address = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
    return client.put(address, f"value={text}", "application/x-www-form-urlencoded").status_code


def moderate(client: Client, translation: Translation) -> int:
    return client.post(f"/admin/localize/translate/{translation.pk}/moderate/").status_code


def press(client: Client, page: Page, action: str, **form: str) -> None:
    state = page.current_workflow_task_state
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk]), form)


def upload(client: Client, translation: Translation, content: str | bytes) -> str:
    """Send a PO file; returns whether it went well ("success") or not ("error")."""
    data = content.encode() if isinstance(content, str) else content
    address = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    answer = client.post(address, {"file": SimpleUploadedFile("vertaling.po", data)}, follow=True)
    return [message.level_tag for message in answer.context["messages"]][-1]


def catalogue_of(client: Client, translation: Translation) -> polib.POFile:
    text = client.get(f"/admin/localize/translate/{translation.pk}/pofile/download/").content.decode()
    return polib.pofile(f"{text}\n\n")


def texts() -> dict[str, str]:
    return dict(StringTranslation.objects.values_list("context__path", "data"))


def test_every_language_is_offered_from_the_start(client: Client, article: ArticlePage, editor: User) -> None:
    client.force_login(editor)
    form = client.get(f"/admin/localize/submit/page/{article.pk}/").context["form"]

    assert {each.language_code for each in form.fields["locales"].queryset} == {"en", "fr", "de"}


def test_a_translation_goes_from_translator_to_readers_through_the_moderators(
    client: Client, translation: Translation, moderator: User
) -> None:
    assert write(client, translation, "title", "Leave") == 201
    page = translation.get_target_instance()
    assert "moderate/" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    mail.outbox.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert moderate(client, translation) == 302
    page.refresh_from_db()
    assert (page.live, page.get_latest_revision_as_object().title) == (False, "Leave")
    assert [message.to for message in mail.outbox] == [[moderator.email]]

    client.force_login(moderator)
    assert "/approve/" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    press(client, page, "approve")
    page.refresh_from_db()
    assert (page.live, page.title, page.summary) == (True, "Leave", "Vrij nemen")


def test_a_moderator_asks_for_changes_and_the_translator_submits_again(
    client: Client, translation: Translation, editor: User, moderator: User
) -> None:
    moderate(client, translation)
    page = translation.get_target_instance()
    client.force_login(moderator)
    press(client, page, "reject", comment="Leave, not Absence")
    client.force_login(editor)
    assert "Leave, not Absence" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    write(client, translation, "title", "Leave")
    moderate(client, translation)

    state = page.current_workflow_task_state
    assert state.status == "in_progress"
    assert state.revision.as_object().title == "Leave"


def test_a_published_translation_stays_as_it_is_until_the_moderators_approve(
    client: Client, translation: Translation
) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)
    write(client, translation, "title", "Leave")

    moderate(client, translation)

    page = translation.get_target_instance()
    assert (page.live, page.title, page.has_unpublished_changes) == (True, "Verlof", True)


def test_who_may_not_edit_a_translation_submits_nothing(client: Client, translation: Translation) -> None:
    other = create_theme(translation.get_target_instance().get_parent().get_parent(), "Zorg")
    client.force_login(create_user(groups=[other.editors]))

    assert moderate(client, translation) in (302, 403)
    assert translation.get_target_instance().current_workflow_state is None


def test_a_po_file_goes_out_and_in(client: Client, translation: Translation) -> None:
    catalogue = catalogue_of(client, translation)
    for entry in catalogue:
        entry.msgstr = {"Verlof": "Leave", "Vrij nemen": "Taking time off"}[entry.msgid]

    assert upload(client, translation, str(catalogue)) == "success"
    assert texts() == {"title": "Leave", "summary": "Taking time off"}


def test_a_bad_po_file_is_refused_whole(client: Client, translation: Translation) -> None:
    catalogue = catalogue_of(client, translation)
    for entry in catalogue:
        entry.msgstr = "Leave"
    good = str(catalogue)
    catalogue[-1].msgstr = "<script>alert(1)</script>"
    with_script = str(catalogue)
    catalogue[-1].msgstr = '<a id="a9">Leave</a>'
    with_link = str(catalogue)
    bad_files = {
        "": "no PO file was sent",
        "/etc/passwd": "a name is no content",
        b"\xff\xfe\x00": "no text",
        'msgid "Verlof': "cut off",
        good.replace(str(translation.uuid), "0"): "of another page",
        good.replace("X-WagtailLocalize-TranslationID", "X-Other"): "of nothing of ours",
        with_script: "with a script",
        with_link: "with a link that the source does not have",
    }

    for content, why in bad_files.items():
        assert upload(client, translation, content) == "error", why
        assert texts() == {}, why


def test_a_subtree_is_translated_as_far_as_one_may_edit_it(client: Client, theme: ThemePage, editor: User) -> None:
    topic = create_topic(theme, "Vrij", publish=True)
    create_article(topic, "Verlof", publish=True)
    restrict_page(create_article(topic, "Geheim", publish=True), "partners")
    known = create_article(topic, "Bekend", publish=True)
    english = translate(known, "en")
    Page.objects.filter(pk=english.pk).update(title="Known")
    translate(theme, "fr")
    client.force_login(editor)

    client.post(f"/admin/localize/submit/page/{topic.pk}/", {"locales": [locale("fr").pk], "include_subtree": "on"})

    french = Page.objects.filter(locale=locale("fr"), depth__gt=4)
    assert {(page.title, page.live) for page in french} == {("Verlof", False), ("Bekend", False)}
    english.refresh_from_db()
    assert english.title == "Known"


def test_what_lies_above_is_translated_first(client: Client, article: ArticlePage, editor: User) -> None:
    client.force_login(editor)

    client.post(f"/admin/localize/submit/page/{article.pk}/", {"locales": [locale("fr").pk]})

    assert not Page.objects.filter(locale=locale("fr")).exists()


def test_an_editor_puts_no_alias_before_readers(client: Client, translation: Translation, moderator: User) -> None:
    page = translation.get_target_instance()
    address = f"/admin/localize/page/{page.pk}/convert_to_alias/"

    assert client.post(address).status_code in (302, 403)
    page.refresh_from_db()
    assert (page.alias_of_id, page.live) == (None, False)

    client.force_login(moderator)
    assert client.post(address).status_code == 302
    page.refresh_from_db()
    assert page.alias_of is not None
