"""The scalars of the contract that GraphQL itself does not have."""

import graphene
from graphene import Date, DateTime

__all__ = ["HTML", "Date", "DateTime"]


class HTML(graphene.String):
    """Sanitised HTML; links to pages and documents are resolved for the reader, and dropped to plain text where the
    reader may not go."""
