import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.pages.blocks import RICH_TEXT
from tests.factories.pages import create_home

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("anchor", ["", ' data-anchor="hoe"'])
def test_a_link_comes_out_of_the_editor_as_it_went_in(anchor: str) -> None:
    link = f'<a linktype="page" id="{create_home().pk}"{anchor}>hier</a>'
    converter = ContentstateConverter(features=RICH_TEXT)
    written = converter.to_database_format(converter.from_database_format(f"<p>Lees {link}</p>"))

    for part in ('linktype="page"', anchor.strip(), ">hier</a>"):
        assert part in written


def test_an_external_link_stays_one() -> None:
    converter = ContentstateConverter(features=RICH_TEXT)
    written = converter.to_database_format(converter.from_database_format('<p><a href="https://example.org">x</a></p>'))

    assert 'href="https://example.org"' in written
    assert "linktype" not in written
