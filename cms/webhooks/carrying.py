"""Carries messages to one endpoint, apart from those to all others, so that a slow one keeps nobody waiting.

A carrier knows no database: what it was told it hands back, and who sent it writes that down.
"""

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from queue import SimpleQueue

from django.conf import settings
from django.utils import timezone

from cms.webhooks.posting import Answer, post
from cms.webhooks.signing import headers_of

logger = logging.getLogger(__name__)

# After so many seconds no further message of a round is begun, and after more a carrier is left to itself.
BEGUN_SECONDS = 30.0
STUCK_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it is sent: the number of its row, its id, and its body, by which secrets it is signed."""

    delivery_id: int
    key: str
    url: str
    body: bytes
    secrets: tuple[str, ...]

    def send(self) -> Answer:
        """Sign it as of now, and send it."""
        return post(self.url, body=self.body, headers=self.headers())

    def headers(self) -> dict[str, str]:
        """What goes with it."""
        signed = headers_of(self.secrets, key=self.key, at=timezone.now(), body=self.body)
        own = {"Content-Type": "application/json", "User-Agent": f"Plein/1.0 (+{settings.PUBLIC_URL})"}
        return {**own, **signed}


class Carrier(threading.Thread):
    """One round to one endpoint. After the first message that is not taken it comes back: the endpoint has a rest."""

    def __init__(self, endpoint_id: int, letters: Sequence[Letter], told: "SimpleQueue[Report]") -> None:
        super().__init__(name=f"webhook-{endpoint_id}", daemon=True)
        self.endpoint_id = endpoint_id
        self.letters = letters
        self.begun_at = time.monotonic()
        self._told = told

    def run(self) -> None:
        """Say after each letter what came of it, and at the end that this is it."""
        try:
            for letter in self.letters:
                if time.monotonic() - self.begun_at > BEGUN_SECONDS:
                    break
                answer = self._sent(letter)
                self._told.put(Report(self, letter, answer))
                if not answer.is_taken:
                    break
        finally:
            self._told.put(Report(self, None, None))

    def _sent(self, letter: Letter) -> Answer:
        """A failure is one even where it is ours: untold, the letter would be sent again at once, for ever."""
        try:
            return letter.send()
        except Exception as error:
            logger.exception("Message %s could not be sent", letter.key)
            return Answer(None, type(error).__name__)

    @property
    def is_stuck(self) -> bool:
        """Whether it has been away longer than any exchange may take."""
        return time.monotonic() - self.begun_at > STUCK_SECONDS


@dataclass(frozen=True, slots=True)
class Report:
    """What a carrier says: of a letter, or at its end."""

    carrier: Carrier
    letter: Letter | None
    answer: Answer | None
