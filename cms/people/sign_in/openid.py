"""OpenID Connect, more careful than django-allauth: a token counts when all that the standard says of it is so."""

import logging
from typing import Any

import jwt
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

logger = logging.getLogger(__name__)

# Signed by a key that the issuer alone has: not with a secret that we have too, and not without.
ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
REQUIRED = {"iss", "sub", "aud", "exp", "iat"}


class CarefulClient(OpenIDConnectOAuth2Adapter):
    """Our side of the conversation with an issuer."""

    def get_provider(self) -> Any:
        """The issuer as django-allauth knows it, who sends people away in our words too."""
        provider = super().get_provider()
        provider.oauth2_adapter_class = type(self)
        return provider

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """Where the issuer sends people back to: one address, as it is registered there, whatever the language."""
        return settings.PUBLIC_URL + reverse("openid_connect_callback", kwargs={"provider_id": self.provider_id})

    def complete_login(self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Whom the issuer says this is, with all it claims. Raises OAuth2Error for a token that does not hold."""
        try:
            claims = self._verified(app, kwargs["response"]["id_token"])
            more = self._fetch_user_info(token.token) if "userinfo_endpoint" in self.openid_config else {}
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error(f"No ID token that could be read: {type(error).__name__}") from error
        if more and more.get("sub") != claims["sub"]:
            raise OAuth2Error("What the issuer told beside the token is about another person.")
        told = {**more, **claims}
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, told)
        # Used once, and not kept: what they say of somebody is in the account.
        login.claims = told
        login.account.extra_data = {}
        return login

    def _verified(self, app: Any, token: str) -> dict[str, Any]:
        if jwt.get_unverified_header(token).get("alg") not in ALGORITHMS:
            raise OAuth2Error("The token is not signed with a key of the issuer's own.")
        if self.openid_config["issuer"].rstrip("/") != app.settings["server_url"]:
            raise OAuth2Error("The issuer calls itself by another name.")
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if missing := REQUIRED - claims.keys():
            raise OAuth2Error(f"The token lacks {', '.join(sorted(missing))}.")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("The token was given to another application.")
        if "groups" in claims.get("_claim_names", {}):
            logger.warning("Issuer %s left out groups, because there are too many: use roles", self.provider_id)
        return claims
