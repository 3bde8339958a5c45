"""Where webhooks enter the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from cms.webhooks.views.bulk import RepeatDeliveries
from cms.webhooks.viewsets import EndpointViewSet

hooks.register("register_bulk_action", RepeatDeliveries)


@hooks.register("register_admin_urls")
def register_message_urls() -> list[URLPattern | URLResolver]:
    """Below /admin/webhook-messages/."""
    return [path("webhook-messages/", include("cms.webhooks.urls"))]


@hooks.register("register_admin_viewset")
def register_webhooks() -> EndpointViewSet:
    """Whom other systems are told through."""
    return EndpointViewSet("webhooks", url_prefix="webhooks")


@hooks.register("register_permissions")
def register_webhook_permissions() -> QuerySet[Permission]:
    """Groups can be let to look after webhooks."""
    codenames = [f"{verb}_endpoint" for verb in ("add", "change", "delete", "view")]
    return Permission.objects.filter(content_type__app_label="webhooks", codename__in=codenames)
