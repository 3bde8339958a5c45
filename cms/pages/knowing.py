"""What this app knows of a person."""

from django.contrib.auth.models import AbstractUser
from wagtail.models import Page

from cms.activity.knowing import Knower, Rows, knows
from cms.pages.models import Answer, Preview


@knows("form-answers", fields=["pages.Answer.person"])
class AnswerKnower(Knower):
    """What somebody answered to forms, signed in."""

    def export(self, person: AbstractUser) -> Rows:
        answers = Answer.objects.filter(person=person.pk).order_by("pk")
        return list(answers.values("page__title", "submit_time", "language", "form_data"))

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """Deleted whole: the words may say who wrote them."""
        return Answer.objects.filter(person=person.pk).delete()[0]


@knows("pages", fields=["wagtailcore.Page.owner", "wagtailcore.Page.locked_by", "pages.Preview.user"])
class PageKnower(Knower):
    """The pages that somebody made, looks after or locked: the organisation's."""

    def export(self, person: AbstractUser) -> Rows:
        owned = Page.objects.filter(owner=person.pk).values("id", "title", "first_published_at")
        locked = Page.objects.filter(locked_by=person.pk).values("id", "title", "locked_at")
        named = (("looks after", owned), ("locked", locked))
        return [{"what": what, **row} for what, rows in named for row in rows.order_by("pk")]

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """What was published stays with the account, whose name is erased there. Nobody else could take off a lock."""
        unlocked = Page.objects.filter(locked_by=person.pk).update(locked=False, locked_by=None, locked_at=None)
        return unlocked + Preview.objects.filter(user=person.pk).delete()[0]
