"""The one way to search: `search` and `suggest`, under the rights that the caller hands in."""

from dataclasses import dataclass, field, replace

from search.analysis import LONGEST_TEXT
from search.company import is_about, with_companions
from search.compounds import with_other_spellings
from search.corrections import correction_of
from search.cursors import DEEPEST, Cursor, InvalidCursorError, decoded
from search.engines import choice
from search.engines.base import Engine, EngineName, Facets, Found, Inquiry, Match, Position
from search.excerpts import EXCERPT_LENGTH, Marker
from search.hits import Hit, MaySee, entries_of, facets_without, hit, places_of_fragments, seen_among
from search.popularity import Popularity, no_popularity, popular_first
from search.questions import Question
from search.reach import FURTHER, Reach, loosened, reaching
from search.requests import Request
from search.tuning import Tuning, tuning_now

__all__ = ["Hit", "InvalidCursorError", "Request", "Results", "search"]

# With fewer hits than this the reader may have meant something else.
FEW = 3


@dataclass(frozen=True, slots=True)
class Results:
    """One window of what was found. `total` and `facets` count only what the reader may see."""

    engine: EngineName
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    has_next: bool = False
    facets: Facets = field(default_factory=dict)
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an engine found, by which inquiry, and how much it found when asked strictly."""

    found: Found
    inquiry: Inquiry
    strict_total: int
    reach: Reach = Reach.STRICT
    is_hinted: bool = False


def search(
    request: Request,
    may_see: MaySee,
    *,
    only: EngineName | None = None,
    tuning: Tuning | None = None,
    popularity: Popularity = no_popularity,
) -> Results:
    """Find what the request asks for. Of the subjects it is given, `may_see` returns those the reader may see.

    Raises InvalidCursorError; no other input is refused. Where `only` one engine may answer, as when it is judged,
    raises EngineUnavailableError. With `tuning` editors try out what they have not saved. Among equals, what
    `popularity` knows to be chosen more comes first.
    """
    tuning = tuning or tuning_now()
    question = with_other_spellings(tuning.question(request.query, request.language), request.language)
    cursor = decoded(request.after) if request.after else None
    if question.has_no_answer:
        return Results(engine=choice.first_engine().name)
    inquiry = request.inquiry(question)
    if cursor and cursor.is_by_date is not inquiry.is_by_date:
        raise InvalidCursorError("A cursor of this list in another order.")
    if not inquiry.is_by_date:
        inquiry = replace(inquiry, pinned=tuning.pinned(inquiry))
    answer, engine = choice.ask(lambda engine: _answered(engine, inquiry, cursor), only=only)
    score_before = cursor.position.score if cursor else None
    lifting = no_popularity if inquiry.is_by_date else popularity
    found = popular_first(answer.found, lifting, pinned=inquiry.pinned, score_before=score_before)
    results = _results(replace(answer, found=found), engine, cursor, may_see)
    # whoever pages on has seen the correction, and goes on with what was typed
    if not cursor and not inquiry.pinned and _may_be_mistyped(question, answer.strict_total):
        asked = replace(inquiry, near_words=answer.inquiry.near_words)
        return replace(results, correction=correction_of(asked, request.query, may_see))
    return results


def _may_be_mistyped(question: Question, total: int) -> bool:
    """Whether a correction is worth looking for: of one or two words that find something, both are there."""
    return bool(question.words) and total < FEW and (total == 0 or len(question.words) > 2)


def _answered(engine: Engine, inquiry: Inquiry, cursor: Cursor | None) -> _Answer:
    """Ask, and where nothing found is about what was asked, once more with hints."""
    if cursor:
        return _continued(engine, inquiry, cursor)
    answer = _find(engine, inquiry)
    question = with_companions(answer.inquiry.question, inquiry.language)
    is_hinted = question is not answer.inquiry.question and not inquiry.is_by_date
    if not is_hinted or is_about(answer.inquiry.question, answer.found.matches, inquiry.language):
        return answer
    hinted = replace(answer.inquiry, question=question)
    return replace(answer, found=engine.find(hinted), inquiry=hinted, is_hinted=True)


def _continued(engine: Engine, inquiry: Inquiry, cursor: Cursor) -> _Answer:
    """What comes further in the list of the cursor: asked as its first page was, which is not asked again."""
    asked = reaching(replace(inquiry, after=cursor.position_in(engine.name)), cursor.reach)
    if cursor.is_hinted:
        asked = replace(asked, question=with_companions(asked.question, asked.language))
    found = engine.find(asked)
    return _Answer(found, asked, found.total, cursor.reach, cursor.is_hinted)


def _find(engine: Engine, inquiry: Inquiry) -> _Answer:
    """Ask strictly; with near spellings too when little has every word; for any of the words when nothing else is."""
    found = engine.find(inquiry)
    strictly = _Answer(found, inquiry, found.total - found.near)
    if not inquiry.question.words:
        return strictly
    if not found.is_whole or not _answers(engine, inquiry, found):
        return _found_loosely(engine, inquiry)
    if strictly.strict_total >= FEW and _is_readable(strictly):
        return strictly
    near = _Answer(engine.find(loose := loosened(inquiry)), loose, strictly.strict_total, Reach.LOOSE)
    is_better = near.found.total > found.total and (strictly.strict_total < FEW or _is_readable(near))
    return near if is_better else replace(strictly, inquiry=replace(inquiry, near_words=loose.near_words))


def _found_loosely(engine: Engine, inquiry: Inquiry) -> _Answer:
    for reach, further in enumerate(FURTHER, start=Reach.LOOSE):
        inquiry = further(inquiry)
        answer = _Answer(engine.find(inquiry), inquiry, 0, Reach(reach))
        if answer.found.total:
            break
    return answer


def _is_readable(answer: _Answer) -> bool:
    """Whether some of what was found is in the reader's language, or in none: a word that is mistyped in one language
    may be a word of another."""
    language, matches = answer.inquiry.language, answer.found.matches
    return not matches or any(match.language in ("", language) for match in matches)


def _answers(engine: Engine, inquiry: Inquiry, found: Found) -> bool:
    """Whether anything answers the question besides what is pinned to it."""
    if found.total == 0 or found.total > len(inquiry.pinned):
        return found.total > 0
    return engine.find(replace(inquiry, pinned=(), first=0, wants_facets=False)).total > 0


def _results(answer: _Answer, engine: EngineName, cursor: Cursor | None, may_see: MaySee) -> Results:
    found, inquiry = answer.found, answer.inquiry
    shows_fragments = any(match.fragments for match in found.matches)
    reading = EXCERPT_LENGTH if shows_fragments or inquiry.question.is_browsing else LONGEST_TEXT
    entries = entries_of([match.entry_id for match in found.matches], reading=reading)
    seen = seen_among(entries.values(), inquiry.rights, may_see)
    skipped = cursor.position.count if cursor else 0
    marker = Marker.of(inquiry.question, is_loose=inquiry.is_loose)
    places = places_of_fragments(found.matches, entries)
    hidden = [entry for pk, entry in entries.items() if pk not in seen]

    last_seen = next((match for match in reversed(found.matches) if match.entry_id in seen), None)

    def cursor_at(place: int, match: Match) -> str:
        # where pages end, because that is where the next begins; each costs some hundred characters
        snapshot = found.snapshot if match is last_seen else ""
        position = Position(place, match.score, match.entry_id, snapshot)
        return Cursor(engine, answer.reach, position, inquiry.is_by_date, answer.is_hinted).encoded()

    return Results(
        engine=engine,
        hits=[
            replace(
                hit(entries[match.entry_id], match, marker, cursor_at(place, match), places.get(match.entry_id)),
                is_promoted=match.entry_id in inquiry.pinned,
            )
            for place, match in enumerate(found.matches, start=skipped + 1)
            if match.entry_id in seen
        ],
        total=found.total - (len(found.matches) - len(seen)),
        has_next=found.has_next and skipped + len(found.matches) < DEEPEST,
        facets=facets_without(hidden, found.facets, inquiry.rights.now),
    )
