import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Revision, WorkflowPage

from cms.access.models import Restriction
from cms.pages.models import HomePage, ThemePage
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_home, create_page, create_theme, translate

pytestmark = pytest.mark.django_db


def page_permissions(group: Group, page: Page) -> set[str]:
    rows = GroupPagePermission.objects.filter(group=group, page=page.pk)
    return set(rows.values_list("permission__codename", flat=True))


def audiences_of(page: ThemePage | HomePage) -> set[str]:
    restriction = Restriction.objects.get(kind="page", key=str(page.rights_key))
    return set(restriction.audiences.values_list("code", flat=True))


def test_a_new_theme_has_editors_and_moderators_who_may_do_their_part() -> None:
    theme = create_theme(title="Werken bij ons")

    assert "Werken bij ons" in theme.editors.name
    assert page_permissions(theme.editors, theme) == {"add_page", "change_page"}
    assert page_permissions(theme.moderators, theme) == {
        "add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page",
    }  # fmt: skip
    for group in (theme.editors, theme.moderators):
        assert set(group.permissions.values_list("codename", flat=True)) == {
            "access_admin",
            "submit_translation",
            "view_askedquery",
        }


def test_a_new_theme_has_a_collection_whose_files_both_groups_use() -> None:
    theme = create_theme(title="Werken bij ons")

    assert theme.collection.name == "Werken bij ons"
    for group in (theme.editors, theme.moderators):
        rows = GroupCollectionPermission.objects.filter(group=group, collection=theme.collection)
        assert set(rows.values_list("permission__codename", flat=True)) == {
            "add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document",
        }  # fmt: skip


def test_a_new_theme_is_approved_by_its_moderators() -> None:
    theme = create_theme()
    article = create_article(theme)

    workflow = article.get_workflow()
    assert workflow == theme.workflow
    assert [group for task in workflow.tasks for group in task.specific.groups.all()] == [theme.moderators]


def test_establishing_a_theme_again_changes_nothing() -> None:
    theme = create_theme()
    before = (Group.objects.count(), Collection.objects.count(), GroupPagePermission.objects.count())
    theme.save()

    assert (Group.objects.count(), Collection.objects.count(), GroupPagePermission.objects.count()) == before
    assert WorkflowPage.objects.filter(page=theme.pk).count() == 1


def test_what_an_administrator_took_from_a_group_stays_away() -> None:
    theme = create_theme()
    GroupPagePermission.objects.filter(group=theme.editors, permission__codename="add_page").delete()
    theme.save()

    assert page_permissions(theme.editors, theme) == {"change_page"}


def test_a_translated_theme_has_the_same_groups_on_its_own_tree() -> None:
    theme = create_theme(title="Werken")
    translation = translate(theme, "en")

    assert (translation.editors, translation.moderators) == (theme.editors, theme.moderators)
    assert (translation.workflow, translation.collection) == (theme.workflow, theme.collection)
    assert page_permissions(theme.editors, translation) == {"add_page", "change_page"}
    assert WorkflowPage.objects.get(page=translation.pk).workflow == theme.workflow


def test_a_copied_theme_gets_groups_of_its_own() -> None:
    theme = create_theme(title="Werken")
    copy = theme.copy(update_attrs={"title": "Werken twee", "slug": "werken-twee"})

    assert copy.editors not in (None, theme.editors)
    assert copy.workflow not in (None, theme.workflow)
    assert copy.collection not in (None, theme.collection)
    assert page_permissions(theme.editors, copy) == set()


def test_two_themes_of_one_title_have_groups_of_different_names() -> None:
    home = create_home()
    first = create_theme(home, "Werken")
    second = create_theme(home, "Werken", slug="werken-ook")

    assert second.editors.name == f"{first.editors.name} 2"


def test_groups_are_renamed_with_the_source_language_alone() -> None:
    theme = create_theme(title="Werken")
    translation = translate(theme, "en")
    translation.title = "Work"
    translation.save()
    assert "Werken" in Group.objects.get(pk=theme.editors_id).name

    theme.title = "Arbeid"
    theme.save()

    for thing in (theme.editors, theme.moderators, theme.collection, theme.workflow):
        thing.refresh_from_db()
        assert "Arbeid" in thing.name


def test_a_revision_brought_back_keeps_the_groups_of_today() -> None:
    theme = create_theme()
    revision = theme.save_revision()
    editors = Group.objects.create(name="Somebody else")
    ThemePage.objects.filter(pk=theme.pk).update(editors=editors)

    assert Revision.objects.get(pk=revision.pk).as_object().editors == editors


def test_a_theme_gone_in_its_last_language_leaves_no_roles() -> None:
    theme = create_theme()
    translation = translate(theme, "en")
    translation.delete()
    assert Group.objects.filter(pk__in=[theme.editors_id, theme.moderators_id]).count() == 2

    ThemePage.objects.get(pk=theme.pk).delete()

    assert not Group.objects.filter(pk__in=[theme.editors_id, theme.moderators_id]).exists()
    theme.workflow.refresh_from_db()
    assert theme.workflow.active is False
    assert Collection.objects.filter(pk=theme.collection_id).exists()


def test_a_group_that_an_audience_names_outlives_its_theme() -> None:
    theme = create_theme()
    create_audience("Redactie", groups=[theme.editors])
    theme.delete()

    assert Group.objects.filter(pk=theme.editors_id).exists()
    assert not Group.objects.filter(pk=theme.moderators_id).exists()


def test_pages_start_with_the_audiences_of_their_type() -> None:
    home = create_page(HomePage, Page.get_first_root_node(), "Plein")
    theme = create_page(ThemePage, home, "Werken")

    assert audiences_of(home) == {"staff", "partners"}
    assert audiences_of(theme) == {"staff"}


def test_a_translation_keeps_the_audiences_that_somebody_chose() -> None:
    theme = create_theme()
    restrict_page(theme, "everyone")
    translate(theme, "en")

    assert audiences_of(theme) == {"everyone"}
