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
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif", "svg"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.int("IMAGE_BYTES", default=20 * 1024 * 1024)
# All its frames together: what a small file unpacks to is what takes the memory.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = env.int("IMAGE_PIXELS", default=80_000_000)
WAGTAILDOCS_MAX_UPLOAD_SIZE = env.int("DOCUMENT_BYTES", default=200 * 1024 * 1024)
# What programs are, and office files with macros, are not among them.
WAGTAILDOCS_EXTENSIONS = env.list(
    "DOCUMENT_EXTENSIONS",
    default=[
        "avif", "csv", "doc", "docx", "dwg", "eml", "epub", "geojson", "gif", "gml", "gpkg", "htm", "html",
        "ics", "jpeg", "jpg", "json", "kml", "m4a", "md", "mp3", "mp4", "msg", "odp", "ods", "odt", "ogg",
        "pdf", "png", "ppt", "pptx", "rtf", "svg", "tif", "tiff", "txt", "vsdx", "wav", "webm", "webp", "xls",
        "xlsx", "xml", "yaml", "yml", "zip",
    ],
)  # fmt: skip
# Files in one request, fields of a form (a long page has thousands), and bytes of all that is no file.
DATA_UPLOAD_MAX_NUMBER_FILES = env.int("REQUEST_FILES", default=100)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Whose films editors may link to by name, as wagtail/embeds/oembed_providers.py calls them; nobody else is asked.
EMBED_PROVIDERS = env.list("EMBED_PROVIDERS", default=["youtube", "vimeo"])
WAGTAILEMBEDS_FINDERS = [{"class": "cms.media.embeds.KnownProviders"}]

# because AVIF shows at 60 what JPEG and WebP show at 80
WAGTAILIMAGES_AVIF_QUALITY = 60
