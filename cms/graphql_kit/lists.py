"""Lists as the contract has them."""

from typing import Any

import graphene


def list_of(kind: Any) -> graphene.NonNull:
    """A list that is never null and holds no null."""
    return graphene.NonNull(graphene.List(graphene.NonNull(kind)))
