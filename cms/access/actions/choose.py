from collections.abc import Collection as Several
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Collection, Page

from cms.access.actions.restrict import lift_restriction, restrict
from cms.access.actions.settle import settle_pages
from cms.access.explaining import own_audiences
from cms.access.models import Audience, Restriction, Visibility
from cms.access.models.lock import VisibilityKind
from cms.access.models.restriction import RestrictionKind
from cms.access.standard import DIRECTORY_KEY
from cms.people.models import User

LOG_ACTION = "access.choose_audiences"


class LockedOutError(ValidationError):
    """Somebody would close a thing for themselves, and could not open it again."""


@transaction.atomic
def choose_audiences(thing: Page | Collection, audiences: Iterable[Audience], *, by: User) -> None:
    """Let only these audiences see a page, in all its languages, or what is in a collection. None of them leaves the
    thing with what it inherits.

    A copy that still shares its rights with what it was copied from gets rights of its own. Raises LockedOutError,
    and changes nothing, where the thing would close for the person who chooses.
    """
    chosen = list(audiences)
    refuse_locking_out(by, chosen)
    is_page = isinstance(thing, Page)
    kind = RestrictionKind.PAGE if is_page else RestrictionKind.COLLECTION
    key = _own_rights_key(thing.specific) if is_page else str(thing.pk)
    restriction = Restriction.objects.filter(kind=kind, key=key).first()
    before = list(restriction.audiences.all()) if restriction else []
    if set(before) == set(chosen):
        return
    if chosen:
        restrict(kind=kind, key=key, audiences=chosen)
    elif restriction:
        lift_restriction(restriction)
    refuse_closing(thing, kind)
    _log(thing, before, chosen, by)


@transaction.atomic
def choose_directory_audiences(audiences: Iterable[Audience], *, by: User) -> None:
    """Let only these audiences see people, wherever they are shown. Raises LockedOutError, and changes nothing, where
    that would be nobody, or not the person who chooses."""
    chosen = list(audiences)
    if not chosen:
        raise LockedOutError(_("Nothing above this says who may see it: choose at least one audience."))
    refuse_locking_out(by, chosen)
    before = own_audiences(RestrictionKind.DIRECTORY, DIRECTORY_KEY)
    if set(before) != set(chosen):
        directory = restrict(kind=RestrictionKind.DIRECTORY, key=DIRECTORY_KEY, audiences=chosen)
        _log(directory, before, chosen, by)


def _log(thing: Model, before: Iterable[Audience], after: Iterable[Audience], person: User) -> None:
    names = {"before": [str(each) for each in before], "after": [str(each) for each in after]}
    log(instance=thing, action=LOG_ACTION, user=person, data=names)


def refuse_locking_out(person: User, audiences: Several[Audience]) -> None:
    """Raise LockedOutError if a thing that these audiences alone may see would close for this person."""
    if not audiences or person.is_superuser:
        return
    if not Audience.objects.containing(person).filter(pk__in=[each.pk for each in audiences]).exists():
        raise LockedOutError(_("You are in none of these audiences: you would lock yourself out. Add one you are in."))


def refuse_closing(thing: Page | Collection, kind: str) -> None:
    """Raise LockedOutError if nothing, here or above, says any more who may see a thing: nobody could."""
    row = Visibility.objects.filter(kind=kind, object_id=thing.pk).select_related("lock").first()
    if row and not row.lock.restrictions.exists():
        raise LockedOutError(_("Nothing above this says who may see it: choose at least one audience."))


def _own_rights_key(page: Any) -> str:
    sharing = Visibility.objects.filter(kind=VisibilityKind.PAGE, rights_key=page.rights_key)
    sharing_ids = set(sharing.values_list("object_id", flat=True))
    family = _family_of(page)
    # The page that was there first is what the others were copied from; rights chosen for it are theirs too.
    if not sharing_ids or min(sharing_ids) in family:
        return str(page.rights_key)
    new_key = uuid4()
    for version in Page.objects.filter(pk__in=family).specific():
        type(version).objects.filter(pk=version.pk).update(rights_key=new_key)
    _start_with_rights_of(page.rights_key, new_key)
    page.rights_key = new_key
    settle_pages(family, rights_keys=dict.fromkeys(family, new_key))
    return str(new_key)


def _start_with_rights_of(former_key: UUID, new_key: UUID) -> None:
    former = Restriction.objects.filter(kind=RestrictionKind.PAGE, key=str(former_key)).first()
    if former:
        restrict(kind=RestrictionKind.PAGE, key=new_key, audiences=former.audiences.all())


def _family_of(page: Page) -> set[int]:
    """A page in all its languages, and the aliases of these."""
    family: set[int] = set()
    found = set(Page.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True))
    while found:
        family |= found
        keys = Page.objects.filter(pk__in=found).values("translation_key")
        related = Q(alias_of_id__in=found) | Q(translation_key__in=keys)
        found = set(Page.objects.filter(related).values_list("pk", flat=True)) - family
    return family
