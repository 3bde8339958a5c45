"""Where pages enter the admin."""

from django.urls import URLPattern, path
from wagtail import hooks
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
