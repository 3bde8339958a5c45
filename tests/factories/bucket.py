"""A server of buckets, in this process, that answers as S3 does."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import boto3
from moto.server import ThreadedMotoServer

from cms.media.buckets import PrivateBucket

KEYS = {"access_key": "of-a-test", "secret_key": "of-a-test", "region_name": "eu-west-1"}


@contextmanager
def bucket() -> Iterator[PrivateBucket]:
    """An empty bucket, as an installation would be given one."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    name = f"bucket-{uuid4().hex}"
    try:
        client: Any = boto3.client(
            "s3",
            endpoint_url=f"http://{host}:{port}",
            aws_access_key_id=KEYS["access_key"],
            aws_secret_access_key=KEYS["secret_key"],
            region_name=KEYS["region_name"],
        )
        client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": KEYS["region_name"]})
        yield PrivateBucket(bucket_name=name, endpoint_url=f"http://{host}:{port}", **KEYS)
    finally:
        server.stop()
