"""Who may do what about the end of documents: what opens is the policy's question, verbs are Django's permissions."""

from typing import Any, cast

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.access.policy import may_open, open_to
from cms.access.readers import reader_for, reader_of_user
from cms.archive.models import LibraryDocument
from cms.people.models import User
from cms.retention.models import Certificate, Destruction, LegalHold
from cms.retention.models.destruction import DestructionQuerySet
from cms.retention.models.hold import LegalHoldQuerySet

PROPOSE = "retention.propose_destruction"
APPROVE = "retention.approve_destruction"
LIFT = "retention.lift_legalhold"


def kept_collections(user: Any) -> QuerySet[Collection]:
    """The collections whose documents somebody may change, of those that open for them."""
    policy = policy_registry.get_by_type(get_document_model())
    collections: QuerySet[Collection] = policy.collections_user_has_permission_for(user, "change")
    return collections


def kept_documents(user: Any) -> QuerySet[LibraryDocument]:
    """The documents that somebody keeps as an archivist: those in the collections they keep."""
    return LibraryDocument.objects.filter(collection__in=kept_collections(user).order_by().values("pk"))


def may_propose(user: Any, document: LibraryDocument) -> bool:
    """Whether somebody may propose that a document goes."""
    return user.is_active and user.has_perm(PROPOSE) and kept_documents(user).filter(pk=document.pk).exists()


def may_approve(user: Any, document: LibraryDocument) -> bool:
    """Whether somebody may agree that a document goes: not without being able to open it. Asks the database anew,
    because this is asked long after a request too. Whether they proposed it is the action's question."""
    person = User.objects.filter(pk=user.pk, is_active=True).first()
    return person is not None and person.has_perm(APPROVE) and may_open(reader_for(person), document)


def open_destructions(user: Any) -> DestructionQuerySet:
    """What is to go, of the documents that open for somebody who proposes or approves; nothing for anybody else."""
    if not (user.has_perm(PROPOSE) or user.has_perm(APPROVE)):
        return Destruction.objects.none()
    return cast(DestructionQuerySet, open_to(reader_of_user(user), Destruction.objects.all()))


def readable_certificates(user: Any) -> QuerySet[Certificate]:
    """The certificates of what lay in collections that somebody keeps. Of a collection that is gone, nobody can say any
    more for whom it opened: administrators alone read on."""
    if not user.has_perm("retention.view_certificate"):
        return Certificate.objects.none()
    if user.is_superuser:
        return Certificate.objects.all()
    return Certificate.objects.filter(collection__in=kept_collections(user).order_by().values("pk"))


def readable_holds(user: Any) -> LegalHoldQuerySet:
    """The holds on anything that somebody keeps, and those they set themselves: a name tells of a case."""
    holds = LegalHold.objects.all()
    if user.is_superuser:
        return holds
    kept = kept_collections(user).order_by().values("pk")
    named = Q(documents__in=kept_documents(user).values("pk")) | Q(collections__in=kept) | Q(set_by=user.pk)
    return holds.filter(pk__in=holds.filter(named).order_by().values("pk"))


def people_with(permission: str) -> QuerySet[User]:
    """Who was given a permission, other than by being an administrator."""
    app_label, codename = permission.split(".")
    granted = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    return User.objects.filter(
        Q(groups__permissions__in=granted) | Q(user_permissions__in=granted), is_active=True
    ).distinct()
