"""What a Docusaurus folder says once about its tags and authors, for the pages that only name their keys."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import yaml
from django.utils.translation import gettext as _

from cms.importing.front_matter import Author, author_of
from cms.importing.outline import Outline
from cms.importing.reports import Report

TAG_FILES = ("tags.yml", "tags.yaml")
AUTHOR_FILES = ("authors.yml", "authors.yaml")


@dataclass(frozen=True)
class Vocabularies:
    """The labels of tags and the names of authors, by key."""

    tags: dict[str, str] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)

    def label_of(self, tag: str) -> str:
        """What a tag is called; itself when the folder does not say."""
        return self.tags.get(tag, tag)

    def author(self, author: Author) -> Author:
        """An author with the name and address that the folder gives for its key."""
        known = self.authors.get(author.key, author) if author.key else author
        return Author(key=author.key, name=author.name or known.name, email=author.email or known.email)


def vocabularies_of(outline: Outline, report: Report) -> Vocabularies:
    """Read the folder's tags and authors files, wherever they lie."""
    found = Vocabularies()
    for path in sorted(outline.files):
        name = PurePosixPath(path).name
        if name in TAG_FILES:
            entries = _entries(outline, path, report)
            found.tags.update({key: str(entry.get("label") or key) for key, entry in entries.items()})
        elif name in AUTHOR_FILES:
            entries = _entries(outline, path, report)
            found.authors.update({key: author_of(entry, key) for key, entry in entries.items()})
    return found


def _entries(outline: Outline, path: str, report: Report) -> dict[str, dict[str, Any]]:
    try:
        fields = yaml.safe_load((outline.folder / path).read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        report.remarks_on(path).fault(_("the file cannot be read as YAML"))
        return {}
    if not isinstance(fields, dict):
        return {}
    return {str(key): entry for key, entry in fields.items() if isinstance(entry, dict)}
