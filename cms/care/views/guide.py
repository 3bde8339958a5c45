"""The editors' manual of docs/, in the admin."""

import re
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

DOCS = settings.ROOT / "docs"
PICTURES = DOCS / "screenshots"
# The one kind of tag that the manual writes itself, to put a picture beside the text.
PICTURE = re.compile(r'src="screenshots/([\w-]+\.png)"')
HEADING = re.compile(r"<h2>(.*?)</h2>")
OTHER_PAGE = re.compile(r'<a href="[\w-]+\.md">(.*?)</a>')


def manual(language: str) -> Path:
    """The manual in a language, or the one that there is."""
    translated = DOCS / f"editors.{language}.md"
    return translated if translated.exists() else DOCS / "editors.md"


@lru_cache(maxsize=8)
def rendered(path: Path, changed: float) -> tuple[str, list[tuple[str, str]]]:
    """The manual as HTML without its title, and its chapters: anchors and names. Kept until the file is `changed`."""
    text = path.read_text(encoding="utf-8").partition("\n")[2]
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    html = PICTURE.sub(lambda match: f'src="{reverse("care:guide_picture", args=(match[1],))}" loading="lazy"', html)
    html = OTHER_PAGE.sub(r"\1", html)
    chapters = [(slugify(name), unescape(name)) for name in HEADING.findall(html)]
    html = HEADING.sub(lambda match: f'<h2 class="w-h2" id="{slugify(match[1])}">{match[1]}</h2>', html)
    return html, chapters


class Guide(WagtailAdminTemplateMixin, TemplateView):
    """What an editor has to know in the first week."""

    template_name = "care/guide.html"
    page_title = _("Quick start")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        path = manual((get_language() or settings.LANGUAGE_CODE)[:2])
        if not path.exists():
            raise Http404
        html, chapters = rendered(path, path.stat().st_mtime)
        return {**context, "manual": mark_safe(html), "chapters": chapters}


def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture of the manual. Raises Http404 for any other file."""
    known = {path.name: path for path in PICTURES.glob("*.png")}
    if name not in known:
        raise Http404
    return FileResponse(known[name].open("rb"), content_type="image/png")
