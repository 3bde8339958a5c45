"""Fields and blocks in which editors choose a thing with rights. What somebody else chose stays chosen, and is named
to nobody for whom it does not open."""

from typing import Any

from django.db.models import Model
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.compare import ForeignObjectComparison
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminPageChooser, BaseChooser
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.blocks import ImageChooserBlock, ImageChooserBlockComparison
from wagtail.images.edit_handlers import ImageFieldComparison
from wagtail.images.models import AbstractImage
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page

from cms.access.admin.naming import may_be_named, name_of_closed


class DiscreetChooser(BaseChooser):
    """A chooser's widget."""

    def get_value_data_from_instance(self, instance: Model) -> dict[str, Any]:
        """What the widget shows of what is chosen."""
        if may_be_named(instance):
            data: dict[str, Any] = super().get_value_data_from_instance(instance)
            return data
        picture = {"url": "", "width": 0, "height": 0}
        named = {"id": instance.pk, "edit_url": None, self.display_title_key: name_of_closed(instance)}
        return {**named, "parent_id": None, "preview": picture, "default_alt_text": ""}


class PageChooser(DiscreetChooser, AdminPageChooser):
    """Chooses a page."""


class ImageChooser(DiscreetChooser, AdminImageChooser):
    """Chooses an image."""


class DocumentChooser(DiscreetChooser, AdminDocumentChooser):
    """Chooses a document."""


class DiscreetChooserBlock(blocks.ChooserBlock):
    """A chooser in a body; comparisons of two versions show what `render_basic` says."""

    def render_basic(self, value: Any, context: Any = None) -> str:
        """The thing as simple HTML."""
        shown: str = (
            super().render_basic(value, context) if value is None or may_be_named(value) else name_of_closed(value)
        )
        return shown


class DiscreetPageBlock(DiscreetChooserBlock, blocks.PageChooserBlock):
    """A page in a body."""

    @cached_property
    def widget(self) -> PageChooser:
        return PageChooser(target_models=self.target_models, can_choose_root=self.can_choose_root)


class DiscreetDocumentBlock(DiscreetChooserBlock, DocumentChooserBlock):
    """A document in a body."""

    widget = DocumentChooser()


class DiscreetImageBlockComparison(ImageChooserBlockComparison):
    """Two versions of an image in a body."""

    def __init__(self, block: blocks.Block, exists_a: bool, exists_b: bool, val_a: Any, val_b: Any) -> None:
        super().__init__(block, exists_a, exists_b, _unless_closed(val_a), _unless_closed(val_b))

    def htmlvalue(self, val: Any) -> str:
        shown: str = super().htmlvalue(_unless_closed(val))
        return shown


class DiscreetImageBlock(DiscreetChooserBlock, ImageChooserBlock):
    """An image in a body."""

    @cached_property
    def widget(self) -> ImageChooser:
        return ImageChooser()

    def get_comparison_class(self) -> type[DiscreetImageBlockComparison]:
        """How two versions are compared."""
        return DiscreetImageBlockComparison


# What they store is what Wagtail's store, so that migrations name those.
DECONSTRUCT_ALIASES = {
    DiscreetPageBlock: "wagtail.blocks.PageChooserBlock",
    DiscreetDocumentBlock: "wagtail.documents.blocks.DocumentChooserBlock",
    DiscreetImageBlock: "wagtail.images.blocks.ImageChooserBlock",
}


class DiscreetComparison(ForeignObjectComparison):
    """Two versions of a field that names a thing."""

    def get_objects(self) -> tuple[Any, Any]:
        """The things, or in their place what they are called for whom they do not open."""
        first, second = super().get_objects()
        return _name_unless_open(first), _name_unless_open(second)


class DiscreetImageComparison(ImageFieldComparison):
    """Two versions of a field that names an image."""

    def get_objects(self) -> tuple[Any, Any]:
        """The images that may be shown."""
        first, second = super().get_objects()
        return _unless_closed(first), _unless_closed(second)


class ChooserPanel(FieldPanel):
    """For a field that names a thing with rights: Wagtail's own panel names what is chosen to all."""

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's, with our widget; that for people is registered already."""
        options: dict[str, Any] = super().get_form_options()
        if issubclass(self._target, Page):
            options["widgets"] = {self.field_name: PageChooser(target_models=[self._target])}
        elif issubclass(self._target, AbstractImage):
            options["widgets"] = {self.field_name: ImageChooser()}
        return options

    def get_comparison_class(self) -> type[ForeignObjectComparison]:
        """How two versions of the page are compared."""
        return DiscreetImageComparison if issubclass(self._target, AbstractImage) else DiscreetComparison

    @property
    def _target(self) -> type[Model]:
        target: type[Model] = self.db_field.related_model
        return target


def _unless_closed(thing: Model | None) -> Model | None:
    return thing if thing is not None and may_be_named(thing) else None


def _name_unless_open(thing: Model | None) -> Model | str | None:
    return thing if thing is None or may_be_named(thing) else name_of_closed(thing)
