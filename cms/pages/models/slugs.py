from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def refuse_reserved(slug: str) -> None:
    """Refuse a page below the home page a place in addresses that is taken. Raises ValidationError."""
    if slug in settings.RESERVED_SLUGS:
        told = _("The site itself uses “%(slug)s” in its addresses: choose another slug.")
        raise ValidationError({"slug": told % {"slug": slug}})
