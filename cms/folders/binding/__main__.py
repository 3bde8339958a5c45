"""The program that binds: its order is a file in JSON, the PDF a file beside it."""

import json
import sys

from cms.archive.extraction.limits import Limits

with open(sys.argv[1], encoding="utf-8") as written:
    order = json.load(written)
# Before anything else is imported: a library's own start counts too.
Limits(**order["limits"]).impose()

from cms.folders.binding.papers import Paper, Volume, Words  # noqa: E402
from cms.folders.binding.volume import bind_volume  # noqa: E402

volume = order["volume"]
papers = [Paper(**paper) for paper in volume.pop("papers")]
bind_volume(Volume(**volume | {"papers": papers, "words": Words(**volume["words"])}), order["to"])
