"""What stands on every page: the site's settings, and the menu of each language. That one of them changed is one row,
however many pages there are."""

from collections.abc import Iterable, Iterator

from wagtail.models import Locale

from cms.changes.models import Change, ChangeKind, Happening

# There is one site, and one row of its settings at most.
THE_SITE = 1


def change_of_site(shown_lock_id: int | None = None) -> Change:
    """That the site's settings are other than they were, for whoever opens this lock; None is everybody."""
    return Change(kind=ChangeKind.SITE, object_id=THE_SITE, what=Happening.UPDATED, shown_lock_id=shown_lock_id)


def changes_of_menus(of_pages: Iterable[tuple[str, int]]) -> Iterator[Change]:
    """That the menus are other than they were in which pages stand of these languages and locks, for whoever opens one
    of them. The menu of a language has the id of the language."""
    wanted = set(of_pages)
    if not wanted:
        return
    languages = dict(Locale.objects.values_list("language_code", "pk"))
    for language, lock_id in sorted(wanted):
        if language in languages:
            yield Change(
                kind=ChangeKind.NAVIGATION, object_id=languages[language], what=Happening.UPDATED,
                shown_lock_id=lock_id, language=language,
            )  # fmt: skip
