"""Forms: pages with something to fill in. Sending one is `formSubmit`, in `cms.pages.schema`."""

from typing import Any

import graphene
from graphene import ResolveInfo

from cms.graphql_kit.lists import list_of
from cms.graphql_kit.nodes import Node
from cms.reading.models import PageCard
from cms.reading.schema.pages import Page, is_card


class FormField(graphene.ObjectType):
    """One question of a form. Its source is a dictionary of a card's details."""

    name = graphene.String(required=True, description="Under which it is answered; the same in all languages.")
    label = graphene.String(required=True, description="The question.")
    type = graphene.String(
        required=True,
        description=(
            "How it is answered: singleline, multiline, email, number, url, checkbox, checkboxes, dropdown, "
            "multiselect, radio, date, datetime or hidden."
        ),
    )
    required = graphene.Boolean(required=True, description="Whether the form cannot be sent without an answer.")
    choices = graphene.Field(list_of(graphene.String), description="What can be chosen from; empty where nothing can.")
    help_text = graphene.String(required=True, description="What else to know about the question; may be empty.")
    default_values = graphene.Field(list_of(graphene.String), description="What stands there at first.")
    autocomplete = graphene.String(
        required=True, description="HTML's name for what a browser can fill in, such as `email`; may be empty."
    )


class FormPage(graphene.ObjectType):
    """Something to fill in; who may see it may send it."""

    class Meta:
        interfaces = (Page, Node)

    fields = graphene.Field(list_of(FormField), description="The questions, from top to bottom.")
    is_anonymous = graphene.Boolean(required=True, description="Whether nobody will know who sent an answer.")
    is_sent_once = graphene.Boolean(required=True, description="Whether each person can send it only once.")
    thank_you = graphene.String(required=True, description="What is said after sending; may be empty.")
    days_kept = graphene.Int(required=True, description="After how many days answers are deleted.")

    @staticmethod
    def is_type_of(card: Any, _info: ResolveInfo) -> bool:
        return is_card(card, "FORM")

    @staticmethod
    def resolve_fields(card: PageCard, _info: ResolveInfo) -> list[dict[str, Any]]:
        return card.details["fields"]

    @staticmethod
    def resolve_is_anonymous(card: PageCard, _info: ResolveInfo) -> bool:
        return card.details["is_anonymous"]

    @staticmethod
    def resolve_is_sent_once(card: PageCard, _info: ResolveInfo) -> bool:
        return card.details["is_sent_once"]

    @staticmethod
    def resolve_thank_you(card: PageCard, _info: ResolveInfo) -> str:
        return card.details["thank_you"]

    @staticmethod
    def resolve_days_kept(card: PageCard, _info: ResolveInfo) -> int:
        return card.details["days_kept"]
