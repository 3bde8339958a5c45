from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node


class Unit(MP_Node):
    """A service, department or team, in the tree of the organisation."""

    name = models.CharField(_("name"), max_length=120)
    node_order_by = ["name"]

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name

    def paths_upward(self) -> list[str]:
        """The tree paths of this unit and all above it, for asking "is it in, or below, one of these?" in one query."""
        return [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]

    @property
    def parent_name(self) -> str:
        """The name of the unit that this one is part of, if it is."""
        parent = self.get_parent()
        return parent.name if parent else ""
