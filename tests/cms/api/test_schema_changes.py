"""What is new in the schema is told by coordinate, once, and keeps the words that people gave it."""

from cms.api.schema_changes import as_release, breaking_changes, changes_since, with_lines

RELEASED = '''
"""Has an id."""
interface Node { "Its id." id: ID! }
"""A page."""
type Page implements Node { "Its id." id: ID! "Its title." title(language: String = "nl"): String! }
"""A file."""
type File implements Node { "Its id." id: ID! }
"""A sort."""
enum Sort { "By title." TITLE }
input Filter { "Words." text: String }
union Found = Page
type Query { "One." page(path: String): Page found: Found node: Node sort: Sort file: File }
'''
SERVED = '''
"""Has an id."""
interface Node { "Its id." id: ID! "When it was made. In UTC." madeAt: String! }
"""Has a label."""
interface Labelled { "What it is called." label: String! }
"""A page."""
type Page implements Node {
  "Its id." id: ID!
  "When it was made. In UTC." madeAt: String!
  "Its title." title(language: String = "en"): String! @deprecated(reason: "Ask name. It says more.")
  "What it is called."
  name: String
}
"""A file."""
type File implements Node & Labelled {
  "Its id." id: ID! "When it was made. In UTC." madeAt: String! "What it is called." label: String!
}
"""A sort."""
enum Sort { "By title." TITLE "By date." DATE }
input Filter { "Words." text: String "A sort." sort: Sort }
"""Somebody."""
type Person { "Their name." name: String }
union Found = Page | Person
type Query {
  "One." page(path: String, "As a draft, by a token. It ends." preview: String): Page
  found: Found node: Node sort: Sort file: File
}
'''


def test_each_change_is_told_once() -> None:
    assert [str(change) for change in changes_since(RELEASED, SERVED)] == [
        "- `Filter.sort`: A sort.",
        "- `Found: Person`: It may be this too.",
        "- `Labelled`: Has a label.",
        "- `Node.madeAt`: When it was made.",
        "- `Page.name`: What it is called.",
        "- `Page.title @deprecated`: Ask name.",
        '- `Page.title(language:)`: It has changed defaultValue from "nl" to "en".',
        "- `Person`: Somebody.",
        "- `Query.page(preview:)`: As a draft, by a token.",
        "- `Sort.DATE`: By date.",
    ]


def test_lines_stay_as_people_wrote_them() -> None:
    page = "# Changes\n\n## Unreleased\n\n- `Page.name`: Use this\n  instead.\n- `Gone.away`: Old.\n\n## 1.0\n\nAll.\n"
    complete = page.replace("- `Gone.away`: Old.", "- `Sort.DATE`: By date.")
    changes = [change for change in changes_since(RELEASED, SERVED) if change.coordinate in ("Page.name", "Sort.DATE")]
    complete = (
        "# Changes\n\n## Unreleased\n\n- `Page.name`: Use this\n  instead.\n- `Sort.DATE`: By date.\n\n## 1.0\n\nAll.\n"
    )
    assert with_lines(page, changes) == complete
    assert with_lines(complete, changes) == complete
    assert with_lines(complete, []) == "# Changes\n\n## Unreleased\n\nNothing yet.\n\n## 1.0\n\nAll.\n"


def test_what_is_released_gets_its_name() -> None:
    page = "# Changes\n\n## Unreleased\n\n- `Sort.DATE`: By date.\n\n## 1.0\n\nAll.\n"
    assert as_release(page, "1.1", ["Page.name was removed."]) == (
        "# Changes\n\n## Unreleased\n\nNothing yet.\n\n"
        "## 1.1\n\n- **Breaking**: Page.name was removed.\n- `Sort.DATE`: By date.\n\n## 1.0\n\nAll.\n"
    )


def test_what_is_gone_breaks() -> None:
    assert "Person was removed." in breaking_changes(SERVED, RELEASED)
    assert breaking_changes(RELEASED, SERVED) == []
