"""Addresses in the admin beside those of the viewset."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from cms.webhooks.views.messages import DeliveryList, RepeatDelivery, ShowDelivery

app_name = "webhook_messages"
urlpatterns = [
    path("", require_admin_access(DeliveryList.as_view()), name="list"),
    path("results/", require_admin_access(DeliveryList.as_view(results_only=True)), name="list_results"),
    path("<int:pk>/", require_admin_access(ShowDelivery.as_view()), name="message"),
    path("<int:pk>/repeat/", require_admin_access(RepeatDelivery.as_view()), name="repeat"),
]
