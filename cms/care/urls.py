"""Addresses in the admin."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from cms.care.views.guide import Guide, picture
from cms.care.views.links import LinkReport
from cms.care.views.orphans import OrphanReport
from cms.care.views.reviews import ReviewPage, ReviewReport

app_name = "care"
urlpatterns = [
    path("reviews/", require_admin_access(ReviewReport.as_view()), name="reviews"),
    path("reviews/results/", require_admin_access(ReviewReport.as_view(results_only=True)), name="reviews_results"),
    path("guide/", require_admin_access(Guide.as_view()), name="guide"),
    path("guide/screenshots/<str:name>", require_admin_access(picture), name="guide_picture"),
    path("links/", require_admin_access(LinkReport.as_view()), name="links"),
    path("links/results/", require_admin_access(LinkReport.as_view(results_only=True)), name="links_results"),
    path("orphans/", require_admin_access(OrphanReport.as_view()), name="orphans"),
    path("orphans/results/", require_admin_access(OrphanReport.as_view(results_only=True)), name="orphans_results"),
    path("reviews/<int:page_id>/", require_admin_access(ReviewPage.as_view()), name="review"),
]
