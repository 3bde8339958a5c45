"""Placeholders, anchors and digests."""

from pathlib import Path

from cms.importing.binding import bound_body, digest_of
from tests.factories.sources import read_folder


def test_anchors_become_those_that_the_headings_have_here(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "# A\n\n[x](b.md#kosten--baten) [y](#kop-één) [z](b.md#B) [w](b.md#vast) [v](b.md#weg)\n\n## Kop één\n",
        "b.md": "# B\n\n## Kosten & baten {#geld}\n\n- punt {#vast}\n",
    }

    manuscripts, report = read_folder(tmp_path, files)

    assert manuscripts["a.md"].blocks[0] == (
        "text",
        '<p><a linktype="page" id="@b.md" data-anchor="kosten-baten">x</a> <a href="#kop-een">y</a> '
        '<a linktype="page" id="@b.md">z</a> <a linktype="page" id="@b.md">w</a> '
        '<a linktype="page" id="@b.md">v</a></p>',
    )
    assert manuscripts["b.md"].blocks[1] == ("text", "<ul><li>punt</li></ul>")
    assert [str(finding) for finding in sorted(report.findings)] == [
        "a.md:3: dropped: “#vast” on “b.md” is no heading: the link leads to the page's top",
        "a.md:3: fault: “b.md” has no heading “#weg”: the link leads to the page's top",
    ]


def test_a_second_heading_of_the_same_words_has_its_own_anchor(tmp_path: Path) -> None:
    manuscripts, report = read_folder(tmp_path, {"a.md": "[x](#uren-1)\n\n## Uren\n\n## Uren\n"})

    assert manuscripts["a.md"].blocks[0] == ("text", '<p><a href="#uren-2">x</a></p>')
    assert report.findings == []


def test_placeholders_are_filled_or_left_out(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "[b](b.md) [pdf](f.pdf)\n\n![kat](kat.png) ![hond](hond.png)\n",
        "b.md": "# B",
        "f.pdf": b"x",
        "kat.png": b"x",
        "hond.png": b"x",
    }
    manuscripts, _report = read_folder(tmp_path, files)
    known = {("page", "b.md"): 7, ("image", "kat.png"): 8}

    body = bound_body(manuscripts["a.md"], lambda kind, path: known.get((kind, path)))

    assert [(block["type"], block["value"]) for block in body] == [
        ("text", '<p><a linktype="page" id="7">b</a> pdf</p>'),
        ("image", {"image": 8, "caption": ""}),
    ]


def test_blocks_that_say_the_same_keep_their_id(tmp_path: Path) -> None:
    before, _report = read_folder(tmp_path, {"a.md": "## Een\n\ntekst\n\n## Een\n"})
    after, _report = read_folder(tmp_path, {"a.md": "nieuw\n\n## Een\n\ntekst anders\n\n## Een\n"})

    old = [block["id"] for block in bound_body(before["a.md"], lambda _kind, _path: None)]
    new = [block["id"] for block in bound_body(after["a.md"], lambda _kind, _path: None)]

    assert len(set(old)) == 3
    assert (new[1], new[3]) == (old[0], old[2])
    assert new[2] != old[1]


def test_a_digest_follows_what_is_said_and_the_bytes_of_files(tmp_path: Path) -> None:
    one, _report = read_folder(tmp_path, {"a.md": "# A\n\n![x](x.png)\n", "x.png": b"x"})
    two, _report = read_folder(tmp_path, {"a.md": "# A\n\n\n![x](x.png)\n"})
    three, _report = read_folder(tmp_path, {"a.md": "# A!\n\n![x](x.png)\n"})

    digest = digest_of(one["a.md"], {"x.png": "1"})

    assert digest_of(two["a.md"], {"x.png": "1"}) == digest
    assert digest_of(two["a.md"], {"x.png": "2"}) != digest
    assert digest_of(three["a.md"], {"x.png": "1"}) != digest
