from web.mosaics import mosaic


def test_a_pattern_has_a_tile_for_every_square() -> None:
    assert len(list(mosaic("theme", 8, 2))) == 16


def test_the_same_theme_always_has_the_same_face() -> None:
    assert list(mosaic("theme", 8, 2)) == list(mosaic("theme", 8, 2))


def test_themes_have_different_faces() -> None:
    assert list(mosaic("one", 8, 2)) != list(mosaic("another", 8, 2))


def test_shades_are_those_the_style_sheet_knows() -> None:
    assert {tile.shade for tile in mosaic("theme", 16, 4)} == {1, 2, 3}
