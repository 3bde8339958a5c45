"""Where tuning enters the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from cms.findability.viewsets import PinViewSet, StopPhraseViewSet, SynonymViewSet

# Other apps put their entries about search here too.
SEARCH_MENU = Menu(register_hook_name="register_search_menu_item", construct_hook_name="construct_search_menu")
TUNED = ("synonymgroup", "stopphrase", "pinnedresult")


@hooks.register("register_admin_menu_item")
def register_search_menu() -> MenuItem:
    """Shown to whoever has anything in it."""
    return SubmenuMenuItem(_("Search"), SEARCH_MENU, name="search-tuning", icon_name="search", order=450)


@hooks.register("register_admin_viewset")
def register_synonyms() -> SynonymViewSet:
    """Words that mean the same."""
    return SynonymViewSet("search_synonyms", url_prefix="search-tuning/synonyms")


@hooks.register("register_admin_viewset")
def register_pins() -> PinViewSet:
    """What stands first."""
    return PinViewSet("search_pins", url_prefix="search-tuning/pinned")


@hooks.register("register_admin_viewset")
def register_stop_phrases() -> StopPhraseViewSet:
    """What is left out."""
    return StopPhraseViewSet("search_stop_phrases", url_prefix="search-tuning/stop-phrases")


@hooks.register("register_permissions")
def register_tuning_permissions() -> QuerySet[Permission]:
    """Groups can be let to tune search."""
    codenames = [f"{verb}_{model}" for verb in ("add", "change", "delete", "view") for model in TUNED]
    return Permission.objects.filter(content_type__app_label="search", codename__in=codenames)
