"""What the whole site says about itself."""

from typing import Any

import graphene
from django.conf import settings
from django.utils.translation import get_language_info
from graphene import ResolveInfo
from wagtail.models import Locale

from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.lists import list_of
from cms.media.schema import Image, image_by_id
from cms.pages import models


class SiteLink(graphene.ObjectType):
    """A link at the foot of every screen."""

    label = graphene.String(required=True, description="What it says.")
    url = graphene.String(required=True, description="Where it leads: a path on this site, or another's address.")

    @staticmethod
    def resolve_url(link: models.FooterLink, _info: ResolveInfo) -> str:
        return link.address


class Language(graphene.ObjectType):
    """A language that pages are written in."""

    code = graphene.String(required=True, description="What filters take, such as `nl`.")
    name = graphene.String(required=True, description="What it is called in itself.")
    is_source = graphene.Boolean(
        required=True, description="Whether it is the one that is translated from: its paths have no prefix."
    )


class SiteSettings(graphene.ObjectType):
    """Name, face and foot of the site, in one language. Its source is the settings and that language's code."""

    name = graphene.String(required=True, description="The name of the site.")
    logo = graphene.Field(Image, description="Stands before the name; null where there is none for this reader.")
    accent = graphene.String(
        required=True, description="The colour of links and buttons, such as `#0b5563`; empty for the front-end's own."
    )
    accent_dark = graphene.String(required=True, description="The colour of links on a dark screen; may be empty.")
    footer_text = graphene.String(required=True, description="What the footer says; may be empty.")
    footer_links = graphene.Field(list_of(SiteLink), description="The links of the footer, in order.")
    languages = graphene.Field(list_of(Language), description="In which languages there are pages, the source first.")
    contact_email = graphene.String(required=True, description="Where to ask about the site; may be empty.")
    contact_phone = graphene.String(required=True, description="Which number to call about the site; may be empty.")

    @staticmethod
    def resolve_name(site: models.SiteSettings, _info: ResolveInfo) -> str:
        return site.shown_name

    @staticmethod
    def resolve_logo(site: models.SiteSettings, info: ResolveInfo) -> Deferred:
        return image_by_id.load(info.context, site.logo_id)

    @staticmethod
    def resolve_footer_text(site: models.SiteSettings, _info: ResolveInfo) -> str:
        return site.footer_text_in(site.asked_language)

    @staticmethod
    def resolve_footer_links(site: models.SiteSettings, _info: ResolveInfo) -> list[models.FooterLink]:
        return site.footer_links_in(site.asked_language)

    @staticmethod
    def resolve_languages(_site: models.SiteSettings, _info: ResolveInfo) -> list[dict[str, Any]]:
        in_use = set(Locale.objects.values_list("language_code", flat=True))
        codes = [code for code, _name in settings.LANGUAGES if code in in_use]
        told = [
            {"code": code, "name": get_language_info(code)["name_local"], "is_source": code == settings.LANGUAGE_CODE}
            for code in codes
        ]
        return sorted(told, key=lambda language: not language["is_source"])


class SiteQuery:
    """What can be asked about the site."""

    site = graphene.Field(
        SiteSettings,
        required=True,
        description="What stands on every screen: name, logo, colours, footer.",
        language=graphene.String(description="The language of the footer; by default that of the request."),
    )

    @staticmethod
    def resolve_site(_root: None, info: ResolveInfo, language: str | None = None) -> models.SiteSettings:
        site = models.SiteSettings.objects.first() or models.SiteSettings()
        site.asked_language = language or info.context.language
        return site
