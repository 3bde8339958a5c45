"""Where pages enter the admin."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.pages.rich_text import CONVERTER_RULE


@hooks.register("register_rich_text_features", order=10)
def keep_anchors(features: FeatureRegistry) -> None:
    """Replaces Wagtail's own rule for links."""
    features.register_converter_rule("contentstate", "link", CONVERTER_RULE)
