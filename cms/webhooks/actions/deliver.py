"""Sends what waits. At least once: who is killed between a sending and writing it down leaves a message that is sent
again, under the same id."""

from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from django.db.models import F
from django.utils import timezone

from cms.access.readers import reader_for
from cms.webhooks.actions.settle import settle
from cms.webhooks.carrying import Carrier, Letter, Report
from cms.webhooks.models import Delivery, Endpoint, State
from cms.webhooks.posting import Answer
from cms.webhooks.sight import tellable

# How many endpoints at once, and how many messages to one of them before another has its turn.
ENDPOINTS_AT_ONCE = 8
LETTERS_A_ROUND = 20
# Longer than a carrier may be away.
LEASE_SECONDS = 120
LOOK_SECONDS = 1.0
STUCK = Answer(None, "no answer in time")


def is_anything_due() -> bool:
    """Whether there is something to send now."""
    now = timezone.now()
    return Delivery.objects.due(now).filter(endpoint__in=Endpoint.objects.free(now).values("pk")).exists()


def deliver_due() -> None:
    """Send all that is due, to many endpoints at once, and write down what came of it, until nothing is due."""
    Round().run()


@dataclass
class Round:
    """Who is under way, by endpoint, and what they say."""

    under_way: dict[int, Carrier] = field(default_factory=dict)
    told: "SimpleQueue[Report]" = field(default_factory=SimpleQueue)

    def run(self) -> None:
        """No transaction is open while anything is being sent."""
        self._send_out()
        while self.under_way:
            try:
                self._hear(self.told.get(timeout=LOOK_SECONDS))
            except Empty:
                self._leave_stuck()
            self._send_out()

    def _send_out(self) -> None:
        now = timezone.now()
        due = Delivery.objects.due(now).order_by().values("endpoint")
        free = Endpoint.objects.free(now).filter(pk__in=due).exclude(pk__in=self.under_way).select_related("seen_as")
        # The one that has had its turn longest ago comes first, because there may be more than can go at once.
        in_turn = free.order_by(F("leased_until").asc(nulls_first=True), "pk")
        for endpoint in in_turn[: ENDPOINTS_AT_ONCE - len(self.under_way)]:
            if endpoint.take(seconds=LEASE_SECONDS):
                self._send_to(endpoint)

    def _send_to(self, endpoint: Endpoint) -> None:
        letters = letters_for(endpoint)
        if not letters:
            endpoint.give_back()
            return
        carrier = Carrier(endpoint.pk, letters, self.told)
        self.under_way[endpoint.pk] = carrier
        carrier.start()

    def _hear(self, report: Report) -> None:
        carrier = report.carrier
        if self.under_way.get(carrier.endpoint_id) is not carrier:
            return
        if report.letter and report.answer:
            settle(report.letter.delivery_id, report.answer)
            carrier.letters = [each for each in carrier.letters if each is not report.letter]
        else:
            self._end(carrier)

    def _leave_stuck(self) -> None:
        """A server that answers a byte at a time is not waited for; what it had counts as failed."""
        for carrier in [each for each in self.under_way.values() if each.is_stuck]:
            for letter in carrier.letters[:1]:
                settle(letter.delivery_id, STUCK)
            self._end(carrier)

    def _end(self, carrier: Carrier) -> None:
        del self.under_way[carrier.endpoint_id]
        Endpoint(pk=carrier.endpoint_id).give_back()


def letters_for(endpoint: Endpoint) -> list[Letter]:
    """What to send to an endpoint now. What its person may not be told any more is withheld, for good."""
    secrets = tuple(endpoint.secrets_now())
    reader, due = reader_for(endpoint.seen_as), Delivery.objects.due(timezone.now()).filter(endpoint=endpoint)
    while secrets and (next_ones := list(due[:LETTERS_A_ROUND])):
        told = tellable(reader, next_ones)
        withheld = [delivery.pk for delivery in next_ones if delivery.pk not in told]
        Delivery.objects.filter(pk__in=withheld).update(state=State.WITHHELD, next_attempt_at=None)
        if told:
            return [
                Letter(delivery.pk, str(delivery.key), endpoint.url, delivery.body.encode(), secrets)
                for delivery in next_ones
                if delivery.pk in told
            ]
    return []
