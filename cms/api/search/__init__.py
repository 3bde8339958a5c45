"""The search doors of the API: one ranked list of pages, documents and people, each asked of the policy again."""

from cms.api.search.clicks import ClickMutation
from cms.api.search.query import SearchQuery
from cms.api.search.saved import SavedFields, SavedMutation
from cms.api.search.suggestions import SuggestionQuery

__all__ = ["ClickMutation", "SavedFields", "SavedMutation", "SearchQuery", "SuggestionQuery"]
