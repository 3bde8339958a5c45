"""What one request may ask: each limit at its edge, and documents made to break the measuring."""

import pytest
from graphql import build_schema, validate

from cms.graphql_kit.costs import Costs
from cms.graphql_kit.errors import LimitExceeded
from cms.graphql_kit.limits import Limits, check_shape, errors_in, parsed, rules

SCHEMA = build_schema(
    """
    type Query { pages(first: Int = 20): PageConnection! page: Page }
    type PageConnection { edges: [PageEdge!]! nodes: [Page!]! totalCount: Int! }
    type PageEdge { cursor: String! node: Page! }
    type Page { title: String! parent: Page tags: [Tag!]! children(first: Int = 20): PageConnection! }
    type Tag { slug: String! }
    """
)


def exceeded(text: str, limits: Limits) -> dict:
    with pytest.raises(LimitExceeded) as caught:
        check_shape(parsed(text, limits), limits)
    return caught.value.extensions


def cost_of(text: str, variables: dict | None = None, limits: Limits | None = None) -> int:
    document = parsed(text)
    assert validate(SCHEMA, document) == []
    return Costs(SCHEMA, document, limits or Limits()).check(document.definitions[0], variables or {})


def test_depth_is_counted_through_fragments() -> None:
    text = "{ page { ...Up } } fragment Up on Page { parent { title } }"
    check_shape(parsed(text), Limits(depth=3))
    assert exceeded(text, Limits(depth=2)) == {"code": "LIMIT_EXCEEDED", "limit": "depth", "value": 2, "asked": 3}


def test_inline_fragments_add_no_depth() -> None:
    check_shape(parsed("{ page { ... on Page { ... on Page { title } } } }"), Limits(depth=2))


def test_aliases_are_counted() -> None:
    text = "{ a: page { title } b: page { b2: title } }"
    assert exceeded(text, Limits(aliases=2)) == {"code": "LIMIT_EXCEEDED", "limit": "aliases", "value": 2, "asked": 3}


def test_a_field_is_repeated_so_often_and_no_more() -> None:
    assert errors_in(SCHEMA, parsed("{ " + "__typename " * 220 + "}"), is_introspection_open=False) == []
    with pytest.raises(LimitExceeded) as caught:
        errors_in(SCHEMA, parsed("{ page { " + "... on Page { title } " * 300 + "} }"), is_introspection_open=False)
    expected = {"code": "LIMIT_EXCEEDED", "limit": "comparisons", "value": 25_000, "asked": None}
    assert caught.value.extensions == expected


def test_directives_are_counted_wherever_they_stand() -> None:
    text = "query @skip(if: true) { page @skip(if: true) { ...P @skip(if: true) } } fragment P on Page @x { title @x }"
    assert exceeded(text, Limits(directives=4))["asked"] == 5


def test_tokens_are_counted_while_reading() -> None:
    with pytest.raises(LimitExceeded) as caught:
        parsed("{ a b c d e }", Limits(tokens=5))
    assert caught.value.extensions == {"code": "LIMIT_EXCEEDED", "limit": "tokens", "value": 5, "asked": None}


def test_introspection_is_one_field_deep() -> None:
    check_shape(parsed("{ __schema { types { fields { type { ofType { ofType { name } } } } } } }"), Limits(depth=1))


def test_a_fragment_that_spreads_itself_ends_the_measuring() -> None:
    document = parsed("{ page { ...A } } fragment A on Page { parent { ...B } } fragment B on Page { parent { ...A } }")
    check_shape(document, Limits())
    assert (
        "Cannot spread fragment 'A' within itself"
        in validate(SCHEMA, document, rules(is_introspection_open=True))[0].message
    )


def test_a_long_chain_of_fragments_is_too_deep_rather_than_a_crash() -> None:
    chain = "".join(f"fragment F{number} on Page {{ ...F{number + 1} }} " for number in range(300))
    assert (
        exceeded(f"{{ page {{ ...F0 }} }} {chain} fragment F300 on Page {{ title }}", Limits(depth=15))["limit"]
        == "depth"
    )


def test_fragments_that_double_are_measured_once_each() -> None:
    doubling = "".join(
        f"fragment F{n} on Page {{ parent {{ ...F{n + 1} }} x{n}: parent {{ ...F{n + 1} }} }} " for n in range(12)
    )
    document = parsed(f"{{ page {{ ...F0 }} }} {doubling} fragment F12 on Page {{ title }}")
    check_shape(document, Limits())
    with pytest.raises(LimitExceeded) as caught:
        Costs(SCHEMA, document).check(document.definitions[0], {})
    assert caught.value.extensions["limit"] == "cost"


def test_cost_multiplies_by_first_once() -> None:
    assert cost_of("{ pages(first: 5) { nodes { title } } }") == 1 + 1 + 5
    assert cost_of("{ pages(first: 5) { edges { node { title } } totalCount } }") == 1 + 1 + 5 * (1 + 1) + 1


def test_cost_takes_the_default_and_the_variables() -> None:
    assert cost_of("{ pages { nodes { title } } }") == 22
    text = "query ($n: Int = 3) { pages(first: $n) { nodes { title } } }"
    assert cost_of(text) == 5
    assert cost_of(text, {"n": 50}) == 52


def test_cost_of_a_senseless_first_is_that_of_the_largest_page() -> None:
    assert cost_of("query ($n: Int) { pages(first: $n) { nodes { title } } }", {"n": "many"}) == 102
    assert cost_of("query ($n: Int) { pages(first: $n) { nodes { title } } }", {"n": -4}) == 102


def test_cost_of_a_plain_list_is_that_of_ten() -> None:
    assert cost_of("{ page { tags { slug } } }") == 1 + 1 + 10


def test_cost_multiplies_when_nested() -> None:
    text = "{ pages(first: 100) { nodes { children(first: 100) { nodes { title } } } } }"
    with pytest.raises(LimitExceeded) as caught:
        cost_of(text)
    asked = 1 + 1 + 100 * (1 + 1 + 100)
    assert caught.value.extensions == {"code": "LIMIT_EXCEEDED", "limit": "cost", "value": 10_000, "asked": asked}


def test_without_introspection_typename_still_works() -> None:
    closed = rules(is_introspection_open=False)
    assert validate(SCHEMA, parsed("{ __typename page { __typename } }"), closed) == []
    errors = validate(SCHEMA, parsed('{ __schema { description } __type(name: "Page") { name } }'), closed)
    assert [error.extensions["code"] for error in errors] == ["INVALID_INPUT", "INVALID_INPUT"]


def test_text_with_nul_characters_is_refused() -> None:
    schema = build_schema("type Query { page(path: String): String }")
    errors = validate(schema, parsed(r'{ page(path: "a\u0000b") }'), rules(is_introspection_open=True))
    assert [error.message for error in errors] == ["Text must not have NUL characters."]
