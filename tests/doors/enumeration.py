"""Every door there is: read from the URL resolver and the schema, not from anybody's memory."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def doors() -> list[str]:
    """All addresses as `name(what they take)`, or their route where they have no name."""
    return sorted(set(_below(get_resolver(), (), "")))


def _below(resolver: URLResolver, namespaces: tuple[str, ...], route: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _below(pattern, inner, whole)
        else:
            yield _name_of(pattern, namespaces, whole)


def _name_of(pattern: URLPattern, namespaces: tuple[str, ...], route: str) -> str:
    if not pattern.name:
        return route
    taken = re.findall(r"<(?:\w+:)?(\w+)>", route) or ["…"] * re.compile(str(pattern.pattern)).groups
    return f"{':'.join([*namespaces, pattern.name])}({', '.join(taken)})"
