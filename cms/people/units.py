"""Units by what other systems call them."""

from cms.people.models import Unit


def units_named(told: str) -> list[Unit]:
    """The units of a name, or of a path of names from the top, as "Service/Team", whatever the case of the letters."""
    *above, name = [part.strip() for part in told.split("/")]
    if not name:
        return []
    named = list(Unit.objects.filter(name__iexact=name).order_by("path"))
    if not above:
        return named
    wanted = [part.strip().casefold() for part in told.split("/")]
    return [unit for unit in named if [each.casefold() for each in names_down_to(unit)] == wanted]


def names_down_to(unit: Unit) -> list[str]:
    """The names from the top of the tree down to a unit."""
    return [each.name for each in (*unit.get_ancestors(), unit)]
