"""Which Elasticsearch a deployment names: its nodes, how we know it, how it knows us, and whether it is one at all."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

from search.engines.base import EngineUnavailableError

RELEASE = 9
# How many other nodes a reader waits for when the first does not answer.
MOST_OTHER_NODES = 2
GATEWAY_TROUBLE = (502, 503, 504)
NOT_ACCEPTABLE = (400, 406)


class WrongServerError(EngineUnavailableError):
    """Something answers there that is not an Elasticsearch of the release that this code speaks to."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The addresses of its nodes, and what both sides show each other. Secrets stay out of what is printed."""

    urls: tuple[str, ...]
    api_key: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)
    certificates: str = ""
    fingerprint: str = ""

    @classmethod
    def configured(cls) -> "Cluster":
        """The one that the settings name."""
        return cls(
            urls=urls_in(settings.ELASTICSEARCH_URL),
            api_key=settings.ELASTICSEARCH_API_KEY,
            user=settings.ELASTICSEARCH_USER,
            password=settings.ELASTICSEARCH_PASSWORD,
            certificates=settings.ELASTICSEARCH_CERTIFICATES,
            fingerprint=settings.ELASTICSEARCH_FINGERPRINT,
        )


@dataclass(frozen=True, slots=True)
class Server:
    """What a cluster says of itself; its health is `green`, `yellow` or `red`."""

    version: str
    nodes: int
    health: str

    def __str__(self) -> str:
        return f"elasticsearch {self.version}, {self.nodes} node{'' if self.nodes == 1 else 's'}, {self.health}"


def urls_in(setting: str) -> tuple[str, ...]:
    """The addresses in a setting that names one or several, separated by commas."""
    return tuple(url.strip() for url in setting.split(",") if url.strip())


@lru_cache(maxsize=4)
def client_of(cluster: Cluster) -> Elasticsearch:
    """A client that asks another node when one does not answer. It keeps its connections, so there is one a process."""
    proofs: dict[str, Any] = {
        "api_key": cluster.api_key,
        "basic_auth": (cluster.user, cluster.password) if cluster.user else None,
        "ca_certs": cluster.certificates,
        "ssl_assert_fingerprint": cluster.fingerprint,
    }
    others = min(len(cluster.urls) - 1, MOST_OTHER_NODES)
    return Elasticsearch(
        list(cluster.urls),
        max_retries=others,
        retry_on_timeout=others > 0,
        retry_on_status=GATEWAY_TROUBLE if others else (),
        # because packing costs more than it saves where nothing leaves the machine
        http_compress=not cluster.urls[0].startswith("http://127."),
        **{name: proof for name, proof in proofs.items() if proof},
    )


def server_behind(client: Elasticsearch) -> Server:
    """What is there. Raises WrongServerError when it is OpenSearch, an older Elasticsearch, or something else."""
    try:
        version = client.info()["version"]["number"]
    except UnsupportedProductError:
        raise WrongServerError(explain_wrong("something that is not Elasticsearch, such as OpenSearch")) from None
    except ApiError as error:
        if error.meta.status in NOT_ACCEPTABLE:
            # because an older release does not know the media type that says 9
            raise WrongServerError(explain_wrong("an older release")) from error
        raise
    if int(version.partition(".")[0]) < RELEASE:
        raise WrongServerError(explain_wrong(f"Elasticsearch {version}"))
    health = client.cluster.health()
    return Server(version, health["number_of_nodes"], health["status"])


def explain_wrong(found: str) -> str:
    """What to tell an operator whose ELASTICSEARCH_URL names something else."""
    return f"ELASTICSEARCH_URL must name Elasticsearch {RELEASE} or newer, but there is {found}"
