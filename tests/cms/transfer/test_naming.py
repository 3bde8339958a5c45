import pytest

from cms.transfer.naming import path_safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Verlof & ziekte.pdf", "Verlof & ziekte.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\x00b\nc", "a_b_c"),
        ("100% zeker?", "100_ zeker_"),
        ("...", "_"),
        ("", "_"),
        ("é" * 100 + ".pdf", "é" * 58 + ".pdf"),
        ("x" * 200, "x" * 120),
    ],
)
def test_a_name_becomes_a_part_of_a_path(name, safe):
    assert path_safe(name) == safe
