"""The scalars of the contract that GraphQL itself does not have."""

from typing import Any

import graphene
from django.core.files.uploadedfile import UploadedFile
from graphene import Date, DateTime
from graphql import GraphQLError

__all__ = ["HTML", "Date", "DateTime", "Upload"]


class HTML(graphene.String):
    """Sanitised HTML; links to pages and documents are resolved for the reader, and dropped to plain text where the
    reader may not go."""


class Upload(graphene.Scalar):
    """A file, sent as the GraphQL multipart request specification has it: the variable is null in `operations`, and
    `map` says which part of the form holds the file."""

    @staticmethod
    def serialize(_value: Any) -> Any:
        raise GraphQLError("A file is never part of an answer.")

    @staticmethod
    def parse_value(value: Any) -> UploadedFile:
        """The file that came with the request."""
        if not isinstance(value, UploadedFile):
            raise GraphQLError("Send a file as a part of a multipart request.")
        return value

    @staticmethod
    def parse_literal(_node: Any, _variables: Any = None) -> Any:
        raise GraphQLError("Send a file as a variable.")
