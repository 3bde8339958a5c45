"""Where files are kept, how they leave, and what may be brought in."""

from pathlib import Path

import environ

env = environ.Env()

MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(Path(__file__).resolve().parents[3] / "var" / "media"))
STORAGES = {
    "default": {
        "BACKEND": env.str("MEDIA_STORAGE", default="django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json("MEDIA_STORAGE_OPTIONS", default={}),
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640

# A file on a disk may be sent by the server before ours once the policy has said yes: "X-Accel-Redirect" for nginx,
# "X-Sendfile" for others. The prefix is nginx's own address of MEDIA_ROOT, which must be `internal` there.
SENDFILE_HEADER = env.str("SENDFILE_HEADER", default="")
SENDFILE_PREFIX = env.str("SENDFILE_PREFIX", default="/held-files/")

# Every file that comes in is looked into by ClamAV: tcp://scanner:3310 or unix:///run/clamav/clamd.ctl.
CLAMAV_URL = env.str("CLAMAV_URL", default="")
# While it is away: "refuse" takes no file in; "accept" does, and serves it to nobody until it was looked into.
CLAMAV_WHEN_AWAY = env.str("CLAMAV_WHEN_AWAY", default="refuse")
CLAMAV_SECONDS = env.int("CLAMAV_SECONDS", default=30)

WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.ImageForm"
