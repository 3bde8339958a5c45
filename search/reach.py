"""How far an answer is looked for, so that no typing error hides one and none drowns one."""

from collections.abc import Callable
from dataclasses import replace
from enum import IntEnum

from search.compounds import with_parts_alone, with_words_run_together
from search.engines.base import Inquiry
from search.last_resort import with_anything_like
from search.spelling import near_words, with_near_spellings
from search.word_nets import with_word_net


class Reach(IntEnum):
    """Each looks further than the one before it. Cursors carry the number: it does not change."""

    STRICT = 0
    LOOSE = 1
    SWEEPING = 2
    ANYTHING_LIKE = 3


def reaching(inquiry: Inquiry, reach: Reach) -> Inquiry:
    """A strict inquiry, asked this far."""
    for further in FURTHER[:reach]:
        inquiry = further(inquiry)
    return inquiry


def loosened(inquiry: Inquiry) -> Inquiry:
    """The same, asked for near spellings and for words of nearly the same meaning as well."""
    near = near_words(inquiry.question.words)
    question = with_near_spellings(with_word_net(inquiry.question, inquiry.language), near)
    question = with_words_run_together(question, inquiry.language)
    return replace(inquiry, is_loose=True, near_words=near, question=question)


def _sweeping(loose: Inquiry) -> Inquiry:
    """The same, asked for any of the words, any part of a compound and spellings that begin otherwise as well."""
    near = near_words(loose.question.words, is_sweeping=True)
    question = with_parts_alone(loose.question, loose.language)
    return replace(loose, is_sweeping=True, near_words=near, question=question)


def _anything_like(sweeping: Inquiry) -> Inquiry:
    return replace(sweeping, question=with_anything_like(sweeping.question, sweeping.language))


# What each reach above the strict one adds to the one below it, in their order.
FURTHER: tuple[Callable[[Inquiry], Inquiry], ...] = (loosened, _sweeping, _anything_like)
