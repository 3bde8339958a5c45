"""A system that keeps accounts, as Entra ID or Keycloak does: it has the token, and speaks SCIM."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from cms.people.models import User

TOKEN = "a-token-of-more-than-thirty-two-letters"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"


class Keeper:
    """The other system."""

    def __init__(self, token: str = TOKEN) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.token = token

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """What is answered to a request below /scim/v2/, with this body as JSON."""
        authorization = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        text = body if isinstance(body, str) else json.dumps(body)
        return self.client.generic(  # type: ignore[return-value]
            method, f"/scim/v2/{path}", "" if body is None else text, "application/scim+json",
            headers={**authorization, **{name.replace("_", "-"): value for name, value in headers.items()}},
        )  # fmt: skip

    def read(self, path: str) -> Any:
        """What is answered, as it is found."""
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    def patch(self, path: str, *operations: dict[str, Any]) -> HttpResponse:
        """Change something with these operations."""
        return self.ask("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)})


def person(user_name: str = "bjensen@example.com", **more: Any) -> dict[str, Any]:
    """The resource of somebody, with what more is said of them."""
    return {"schemas": [USER], "userName": user_name, **more}


def account(told: dict[str, Any]) -> User:
    """The account that a resource tells of."""
    return User.objects.select_related("profile__unit").get(pk=told["id"])


# RFC 7644, section 3.3
MINIMAL = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
    "userName": "bjensen@example.com",
    "externalId": "bjensen",
    "name": {"formatted": "Ms. Barbara J Jensen III", "familyName": "Jensen", "givenName": "Barbara"},
}

# RFC 7643, section 8.3, of which much means nothing here
ENTERPRISE_USER = {
    "schemas": [USER, ENTERPRISE],
    "id": "2819c223-7f76-453a-919d-413861904646",
    "externalId": "701984",
    "userName": "bjensen@example.com",
    "name": {
        "formatted": "Ms. Barbara J Jensen, III",
        "familyName": "Jensen",
        "givenName": "Barbara",
        "middleName": "Jane",
        "honorificPrefix": "Ms.",
        "honorificSuffix": "III",
    },
    "displayName": "Babs Jensen",
    "nickName": "Babs",
    "profileUrl": "https://login.example.com/bjensen",
    "emails": [
        {"value": "bjensen@example.com", "type": "work", "primary": True},
        {"value": "babs@jensen.org", "type": "home"},
    ],
    "addresses": [
        {
            "streetAddress": "100 Universal City Plaza",
            "locality": "Hollywood",
            "region": "CA",
            "postalCode": "91608",
            "country": "USA",
            "formatted": "100 Universal City Plaza\nHollywood, CA 91608 USA",
            "type": "work",
            "primary": True,
        },
        {"streetAddress": "456 Hollywood Blvd", "locality": "Elsewhere", "type": "home"},
    ],
    "phoneNumbers": [{"value": "555-555-5555", "type": "work"}, {"value": "555-555-4444", "type": "mobile"}],
    "ims": [{"value": "someaimhandle", "type": "aim"}],
    "photos": [{"value": "https://photos.example.com/profilephoto/72930000000Ccne/F", "type": "photo"}],
    "userType": "Employee",
    "title": "Tour Guide",
    "preferredLanguage": "en-US",
    "locale": "en-US",
    "timezone": "America/Los_Angeles",
    "active": True,
    "password": "t1meMa$heen",
    "groups": [{"value": "e9e30dba-f08f-4109-8486-d5c6a331660a", "display": "Tour Guides"}],
    "x509Certificates": [{"value": "MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAwTjEL"}],
    ENTERPRISE: {
        "employeeNumber": "701984",
        "costCenter": "4130",
        "organization": "Universal Studios",
        "division": "Theme Park",
        "department": "Tour Operations",
        "manager": {"value": "26118915-6090-4610-87e4-49d8ca9f808d", "displayName": "John Smith"},
    },
    "meta": {"resourceType": "User", "created": "2010-01-23T04:56:22Z", "version": 'W/"3694e05e9dff591"'},
}
