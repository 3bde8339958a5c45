"""Who is asked for by name, number or address, in Elasticsearch's terms."""

from collections.abc import Sequence

from elasticsearch.dsl import query as dsl
from elasticsearch.dsl.query import Query

from search.identities import Identity, Sign


def or_identified(asking: Query, identities: Sequence[Identity]) -> Query:
    """What answers by its words, and who is meant; both count for who is both."""
    if not identities:
        return asking
    meant = dsl.DisMax(queries=[_identity(identity) for identity in identities])
    return dsl.Bool(should=[asking, meant], minimum_should_match=1)


def _identity(identity: Identity) -> Query:
    return dsl.Bool(must=[dsl.DisMax(queries=[_sign(sign) for sign in signs]) for signs in identity.signs])


def _sign(sign: Sign) -> Query:
    return dsl.ConstantScore(filter=dsl.Term(keys=sign.key), boost=sign.points)
