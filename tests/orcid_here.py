"""A stand-in for ORCID's OpenID provider: a real HTTP server, real signed tokens, and every way to do it wrong."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "APP-STILLROOM", "a secret between us"
RUI, MEI = "0000-0002-1825-0097", "0000-0001-5109-3700"


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Orcid:
    """The provider: who signs in there next, and what it does wrong."""

    url: str = ""
    who: str = RUI
    claims: dict[str, Any] = field(default_factory=dict)
    """What an ID token says otherwise than it should; None leaves a claim out."""
    forged: bool = False
    """Whether somebody else's key signs."""
    unsigned: bool = False
    denies: bool = False
    broken: bool = False
    forgetful: bool = False
    """Whether it takes a code more than once."""
    key: rsa.RSAPrivateKey = field(default_factory=_key)
    other: rsa.RSAPrivateKey = field(default_factory=_key)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorized(self, query: dict[str, str]) -> str:
        """Where a browser is sent once its owner signed in."""
        back = {"state": query["state"]}
        if self.denies:
            back |= {"error": "access_denied", "error_description": "User denied access"}
        else:
            back["code"] = secrets.token_urlsafe(6)
            self.codes[back["code"]] = query
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def tokens(self, given: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The answer to a code (RFC 6749, section 5; RFC 7636, section 4.6)."""
        asked = self.codes.get(given["code"]) if self.forgetful else self.codes.pop(given["code"], None)
        if (given["client_id"], given["client_secret"]) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        challenge = hashlib.sha256(given["code_verifier"].encode()).digest()
        proven = asked and base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() == asked["code_challenge"]
        if not asked or not proven or asked["redirect_uri"] != given["redirect_uri"]:
            return 400, {"error": "invalid_grant", "error_description": "Reused or unknown authorization code"}
        return 200, {"access_token": "none", "token_type": "bearer", "id_token": self.id_token(asked["nonce"])}

    def id_token(self, nonce: str) -> str:
        """An ID token as ORCID makes them."""
        moment = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": self.who, "nonce": nonce, "iat": moment, "exp": moment + 3600,
            "auth_time": moment, "given_name": "Rui", "family_name": "Reviewer", **self.claims,
        }  # fmt: skip
        kept = {name: value for name, value in claims.items() if value is not None}
        if self.unsigned:
            return jwt.encode(kept, None, algorithm="none", headers={"kid": "one"})
        return jwt.encode(kept, self.other if self.forged else self.key, algorithm="RS256", headers={"kid": "one"})

    def keys(self) -> dict[str, Any]:
        """Its public keys (RFC 7517)."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def known(self) -> dict[str, Any]:
        """Its discovery document."""
        return {
            "issuer": self.url, "authorization_endpoint": f"{self.url}/oauth/authorize",
            "token_endpoint": f"{self.url}/oauth/token", "jwks_uri": f"{self.url}/oauth/jwks",
        }  # fmt: skip


@contextmanager
def serve_orcid() -> Iterator[Orcid]:
    """The provider, reached at its `url`."""
    orcid = Orcid()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if orcid.broken:
                self.answer(503, {"error": "out of order"})
            elif parts.path == "/.well-known/openid-configuration":
                self.answer(200, orcid.known())
            elif parts.path == "/oauth/jwks":
                self.answer(200, orcid.keys())
            else:
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", orcid.authorized(query))
                self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer(*orcid.tokens({name: values[0] for name, values in parse_qs(body).items()}))

        def answer(self, status: int, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    orcid.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield orcid
    finally:
        server.shutdown()
        server.server_close()
