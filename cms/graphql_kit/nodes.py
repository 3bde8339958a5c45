"""Relay's Node: whatever has an id of its own and can be asked for by it."""

import graphene


class Node(graphene.Interface):
    """Whatever has an id of its own."""

    id = graphene.ID(required=True, description="Names this thing among all others; stable.")
