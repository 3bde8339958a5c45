import pytest

from cms.graphql_kit.errors import InvalidInput
from cms.graphql_kit.ids import GlobalId, from_global_id, pk_of, to_global_id


def test_an_id_says_kind_and_key() -> None:
    assert to_global_id("Page", 5) == "UGFnZTo1"
    assert from_global_id("UGFnZTo1") == GlobalId("Page", 5)
    assert pk_of("UGFnZTo1", "Page") == 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "Page:5",
        "UGFnZTo1=",
        "é",
        "\x00",
        to_global_id("Page", -1),
        to_global_id("Page", 2**63),
        to_global_id("", 1),
        "UGFnZTrZpQ==",
        "UGFnZQ==",
        "UGFnZTo1OjY=",
    ],
)
def test_what_is_no_id_is_invalid_input(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        from_global_id(text)
    assert caught.value.extensions == {"code": "INVALID_INPUT"}


def test_an_id_of_something_else_is_invalid_input() -> None:
    with pytest.raises(InvalidInput, match="This is the id of a Page; the id of a Image is asked for"):
        pk_of(to_global_id("Page", 5), "Image")
