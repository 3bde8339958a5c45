"""Every field of every form that an editor fills in says what it is for."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import RequestFactory
from wagtail.blocks import BaseStructBlock, Block, ListBlock, StreamBlock

from cms.pages.blocks import BodyBlock
from cms.pages.models import PAGE_TYPES
from cms.people.forms import AccountCreationForm, AccountEditForm
from cms.people.viewsets import UnitViewSet
from tests.factories.pages import create_home
from tests.factories.people import create_superuser

pytestmark = pytest.mark.django_db

# Wagtail explains these in the dialog that they stand in.
OF_WAGTAIL = {"go_live_at", "expire_at"}


def fields_without_help(form: Any, where: str) -> Iterator[str]:
    for name, field in form.fields.items():
        if not (field.help_text or field.widget.is_hidden):
            yield f"{where}.{name}"


def shown(panel: Any) -> Iterator[Any]:
    """The panels below one, of a row of each list too."""
    for child in (*getattr(panel, "children", ()), getattr(panel, "empty_child", None)):
        if child is not None:
            yield child
            yield from shown(child)


@pytest.mark.parametrize("model", PAGE_TYPES)
def test_each_field_of_a_page_type_has_help(model: Any) -> None:
    request = RequestFactory().get("/")
    request.user = create_superuser()
    handler = model.get_edit_handler()
    form = handler.get_form_class()(instance=model(), parent_page=create_home(), for_user=request.user)
    bound = handler.get_bound_panel(instance=model(), request=request, form=form)
    fields = [panel for panel in shown(bound) if getattr(panel, "field_name", None) in panel.form.fields]

    assert len(fields) > 10
    assert sorted({panel.field_name for panel in fields if not panel.help_text} - OF_WAGTAIL) == []


def blocks_without_help(block: Block, where: str) -> Iterator[str]:
    children: dict[str, Block] = {}
    if isinstance(block, (StreamBlock, BaseStructBlock)):
        children = dict(block.child_blocks)
    elif isinstance(block, ListBlock):
        children = {"item": block.child_block}
    for name, child in children.items():
        is_compound = isinstance(child, (StreamBlock, BaseStructBlock, ListBlock))
        if not is_compound and not isinstance(block, StreamBlock) and not child.field.help_text:
            yield f"{where}.{name}"
        yield from blocks_without_help(child, f"{where}.{name}")


def test_each_field_of_a_block_has_help() -> None:
    assert list(blocks_without_help(BodyBlock(), "body")) == []


@pytest.mark.parametrize("form_class", [AccountCreationForm, AccountEditForm])
def test_each_field_of_an_account_has_help(form_class: Any) -> None:
    assert list(fields_without_help(form_class(by=create_superuser()), form_class.__name__)) == []


def test_each_field_of_a_unit_has_help() -> None:
    form_class = UnitViewSet("units").get_form_class()

    assert list(fields_without_help(form_class(), "Unit")) == []
