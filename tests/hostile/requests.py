"""Requests as no honest client sends them: wrong bodies, headers, methods, credentials and encodings."""

import gzip
import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tests.hostile import values
from tests.hostile.operations import Author, bomb

KEYS = ["query", "variables", "operationName", "extensions", "documentId"]
CONTENT_TYPES = [
    "",
    "json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/json;charset=utf-7",
    'application/json; charset="',
    "application/graphql",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\xe9",
    "application/json, application/json",
    "APPLICATION/JSON",
    "application/json;" * 50,
]
HEADERS: dict[str, list[str]] = {
    "Accept": [
        "",
        "*",
        "text/html",
        "application/graphql-response+json",
        "*/*;q=x",
        "a/b;" * 200,
        "application/json;q=0",
        "\xff",
    ],
    "Accept-Language": ["", "xx", "en", "de-DE-x-y;q=9", "*", "a" * 5_000],
    "Authorization": [
        "Bearer",
        "Bearer ",
        "Bearer plein_",
        "Bearer \xe9",
        "Basic YTpi",
        "bearer " + "a" * 5_000,
        "Digest x",
        "Bearer a b c",
        "\xff",
    ],
    "Cookie": [
        "sessionid=",
        "sessionid=x",
        "sessionid=" + "a" * 4_000,
        "csrftoken=\xff; sessionid='",
        ";;;=",
        "sessionid=../../x",
    ],
    "Preview-Token": ["", "x", "\xe9", "a" * 4_000, "../", "' OR 1=1"],
    "X-CSRFToken": ["", "x" * 32, "\xff"],
    "Origin": ["null", "https://stranger.example", "", "https://", "http://[", "\xff"],
    "Referer": ["http://[", "x" * 3_000],
    "If-None-Match": ["*", 'W/"a"', '"', ", , ,", "x" * 4_000],
    "Range": ["bytes=0-1", "bytes=-", "x"],
    "Content-Encoding": ["gzip", "br", "x"],
    "X-HTTP-Method-Override": ["DELETE"],
    "X-Forwarded-For": ["' OR 1=1", "::1, x", "\xff"],
    "X-Request-ID": ["x" * 500, "\xff", "a b"],
    "Content-Length": ["-1", "x", "0"],
}


@dataclass
class Hostile:
    """One request as the test's client sends it."""

    method: str
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)


def hostile_request(author: Author) -> Hostile:
    """The next request that the author's chance draws."""
    chance = author.chance
    query, variables = author.operation() if chance.random() < 0.8 else (bomb(chance), {})
    parts: dict[str, Any] = {"query": query, "variables": variables}
    make = chance.choices(
        [posted, with_wrong_parts, got, mutilated, as_form, by_digest, otherwise], [45, 10, 12, 6, 10, 5, 4]
    )[0]
    made = make(author, parts)
    while chance.random() < 0.2:
        name = chance.choice(list(HEADERS))
        made.headers[name] = chance.choice(HEADERS[name])
    if chance.random() < 0.03:
        made.content_type = chance.choice(CONTENT_TYPES)
    return made


def posted(author: Author, parts: dict[str, Any]) -> Hostile:
    """As it should be; what it asks is hostile enough."""
    return Hostile("POST", written(parts))


def with_wrong_parts(author: Author, parts: dict[str, Any]) -> Hostile:
    """A body whose keys have values of any kind, or which is no object."""
    chance = author.chance
    for key in chance.sample(KEYS, chance.randint(1, 3)):
        parts[key] = values.anything(chance, author.known)
    if chance.random() < 0.1:
        parts["variables"] = {"v0": values.nested(chance)}
    wrong: Any = parts if chance.random() < 0.8 else chance.choice([[parts], [parts] * 20, None, "a", 5, [], {}])
    return Hostile("POST", written(wrong))


def got(author: Author, parts: dict[str, Any]) -> Hostile:
    """By GET or HEAD, well or badly written."""
    chance = author.chance
    parameters = {"query": parts["query"], "variables": written(parts["variables"]).decode()}
    if chance.random() < 0.3:
        parameters[chance.choice(KEYS)] = printable(values.text(chance))
    parameters = {key: printable(value)[:20_000] for key, value in parameters.items()}
    return Hostile(chance.choice(["GET", "GET", "GET", "HEAD"]), parameters=parameters)


def mutilated(author: Author, parts: dict[str, Any]) -> Hostile:
    """Some bytes of the body changed, or much of it gone, or packed."""
    chance = author.chance
    body = bytearray(written(parts))
    for _ in range(chance.randint(1, 8)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    drawn = chance.random()
    if drawn < 0.2:
        return Hostile("POST", bytes(body[: chance.randrange(len(body))]))
    if drawn < 0.3:
        return Hostile("POST", gzip.compress(bytes(body)), headers={"Content-Encoding": "gzip"})
    if drawn < 0.4:
        return Hostile("POST", bytes(body).decode("latin-1").encode("utf-16"))
    return Hostile("POST", bytes(body))


def as_form(author: Author, parts: dict[str, Any]) -> Hostile:
    """A form with files, each part of which may be wrong."""
    chance = author.chance
    names = ["operations", "map", "0", "1"]
    paths = [
        "variables.v0",
        "variables",
        "query",
        "variables.v0.0",
        "variables.v0.-1",
        "",
        ".",
        "variables..",
        5,
        None,
        "variables.é",
    ]
    places = {chance.choice(names): [chance.choice(paths) for _ in range(2)] for _ in range(chance.randint(0, 3))}
    fields = {
        "operations": written(parts if chance.random() < 0.7 else values.anything(chance, author.known)),
        "map": written(places if chance.random() < 0.8 else values.anything(chance, author.known)),
        "0": b"\x00\xff",
    }
    lines = []
    for name, content in fields.items():
        if chance.random() < 0.95:
            file = f'; filename="{chance.choice(["a.txt", "../a", "", "a.pdf", "x" * 300])}"' if name == "0" else ""
            lines.append(f'--limit\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + content)
    body = b"\r\n".join(lines) + b"\r\n--limit--\r\n"
    if chance.random() < 0.3:
        body = body[: chance.randrange(len(body))]
    return Hostile("POST", body, "multipart/form-data; boundary=limit")


def by_digest(author: Author, parts: dict[str, Any]) -> Hostile:
    """By the digest of a document that may be unknown, or another's."""
    chance = author.chance
    digest = sha256(printable(parts["query"]).encode()).hexdigest()
    named = chance.choice([digest, digest.upper(), digest[:-1], "", "0" * 64, values.text(chance), 5, None, [digest]])
    if chance.random() < 0.5:
        parts["documentId"] = f"sha256:{named}" if isinstance(named, str) else named
    else:
        parts["extensions"] = {"persistedQuery": chance.choice([{"version": 1, "sha256Hash": named}, named, [], {}])}
    if chance.random() < 0.7:
        del parts["query"]
    return Hostile("POST", written(parts))


def otherwise(author: Author, parts: dict[str, Any]) -> Hostile:
    """By methods that are none of ours, or with nothing, or with far too much."""
    chance = author.chance
    if chance.random() < 0.2:
        return Hostile("POST", written({"query": "#" * 120_000}))
    method = chance.choice(["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "GET", "POST", "HEAD", "PROPFIND"])
    return Hostile(method, written(parts) if chance.random() < 0.5 else b"")


def written(value: Any) -> bytes:
    """JSON, in which lone surrogates are escaped."""
    return json.dumps(value).encode()


def printable(value: str) -> str:
    """Such as an address can hold."""
    return value.encode("utf-8", "replace").decode()


# How often each is drawn, relatively.
WAYS = {posted: 45, with_wrong_parts: 10, got: 12, mutilated: 6, as_form: 10, by_digest: 5, otherwise: 4}
