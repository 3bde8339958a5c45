"""Prepared HTML: sanitised once, its links resolved for one reader."""

from cms.reading.html import language_of, prepare_html, references_in, resolve_html, written_in


def test_internal_links_become_placeholders() -> None:
    stored = '<p>Zie <a id="5" linktype="page">verlof</a> en <a id="7" linktype="document">het formulier</a>.</p>'
    assert prepare_html(stored) == (
        '<p>Zie <a href="plein:page:5">verlof</a> en <a href="plein:document:7">het formulier</a>.</p>'
    )


def test_anchor_of_internal_link_is_kept() -> None:
    stored = '<p><a id="5" linktype="page" data-anchor="ziek-melden">ziek</a></p>'
    assert prepare_html(stored) == '<p><a href="plein:page:5#ziek-melden">ziek</a></p>'


def test_link_without_number_becomes_plain() -> None:
    assert prepare_html('<a id="x" linktype="page">kapot</a>') == "<a>kapot</a>"


def test_scripts_handlers_and_foreign_schemes_are_removed() -> None:
    hostile = '<p onclick="x()">a<script>alert(1)</script><a href="javascript:x()">b</a><img src=x onerror=x></p>'
    assert prepare_html(hostile) == "<p>a<a>b</a></p>"


def test_references_are_named_once_in_order() -> None:
    prepared = '<a href="plein:page:5">a</a><a href="plein:page:3#x">b</a><a href="plein:page:5">c</a>'
    assert references_in([prepared, '<a href="plein:document:7">d</a>']) == {"page": [5, 3], "document": [7]}


def test_link_resolves_to_the_address_of_its_target() -> None:
    prepared = '<a href="plein:page:5#ziek">ziek</a>'
    assert resolve_html(prepared, addresses={("page", 5): "/verlof/"}) == '<a href="/verlof/#ziek">ziek</a>'


def test_link_to_what_the_reader_may_not_see_is_plain_text() -> None:
    prepared = '<p>Lees <a href="plein:page:5"><b>dit</b></a>.</p>'
    assert resolve_html(prepared, addresses={}) == "<p>Lees <b>dit</b>.</p>"


def test_address_is_escaped() -> None:
    resolved = resolve_html('<a href="plein:document:7">x</a>', addresses={("document", 7): '/d/7/a"b.pdf'})
    assert resolved == '<a href="/d/7/a&quot;b.pdf">x</a>'


def test_language_of_links_is_written_and_read() -> None:
    written = written_in("en", '<a href="plein:page:5#x">a</a> <a href="plein:document:7">b</a>')
    assert written == '<a href="plein:page:5:en#x">a</a> <a href="plein:document:7">b</a>'
    assert (language_of(written), references_in([written])) == ("en", {"page": [5], "document": [7]})
    assert resolve_html(written, addresses={("page", 5): "/en/leave/"}) == '<a href="/en/leave/#x">a</a> b'


def test_text_without_page_links_has_no_language() -> None:
    assert language_of('<a href="plein:document:7">b</a>') is None
