"""A bucket of S3 or the like that nobody reads but Plein: `MEDIA_STORAGE=cms.media.buckets.PrivateBucket`."""

from collections.abc import Iterator
from contextlib import closing
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from botocore.exceptions import ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from cms.media.holding import PIECE, Held


class PrivateBucket(S3Storage):
    """Files leave a bucket through our own doors alone: an address of the bucket would open for whoever has it, and
    go on opening after their right has ended. So this storage has no such addresses to give."""

    def get_default_settings(self) -> dict[str, Any]:
        """As django-storages', but private, and never writing over the file of another."""
        return super().get_default_settings() | {"default_acl": "private", "file_overwrite": False}

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The address behind our own door."""
        return f"{settings.MEDIA_URL}{quote(name)}"

    def held(self, name: str) -> Held:
        """What the bucket knows of a file, by one question. Raises FileNotFoundError."""
        stored = self._object(name)
        try:
            stored.load()
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == HTTPStatus.NOT_FOUND:
                raise FileNotFoundError(name) from error
            raise
        return Held(size=stored.content_length, modified=stored.last_modified)

    def part(self, name: str, start: int, end: int) -> Iterator[bytes]:
        """These bytes as the bucket sends them: no more of the file is fetched, and nothing is kept."""
        if start >= end:
            return
        answer = self._object(name).get(Range=f"bytes={start}-{end - 1}")
        with closing(answer["Body"]) as body:
            yield from body.iter_chunks(PIECE)

    def _object(self, name: str) -> Any:
        return self.bucket.Object(self._normalize_name(clean_name(name)))
