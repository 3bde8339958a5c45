"""What the directory of people and their groups offers the search index."""

from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.directory.addresses import address_of_group, address_of_person
from cms.people.models import Profile, WorkGroup
from search.drafts import Draft
from search.kinds import Kind
from search.registry import searchable

PERSON = Kind("PERSON", _("Person"), _("People"), "A colleague.")
GROUP = Kind("GROUP", _("Group"), _("Groups"), "A work group.")


def all_people() -> Iterable[int]:
    """The id of everybody in the directory."""
    return Profile.objects.filter(user__is_active=True).values_list("pk", flat=True).iterator()


@searchable("person", all_ids=all_people)
def person_entries(ids: Collection[int]) -> Iterator[Draft]:
    """People by name, work, unit, skills and telephone; in no language, because names have none."""
    people = Profile.objects.filter(pk__in=ids, user__is_active=True).select_related("user", "unit", "location")
    rows = Visibility.objects.filter(kind=VisibilityKind.PERSON, object_id__in=ids)
    locks = dict(rows.values_list("object_id", "lock_id"))
    for profile in people.prefetch_related("skills__labels"):
        unit = profile.unit.name if profile.unit else ""
        location = profile.location.name if profile.location else ""
        yield Draft(
            subject_id=profile.pk,
            kind=PERSON.name,
            title=profile.name,
            lock=locks.get(profile.pk),
            summary=", ".join(filter(None, [profile.job_title, unit])),
            text=" ".join(filter(None, [*_skills(profile), location, profile.phone, profile.user.email])),
            url=address_of_person(profile.pk),
            tags=tuple((skill.slug, skill.name) for skill in profile.skills.all()),
            unit=(profile.unit.pk, profile.unit.name) if profile.unit else None,
            is_name=True,
            numbers=(profile.phone,),
            addresses=(profile.user.email,),
        )


def _skills(profile: Profile) -> Iterator[str]:
    """What somebody is good at, in every language: whoever looks for it may use any."""
    for skill in profile.skills.all():
        yield skill.name
        yield from (label.label for label in skill.labels.all())


def all_groups() -> Iterable[int]:
    """The id of every group that is not done."""
    return WorkGroup.objects.filter(archived_at=None).values_list("pk", flat=True).iterator()


@searchable("group", all_ids=all_groups)
def group_entries(ids: Collection[int]) -> Iterator[Draft]:
    """Groups by name and description; in no language, because colleagues of any may be in one."""
    rows = Visibility.objects.filter(kind=VisibilityKind.WORK_GROUP, object_id__in=ids)
    locks = dict(rows.values_list("object_id", "lock_id"))
    for group in WorkGroup.objects.filter(pk__in=ids, archived_at=None):
        yield Draft(
            subject_id=group.pk,
            kind=GROUP.name,
            title=group.name,
            lock=locks.get(group.pk),
            text=group.description,
            url=address_of_group(group.slug),
        )
