"""An issuer of OpenID Connect, in this process: the outside world of the tests that sign in by it, over real HTTP."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "plein"
SECRET = "between-the-two-of-us"
CODE = "a-code-for-once"


def new_key() -> rsa.RSAPrivateKey:
    """A key to sign tokens with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Issuer(ThreadingHTTPServer):
    """Says of everybody what `person` says. `change` has the last word on a token, `key` signs it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.known_key = self.key = new_key()
        self.algorithm = "RS256"
        self.person: dict[str, Any] = {"sub": "abc-123", "email": "eva@plein.example", "email_verified": True}
        self.userinfo: dict[str, Any] = {}
        self.change: Callable[[dict[str, Any]], dict[str, Any]] = dict
        self.asked: dict[str, str] = {}

    def agree(self, address: str) -> str:
        """Go where a browser is sent, as the person, and say where that sends it back to."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.url}/authorize"
        self.asked = dict(parse_qsl(parts.query))
        return f"{urlsplit(self.asked['redirect_uri']).path}?code={CODE}&state={self.asked['state']}"

    def token(self) -> str:
        """What it says of the person, signed."""
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": self.asked["nonce"]}
        key: Any = self.key if self.algorithm != "HS256" else SECRET
        return jwt.encode(self.change(claims | self.person), key, self.algorithm, headers={"kid": "key-1"})

    def keys(self) -> dict[str, Any]:
        """The keys by which its tokens are known."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.known_key.public_key()))
        return {"keys": [public | {"kid": "key-1", "alg": "RS256", "use": "sig"}]}

    def may_have_token(self, form: dict[str, str]) -> bool:
        """Whether who asks for a token is who was sent away, and knows the secret."""
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        told = (form.get("code"), form.get("client_secret"), form.get("redirect_uri"), challenge)
        return told == (CODE, SECRET, self.asked["redirect_uri"], self.asked["code_challenge"])


class Answers(BaseHTTPRequestHandler):
    """The four addresses that a client asks."""

    server: Issuer

    def do_GET(self) -> None:
        url = self.server.url
        answers = {
            "/.well-known/openid-configuration": {
                "issuer": url,
                "authorization_endpoint": f"{url}/authorize",
                "token_endpoint": f"{url}/token",
                "userinfo_endpoint": f"{url}/userinfo",
                "jwks_uri": f"{url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/keys": self.server.keys(),
            "/userinfo": {"sub": self.server.person["sub"], **self.server.userinfo},
        }
        self._answer(200, answers[self.path])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if self.path != "/token" or not self.server.may_have_token(form):
            self._answer(400, {"error": "invalid_grant"})
        else:
            self._answer(200, {"access_token": "opens-userinfo", "id_token": self.server.token()})

    def _answer(self, status: int, told: dict[str, Any]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a test that fails says enough."""


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    """An issuer that answers, until the test is over."""
    issuer = Issuer()
    thread = threading.Thread(target=issuer.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        issuer.shutdown()
        issuer.server_close()
