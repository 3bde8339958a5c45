"""The indexes in Elasticsearch: a live one behind an alias, and while rebuilding a second one behind another."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from elasticsearch import Elasticsearch

from search.engines.mapping import settings_and_mappings

PAGE = 5_000
# Above those of Elastic's own templates, which are 100 to 300.
TEMPLATE_PRIORITY = 500


def live_alias() -> str:
    """The alias that readers search and pushes write."""
    return settings.ELASTICSEARCH_INDEX


def building_alias() -> str:
    """The alias of an index that is being filled; pushes write there too, so that it misses nothing."""
    return f"{settings.ELASTICSEARCH_INDEX}-building"


@dataclass(frozen=True, slots=True)
class Aliases:
    """The index behind each alias, by its own name; None where there is none."""

    live: str | None
    building: str | None

    def written(self) -> list[str]:
        """The aliases that every push must write."""
        return [alias for alias, name in ((live_alias(), self.live), (building_alias(), self.building)) if name]


def aliases(client: Elasticsearch) -> Aliases:
    """What the aliases stand for now."""
    found = client.options(ignore_status=404).indices.get_alias(name=[live_alias(), building_alias()])
    behind = {
        alias: name
        for name, index in found.body.items()
        if isinstance(index, dict)
        for alias in index.get("aliases", {})
    }
    return Aliases(behind.get(live_alias()), behind.get(building_alias()))


def template() -> dict[str, Any]:
    """The index template by which an index under our names is never anything else, whoever makes it.

    What an operator puts into the component template `<prefix>@custom` comes first: tiers, allocation, slow logs.
    """
    return {
        "index_patterns": [f"{live_alias()}-2*"],
        "priority": TEMPLATE_PRIORITY,
        "composed_of": [f"{live_alias()}@custom"],
        "ignore_missing_component_templates": [f"{live_alias()}@custom"],
        "template": settings_and_mappings(),
    }


def put_template(client: Elasticsearch) -> str:
    """Write the template over what was there; its name. Needs the privilege `manage_index_templates`."""
    client.indices.put_index_template(name=live_alias(), **template())
    return live_alias()


def create_beside(client: Elasticsearch) -> str:
    """Create an empty index behind the building alias; its name."""
    name = f"{live_alias()}-{timezone.now():%Y%m%d%H%M%S%f}"
    body = settings_and_mappings()
    # because nobody reads it yet: pushes refresh it themselves
    body["settings"]["refresh_interval"] = "-1"
    client.indices.create(index=name, **body, aliases={building_alias(): {}})
    return name


def drop(client: Elasticsearch, name: str) -> None:
    """Remove an index, if it is there."""
    client.indices.delete(index=name, ignore_unavailable=True)


def drop_unfinished(client: Elasticsearch) -> list[str]:
    """Remove what a rebuild that was killed left behind; the names."""
    live = aliases(client).live
    unfinished = [name for name in client.indices.get(index=f"{live_alias()}-2*").body if name != live]
    for name in unfinished:
        drop(client, name)
    return unfinished


def go_live(client: Elasticsearch, name: str) -> None:
    """Put this index behind the live alias and remove the one before it, in one step."""
    usual = settings_and_mappings()["settings"]["refresh_interval"]
    client.indices.put_settings(index=name, settings={"refresh_interval": usual})
    former = aliases(client).live
    actions: list[dict[str, Any]] = [
        {"add": {"index": name, "alias": live_alias()}},
        {"remove": {"index": name, "alias": building_alias()}},
    ]
    if former:
        actions.append({"remove_index": {"index": former}})
    elif client.indices.exists(index=live_alias()):
        # Something wrote to the name before there was an alias, and Elasticsearch made an index of it.
        actions.append({"remove_index": {"index": live_alias()}})
    client.indices.update_aliases(actions=actions)


def is_of_this_design(client: Elasticsearch, name: str) -> bool:
    """Whether the index was created with the mapping and the analysis of this release."""
    body = client.indices.get_mapping(index=name).body[name]
    return body["mappings"].get("_meta") == settings_and_mappings()["mappings"]["_meta"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A document of an index. What a hand put there may have an id that is not its entry's."""

    entry_id: int
    version: int
    document_id: str

    @property
    def is_foreign(self) -> bool:
        """Whether no push can have written it."""
        return self.document_id != str(self.entry_id)


def versions(client: Elasticsearch, name: str) -> Iterator[Shown]:
    """Every document of the index by its entry's id, those without an entry last."""
    after: list[Any] | None = None
    while True:
        page = client.search(
            index=name, size=PAGE, sort=[{"entry": "asc"}], search_after=after, version=True, source=False
        )["hits"]["hits"]
        for hit in page:
            yield Shown(hit["sort"][0], hit["_version"], hit["_id"])
        if len(page) < PAGE:
            return
        after = page[-1]["sort"]
