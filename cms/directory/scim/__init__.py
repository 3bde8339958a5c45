"""SCIM 2.0 (RFC 7643, 7644): another system keeps the accounts and groups here."""
