"""A cluster as a city has it: over TLS, behind a key, of several nodes; and servers that are something else."""

import datetime
import ipaddress
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from search import inspection, sync
from search.engines import connection
from search.engines.base import EngineName
from search.engines.connection import breaker
from tests.chaos.front import Front, Trouble, served
from tests.search.conftest import Library
from tests.search.test_paging import Find

pytestmark = [pytest.mark.django_db]
KEY = "aWQ6c2VjcmV0"


@dataclass(frozen=True)
class Authority:
    """A certificate authority for this moment, and a server's certificate by it."""

    certificates: Path
    tls: ssl.SSLContext
    fingerprint: str


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    folder = tmp_path_factory.mktemp("authority")
    ours, name = ec.generate_private_key(ec.SECP256R1()), _named("Plein's test authority")
    root = _certificate(name, name, ours, ours.public_key(), x509.BasicConstraints(ca=True, path_length=0))
    theirs = ec.generate_private_key(ec.SECP256R1())
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    server = _certificate(_named("search"), name, ours, theirs.public_key(), address)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(root.public_bytes(pem))
    (folder / "server.pem").write_bytes(
        theirs.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + server.public_bytes(pem)
        + root.public_bytes(pem)
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "server.pem")
    return Authority(folder / "ca.pem", tls, server.fingerprint(hashes.SHA256()).hex())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    signs: ec.EllipticCurvePrivateKey,
    key: ec.EllipticCurvePublicKey,
    extension: x509.ExtensionType,
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number())
    builder = builder.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(
        now + datetime.timedelta(days=1)
    )
    return builder.add_extension(extension, critical=True).sign(signs, hashes.SHA256())


@pytest.fixture
def guarded(elasticsearch: object, authority: Authority, settings: LazySettings) -> Iterator[Front]:
    """The real Elasticsearch behind TLS, for who has the key."""
    front = Front(settings.ELASTICSEARCH_URL, tls=authority.tls, authorization=f"ApiKey {KEY}")
    with served(front):
        settings.ELASTICSEARCH_URL = front.url
        yield front


@pytest.mark.elasticsearch
@pytest.mark.parametrize("known_by", ["ELASTICSEARCH_CERTIFICATES", "ELASTICSEARCH_FINGERPRINT"])
def test_over_tls_with_a_key_it_is_as_without(
    guarded: Front, authority: Authority, settings: LazySettings, library: Library, find: Find, known_by: str
) -> None:
    by_certificates = known_by == "ELASTICSEARCH_CERTIFICATES"
    setattr(settings, known_by, str(authority.certificates) if by_certificates else authority.fingerprint)
    settings.ELASTICSEARCH_API_KEY = KEY
    library.put(1, "Verlof")

    assert find("verlof").engine is EngineName.ELASTICSEARCH
    assert inspection.differences() == []
    assert inspection.status().server.startswith("elasticsearch 9.")


@pytest.mark.elasticsearch
def test_a_server_that_we_do_not_know_and_one_that_does_not_know_us_leave_the_database_to_answer(
    guarded: Front, authority: Authority, settings: LazySettings, library: Library, find: Find
) -> None:
    settings.ELASTICSEARCH_API_KEY = KEY
    library.put(1, "Verlof")
    assert find("verlof").engine is EngineName.DATABASE
    assert "certificate verify failed" in inspection.status().trouble or not guarded.asked

    breaker.close()
    settings.ELASTICSEARCH_CERTIFICATES = str(authority.certificates)
    settings.ELASTICSEARCH_API_KEY = "d3Jvbmc6d3Jvbmc="
    assert find("verlof").engine is EngineName.DATABASE
    trouble = inspection.status().trouble
    assert "401" in trouble
    assert settings.ELASTICSEARCH_API_KEY not in trouble


@pytest.mark.elasticsearch
@pytest.mark.usefixtures("elasticsearch")
def test_of_several_nodes_one_that_is_down_or_stalls_costs_no_answer(
    settings: LazySettings, library: Library, find: Find
) -> None:
    with served(Front(settings.ELASTICSEARCH_URL)) as first, served(Front(settings.ELASTICSEARCH_URL)) as second:
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:9, {first.url}, {second.url}"
        settings.ELASTICSEARCH_SECONDS = 3.0
        library.put(1, "Verlof")
        first.next_trouble = lambda path: Trouble.STALL
        second.asked.clear()

        engines = {find("verlof").engine for _time in range(4)}

        assert engines == {EngineName.ELASTICSEARCH}
        assert second.asked
        assert connection.breaker.admits()


class Impostor(BaseHTTPRequestHandler):
    """Answers as OpenSearch does: alike, but under another name."""

    answer = b'{"name": "node", "version": {"distribution": "opensearch", "number": "3.1.0"}}'
    status, headers_of_its_own = 200, {"Content-Type": "application/json; charset=UTF-8"}

    def _answer(self) -> None:
        self.send_response(self.status)
        for name, value in self.headers_of_its_own.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.answer)))
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    do_GET = do_POST = do_PUT = _answer  # noqa: N815


class OlderElasticsearch(Impostor):
    """Elasticsearch 8, which knows no media type that says 9."""

    status = 400
    headers_of_its_own = Impostor.headers_of_its_own | {"X-Elastic-Product": "Elasticsearch"}
    answer = b'{"error": {"type": "media_type_header_exception", "reason": "Invalid media-type"}, "status": 400}'


@pytest.mark.parametrize(
    ("server", "named"), [(Impostor, "such as OpenSearch"), (OlderElasticsearch, "an older release")]
)
def test_what_is_not_elasticsearch_9_is_refused_in_plain_words(
    server: type[Impostor], named: str, settings: LazySettings, library: Library, find: Find
) -> None:
    breaker.close()
    with served(HTTPServer(("127.0.0.1", 0), server)) as impostor:
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{impostor.server_port}"
        expected = f"ELASTICSEARCH_URL must name Elasticsearch 9 or newer, but there is .*{named}"
        with pytest.raises(CommandError, match=expected):
            call_command("search", "rebuild")
        breaker.close()
        assert named in inspection.status().trouble
        library.put(1, "Verlof")
        results = find("verlof")
        assert (results.engine, results.total) == (EngineName.DATABASE, 1)
        sync.push_pending()
    breaker.close()
