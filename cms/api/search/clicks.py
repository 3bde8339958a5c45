"""Which result was chosen: told by front-ends, counted without who chose it."""

from typing import Any

import graphene
from graphene import ResolveInfo

from cms.api.afterwards import afterwards
from cms.api.search.kinds import SUBJECT_TYPES
from cms.api.search.noting import search_behind
from cms.api.search.subjects import may_see_in
from cms.graphql_kit.context import Context
from cms.graphql_kit.errors import InvalidInput, NotFound
from cms.graphql_kit.ids import from_global_id
from cms.graphql_kit.payloads import Payload
from cms.insights.actions.record import Chosen, record_choices

MOST_HITS = 10_000


class ClickedResult(graphene.ObjectType):
    """A choice was taken note of."""

    class Meta:
        interfaces = (Payload,)

    rank = graphene.Int(required=True, description="At which rank it was found.")


class ClickMutation:
    """What a front-end tells of what was found."""

    clicked_result = graphene.Field(
        ClickedResult,
        description="Tells that somebody chose a result, for the statistics. NOT_FOUND is a search that is not theirs "
        "or a day old, and a thing that is not there for them.",
        search=graphene.String(required=True, description="The `token` of the search."),
        result=graphene.ID(required=True, description="The id of the hit's `subject`."),
        rank=graphene.Int(required=True, description="Where it stood in the whole list; 1 is the first."),
    )

    @staticmethod
    def resolve_clicked_result(_root: None, info: ResolveInfo, search: str, result: str, rank: int) -> dict[str, Any]:
        context: Context = info.context
        context.is_personal = True
        person_id = context.reader.user_id
        asked = search_behind(search, person_id=person_id)
        kind, pk = from_global_id(result)
        if not 1 <= rank <= MOST_HITS:
            raise InvalidInput("`rank` is 1 for the first result.")
        subject = (SUBJECT_TYPES.get(kind, ""), pk)
        if asked is None or subject not in may_see_in(context)([subject]):
            raise NotFound("There is no such result.")
        query, language = asked
        afterwards(record_choices, Chosen(person_id, query, language, subject, rank))
        return {"rank": rank}
