"""How people sign in, with what second factor, and who else may say who somebody is."""

from typing import Any

import environ

env = environ.Env()

# Secrets of second factors are sealed with SECRET_KEY: whoever changes it names the old one here.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# A code by mail instead of a password, for ten minutes and three tries.
ACCOUNT_LOGIN_BY_CODE_ENABLED = env.bool("SIGN_IN_BY_CODE", default=True)
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_FORMS = {"confirm_login_code": "cms.people.sign_in.forms.SignInCodeForm"}
# Mails about signing in leave beside the request: else a known address would take longer to answer than an unknown one.
SIGN_IN_MAIL_THREADS = env.int("SIGN_IN_MAIL_THREADS", default=2)

# Who must have a second factor: nobody ("none"), who may enter the admin ("admin"), or everybody ("all").
SECOND_FACTOR_REQUIRED = env.str("SECOND_FACTOR_REQUIRED", default="none")
MFA_ADAPTER = "cms.people.sign_in.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Somebody's telephone may be half a minute ahead or behind.
MFA_TOTP_TOLERANCE = 1


def _issuer(code: str) -> dict[str, Any]:
    """What django-allauth is told of one issuer of OpenID Connect, from the variables that begin with its name."""
    prefix = f"OIDC_{code.upper().replace('-', '_')}_"
    return {
        "provider_id": code,
        "name": env.str(f"{prefix}NAME", default=code.capitalize()),
        "client_id": env.str(f"{prefix}CLIENT_ID"),
        "secret": env.str(f"{prefix}CLIENT_SECRET", default=""),
        "settings": {
            "server_url": env.str(f"{prefix}ISSUER").rstrip("/"),
            "scope": env.list(f"{prefix}SCOPES", default=["openid", "profile", "email"]),
            "oauth_pkce_enabled": True,
            # where its screens are, if not at the address of the issuer: browsers are led nowhere else by a form
            "screens": env.list(f"{prefix}SCREENS", default=[]),
            "creates_accounts": env.bool(
                f"{prefix}CREATES_ACCOUNTS", default=env.bool("OIDC_CREATES_ACCOUNTS", default=False)
            ),
            "verified_domains": env.list(f"{prefix}VERIFIED_DOMAINS", default=[]),
            "claims": env.json(f"{prefix}CLAIMS", default={}),
            "second_factor": env.json(f"{prefix}SECOND_FACTOR", default={}),
        },
    }


OIDC_ISSUERS = env.list("OIDC_ISSUERS", default=[])
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [_issuer(code) for code in OIDC_ISSUERS]}}
SOCIALACCOUNT_ADAPTER = "cms.people.sign_in.adapters.IssuerAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"

# SCIM 2.0 at /scim/v2/, for who sends this as a bearer token: 32 characters or more. Without it the door is not there.
SCIM_TOKEN = env.str("SCIM_TOKEN", default="")
# Groups that give rights in the admin, of which SCIM may say who is in them all the same. Else it cannot.
SCIM_MANAGED_GROUPS = env.list("SCIM_MANAGED_GROUPS", default=[])
# The values of userType that make somebody a partner; all others make them staff.
SCIM_PARTNER_TYPES = env.list("SCIM_PARTNER_TYPES", default=["guest", "partner", "external"])
SCIM_REQUESTS_A_MINUTE = env.int("SCIM_REQUESTS_A_MINUTE", default=1200)
SCIM_BODY_SIZE = 1024 * 1024
