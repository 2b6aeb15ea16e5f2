"""Speaks to ORCID as an OpenID provider: where one signs in, and who it was that did.

OpenID Connect Core 1.0, section 3.1 (authorization code flow), Discovery 1.0; PKCE by RFC 7636. An ID token is believed
when ORCID's published keys signed it (RFC 7515) and its claims are meant for this sign-in (Core, section 3.1.3.7).
"""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
import jwt

from app.errors import BadInput, Gone, NotFound, Upstream
from app.people.orcid.rules import (
    ALTERED,
    EXPIRED,
    FOR_ANOTHER,
    NO_ID,
    OFF,
    OTHER_NONCE,
    UNREACHABLE,
    USED_UP,
    is_orcid,
)
from app.settings import Settings

ALGORITHMS = ["RS256", "ES256"]
_PATIENCE, _LEEWAY, _MOST = 10.0, 60, 200_000
BACK = "/sign-in/orcid/back"


@dataclass(frozen=True)
class Endpoints:
    """Where the provider answers, as it says itself."""

    authorize: str
    token: str
    keys: str


def discover(settings: Settings) -> Endpoints:
    """Ask the provider where it answers. Raises NotFound when ORCID is off here, Upstream."""
    if not settings.orcid:
        raise NotFound(OFF)
    found = _asked("GET", f"{settings.orcid_issuer}/.well-known/openid-configuration")
    if found.get("issuer", "").rstrip("/") != settings.orcid_issuer:
        raise Upstream(UNREACHABLE)
    try:
        return Endpoints(found["authorization_endpoint"], found["token_endpoint"], found["jwks_uri"])
    except KeyError as missing:
        raise Upstream(UNREACHABLE) from missing


def address(settings: Settings, endpoints: Endpoints, state: str, nonce: str, verifier: str) -> str:
    """Where a browser goes to sign in."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "client_id": settings.orcid_client_id, "response_type": "code", "scope": "openid",
        "redirect_uri": f"{settings.address}{BACK}", "state": state, "nonce": nonce,
        "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    return f"{endpoints.authorize}{'&' if '?' in endpoints.authorize else '?'}{urlencode(query)}"


def who(settings: Settings, code: str, nonce: str, verifier: str) -> str:
    """The iD of whoever signed in, for the code they came back with. Takes seconds: never inside a transaction.

    Raises Upstream, Gone for a code that was used, BadInput for what cannot be believed.
    """
    endpoints = discover(settings)
    given = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": f"{settings.address}{BACK}",
        "client_id": settings.orcid_client_id, "client_secret": settings.orcid_client_secret,
        "code_verifier": verifier,
    }  # fmt: skip
    token = _asked("POST", endpoints.token, given).get("id_token")
    if not isinstance(token, str):
        raise Upstream(UNREACHABLE)
    return believed(settings, token, _asked("GET", endpoints.keys), nonce)


def believed(settings: Settings, token: str, keys: dict[str, Any], nonce: str) -> str:
    """The iD an ID token names. Raises BadInput with the one reason why it is not believed."""
    claims = _claims(settings, token, keys)
    if claims.get("azp") not in {None, settings.orcid_client_id}:
        raise BadInput(FOR_ANOTHER)
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise BadInput(OTHER_NONCE)
    orcid = str(claims["sub"]).removeprefix(f"{settings.orcid_issuer}/")
    if not is_orcid(orcid):
        raise BadInput(NO_ID)
    return orcid


def _claims(settings: Settings, token: str, keys: dict[str, Any]) -> dict[str, Any]:
    try:
        key = jwt.PyJWKSet.from_dict(keys)[jwt.get_unverified_header(token)["kid"]]
        return jwt.decode(
            token, key, algorithms=ALGORITHMS, audience=settings.orcid_client_id, issuer=settings.orcid_issuer,
            leeway=_LEEWAY, options={"require": ["exp", "iat", "aud", "iss", "sub"]},
        )  # fmt: skip
    except jwt.ExpiredSignatureError as error:
        raise BadInput(EXPIRED) from error
    except (jwt.InvalidAudienceError, jwt.InvalidIssuerError) as error:
        raise BadInput(FOR_ANOTHER) from error
    except (jwt.PyJWTError, KeyError, TypeError) as error:
        raise BadInput(ALTERED) from error


def _asked(method: str, url: str, given: dict[str, str] | None = None) -> dict[str, Any]:
    """The JSON object that an address answers with."""
    try:
        answer = httpx.request(
            method, url, data=given, timeout=_PATIENCE, follow_redirects=False, headers={"Accept": "application/json"}
        )
        if given and answer.status_code in {400, 401}:
            if answer.json().get("error") == "invalid_grant":
                raise Gone(USED_UP)
            raise Upstream(UNREACHABLE)
        found = answer.raise_for_status().json() if len(answer.content) <= _MOST else None
    except (httpx.HTTPError, httpx.InvalidURL, json.JSONDecodeError, UnicodeDecodeError, AttributeError) as error:
        raise Upstream(UNREACHABLE) from error
    if not isinstance(found, dict):
        raise Upstream(UNREACHABLE)
    return found
