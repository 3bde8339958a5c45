"""docs/webhooks.md says what is true: its code verifies what Plein sends, its events are the events."""

import json
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import playwright
from django.conf import settings
from django.utils import timezone

from cms.webhooks.events import Event
from cms.webhooks.signing import headers_of, new_secret

TEXT = (settings.ROOT / "docs/webhooks.md").read_text()
# The Node.js that comes with Playwright, so that whoever can run the tests has one.
NODE = Path(playwright.__file__).parent / "driver/node"
KEY = "0b5ac3c2-9f3e-4c43-9a44-0a4f6f5f0f0e"
BODY = '{"type":"webhook.test","data":{"message":"é"}}'.encode()


def code_in(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    assert found
    return found[1]


def cases() -> list[tuple[bool, str, dict[str, str], str]]:
    """Whether it is ours, then secret, headers and body: as sent, by another secret, changed, replayed, rotated."""
    secret, other, now = new_secret(), new_secret(), timezone.now()
    sent = headers_of([secret], key=KEY, at=now, body=BODY)
    late = headers_of([secret], key=KEY, at=now - timedelta(minutes=6), body=BODY)
    both = headers_of([other, secret], key=KEY, at=now, body=BODY)
    text = BODY.decode()
    return [
        (True, secret, sent, text), (False, other, sent, text), (False, secret, sent, text.replace("é", "e")),
        (False, secret, {**sent, "webhook-id": "another"}, text), (False, secret, late, text),
        (True, secret, both, text), (True, other, both, text),
    ]  # fmt: skip


def test_the_python_verifies() -> None:
    known: dict[str, Any] = {}
    exec(code_in("python"), known)
    for is_ours, secret, headers, body in cases():
        assert known["is_from_plein"](secret, headers, body.encode()) is is_ours


def test_the_node_verifies(tmp_path: Path) -> None:
    program = tmp_path / "verify.mjs"
    program.write_text(code_in("js") + "\nfor (const [s, h, b] of JSON.parse(process.argv[2])) "
                       "console.log(isFromPlein(s, h, Buffer.from(b)));\n")  # fmt: skip
    told = [case[1:] for case in cases()]
    said = subprocess.run([NODE, program, json.dumps(told)], capture_output=True, text=True, check=True)
    assert said.stdout.split() == [str(case[0]).lower() for case in cases()]


def test_a_signature_is_that_of_the_specification() -> None:
    """The example that the Standard Webhooks specification itself gives."""
    headers = headers_of(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], key="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=datetime.fromtimestamp(1614265330, UTC), body=b'{"test": 2432232314}',
    )  # fmt: skip
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_all_events_are_told() -> None:
    rows = re.findall(r"^\| (`[a-z.`, ]+`) \|", TEXT, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`([a-z.]+)`", row)} == set(Event.values)
