"""Where pages enter the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.pages.answers import DeleteAnswers, ListAnswers, of_a_form
from cms.pages.rich_text import CONVERTER_RULE, DOCUMENT_RULE
from cms.pages.views.translating import (
    SubmitEditedPage,
    UpdateEditedTranslations,
    convert_published_to_alias,
    submit_to_moderators,
    take_in_po,
)
from cms.pages.views.translations_report import TranslationsReport
from cms.pages.views.versions import delete_ticked, move_ticked, unpublish_ticked


@hooks.register("register_rich_text_features", order=10)
def keep_anchors(features: FeatureRegistry) -> None:
    """Replaces Wagtail's own rules for links."""
    features.register_converter_rule("contentstate", "link", CONVERTER_RULE)
    features.register_converter_rule("contentstate", "document-link", DOCUMENT_RULE)


@hooks.register("register_admin_urls", order=-1)
def close_translation_screens() -> list[URLPattern]:
    """The same addresses as Wagtail Localize's, which keep their names and are found after these."""
    return [
        path("localize/submit/page/<int:page_id>/", SubmitEditedPage.as_view()),
        path("localize/update/<int:translation_source_id>/", UpdateEditedTranslations.as_view()),
        path("localize/page/<int:page_id>/convert_to_alias/", convert_published_to_alias),
        path("localize/translate/<int:translation_id>/pofile/upload/", take_in_po),
        path("localize/translate/<int:translation_id>/moderate/", submit_to_moderators, name="moderate_translation"),
    ]


@hooks.register("register_admin_urls", order=-1)
def close_answers() -> list[URLPattern]:
    """The same addresses as those of Wagtail's forms, which keep their names and are found after these."""
    return [
        path("forms/submissions/<int:page_id>/", of_a_form(ListAnswers)),
        path("forms/submissions/<int:page_id>/results/", of_a_form(ListAnswers, results_only=True)),
        path("forms/submissions/<int:page_id>/delete/", of_a_form(DeleteAnswers)),
    ]


@hooks.register("register_admin_urls")
def register_translations_report() -> list[URLPattern]:
    """Beside Wagtail's own reports."""
    report = TranslationsReport
    return [
        path("reports/translated/", require_admin_access(report.as_view()), name="translations_report"),
        path(
            "reports/translated/results/",
            require_admin_access(report.as_view(results_only=True)),
            name="translations_report_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_translations_menu_item() -> MenuItem:
    """In the place of Wagtail Localize's report, which knows neither themes nor what was never begun."""
    address = reverse("translations_report")
    return MenuItem(_("Translations"), address, name="translated", icon_name="wagtail-localize-language", order=200)


@hooks.register("construct_reports_menu", order=100)
def leave_out_the_other_report(request: HttpRequest, items: list[MenuItem]) -> None:
    """One report of translations is enough."""
    items[:] = [item for item in items if item.url != reverse("wagtail_localize:translations_report")]


hooks.register("after_delete_page", delete_ticked)
hooks.register("before_unpublish_page", unpublish_ticked)
hooks.register("before_move_page", move_ticked)
