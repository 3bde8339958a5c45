"""The things that doors are tried with: one of each kind of trouble, and a secret word in all that must stay closed."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, PageLogEntry
from wagtail_localize.models import Translation, TranslationSource

from cms.access.actions import restrict
from cms.access.models import Audience
from cms.access.models.restriction import RestrictionKind
from cms.archive.actions import record_download
from cms.pages.models import HomePage, ThemePage
from tests.factories.access import create_audience, create_collection, restrict_collection
from tests.factories.archive import create_document
from tests.factories.forms import create_answer, create_form
from tests.factories.media import create_image
from tests.factories.pages import (
    alias,
    create_article,
    create_event,
    create_home,
    create_news,
    create_theme,
    create_topic,
    create_unit_page,
    locale,
    translate,
)
from tests.factories.people import create_editor, create_partner, create_user
from tests.factories.work_groups import create_group

# In the title of everything that is closed for the editor, and in nothing else.
SECRET = "Geheim"


@dataclass
class World:
    """People, and things by name. `closed` are closed for everybody here but the insider."""

    people: dict[str, Any]
    open: dict[str, Any]
    closed: dict[str, Any]
    unpublished: dict[str, Any]

    def closed_of(self, kind: str) -> list[Any]:
        """The closed things of one kind, by the beginning of their name."""
        return [thing for name, thing in self.closed.items() if name.startswith(kind)]


def build_world() -> World:
    """Make it all, through the real models and actions."""
    Page.objects.filter(depth=2).delete()
    insider = create_user(f"{SECRET} Persoon")
    secret = create_audience("Vertrouwenspersonen", people=[insider])
    home = create_home()
    theme = create_theme(home, "Werken")
    hidden = create_theme(home, f"{SECRET} thema", audiences=(secret,))
    restrict_collection(hidden.collection, secret)
    world = World(people={}, open={}, closed={}, unpublished={})
    world.people = {
        "visitor": AnonymousUser(), "partner": create_partner(), "employee": create_user(),
        "editor": create_editor(home, collections=[Collection.get_first_root_node()]), "insider": insider,
    }  # fmt: skip
    _fill_open(world, home, theme)
    _fill_closed(world, theme, hidden)
    _fill_files(world, secret)
    _fill_forms(world, theme, hidden)
    restrict(kind=RestrictionKind.DIRECTORY, key="people", audiences=[secret])
    world.closed["person"] = insider.profile
    world.closed["work group"] = create_group(f"{SECRET}e groep", owner=insider, description=SECRET)
    world.open["work group"] = create_group("Fietspaden", owner=insider, is_open=True)
    call_command("wagtail_update_index", verbosity=0)
    return world


def _fill_open(world: World, home: HomePage, theme: ThemePage) -> None:
    over = timezone.now() - timedelta(hours=1)
    world.open = {
        "page: for everyone": create_theme(home, "Welkom", audiences=("everyone",)),
        "page: for staff": create_article(theme, "Verlof", publish=True),
        "page: for partners": create_theme(home, "Samen", audiences=("staff", "partners")),
        "page: event for staff": create_event(theme, "Personeelsfeest"),
    }
    world.unpublished = {
        "page: draft": create_article(theme, "Concept", live=False),
        "page: expired": create_article(theme, "Verlopen", expire_at=over),
        "page: below a draft": create_article(create_topic(theme, "Map", live=False), "Onder concept"),
    }


def _fill_closed(world: World, theme: ThemePage, hidden: ThemePage) -> None:
    editor = world.people["editor"]
    restricted = create_article(hidden, f"{SECRET} artikel", publish=True, owner=editor)
    english = translate(restricted)
    english.title = f"{SECRET} translated"
    english.save_revision().publish()
    # The English one stands below an open theme now; what closes it is the Dutch one.
    MovePageAction(Page.objects.get(pk=english.pk), translate(theme), pos="last-child").execute()
    moved = create_article(theme, f"{SECRET} verhuisd", publish=True, owner=editor)
    MovePageAction(moved, Page.objects.get(pk=hidden.pk), pos="last-child").execute()
    world.closed = {
        "page: restricted": restricted,
        "page: draft": create_article(hidden, f"{SECRET} concept", live=False),
        "page: moved": Page.objects.get(pk=moved.pk).specific,
        "page: translated": Page.objects.get(pk=english.pk).specific,
        "page: event": create_event(hidden, f"{SECRET} overleg", starts_at=timezone.now(), location=f"{SECRET}e zaal"),
        "page: news": create_news(hidden, f"{SECRET} nieuws"),
        "page: unit": create_unit_page(hidden, f"{SECRET} bureau", phone=SECRET, opening_hours=SECRET),
        "page: alias": alias(restricted, theme, slug="bijnaam"),
        "redirect": Redirect.add_redirect("/geheim-adres", redirect_to=restricted),
    }
    source, _is_new = TranslationSource.get_or_create_from_instance(restricted)
    world.closed["source of a translation"] = source
    world.closed["translation"] = Translation.objects.create(source=source, target_locale=locale("en"))
    PageLogEntry.objects.log_action(restricted, "wagtail.edit", user=editor)
    restricted.locked, restricted.locked_by, restricted.locked_at = True, editor, timezone.now()
    restricted.save()


def _fill_forms(world: World, theme: ThemePage, hidden: ThemePage) -> None:
    optional = [{"label": "Naam", "required": False}]
    world.open["form"] = create_form(theme, "Aanvraag", fields=optional)
    closed = create_form(hidden, f"{SECRET} formulier", fields=optional, thank_you=SECRET)
    create_answer(closed, person=world.people["insider"], naam=SECRET)
    world.closed["form"] = closed


def _fill_files(world: World, secret: Audience) -> None:
    library, vault = create_collection("Bibliotheek"), create_collection(f"{SECRET}e kluis", audiences=(secret,))
    world.open |= {
        "collection": library,
        "image": create_image("Stadhuis", collection=library),
        "document": create_document("Regeling", collection=library),
    }
    world.closed |= {
        "collection": vault,
        "image": create_image(f"{SECRET} beeld", collection=vault),
        "document": create_document(f"{SECRET} stuk", collection=vault),
    }
    for document in (world.open["document"], world.closed["document"]):
        record_download(document, by=world.people["employee"])
