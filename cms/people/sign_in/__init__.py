"""Signing in: what we ask of django-allauth differently, second factors, and issuers of OpenID Connect."""
