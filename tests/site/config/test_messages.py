"""The check of translations: what it calls lacking."""

from pathlib import Path

from config.management.commands.messages import TARGETS, untranslated

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#: site/web/templates/web/page.html
msgid "Themes"
msgstr "{themes}"

#: site/web/templates/web/page.html cms/pages/apps.py
msgid "News"
msgstr "{news}"
"""


def write(folder: Path, language: str, catalogue: str) -> None:
    path = folder / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(catalogue)


def test_a_string_without_a_translation_is_named_with_its_language_and_places(tmp_path: Path) -> None:
    write(tmp_path, "nl", CATALOGUE.format(themes="Thema's", news="Nieuws"))
    write(tmp_path, "fr", CATALOGUE.format(themes="Thèmes", news=""))
    write(tmp_path, "de", CATALOGUE.format(themes="Themen", news="Neues"))

    assert untranslated(tmp_path) == ["  fr: 'News' (site/web/templates/web/page.html, cms/pages/apps.py)"]


def test_a_guess_is_no_translation(tmp_path: Path) -> None:
    for language in TARGETS:
        write(tmp_path, language, CATALOGUE.format(themes="x", news="y"))
    path = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    path.write_text(path.read_text().replace('msgid "Themes"', '#, fuzzy\nmsgid "Themes"'))

    assert untranslated(tmp_path) == ["  de: 'Themes' (site/web/templates/web/page.html)"]
