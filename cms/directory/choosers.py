"""How editors choose a person."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from cms.access.admin.choosers import DiscreetChooser, DiscreetChooserBlock
from cms.access.policy import visible_to
from cms.access.readers import reader_of
from cms.people.models import Profile


class OfSeenPeople:
    """Offers the people that the editor sees in the directory."""

    def get_object_list(self) -> QuerySet[Profile]:
        return visible_to(reader_of(self.request), super().get_object_list())  # type: ignore[attr-defined,misc]


class ChoosePerson(OfSeenPeople, ChooseView):
    """The whole chooser."""


class ChoosePersonResults(OfSeenPeople, ChooseResultsView):
    """What changes in it as the editor types."""


class PersonChooserViewSet(ChooserViewSet):
    """A chooser of the people in the directory."""

    model = "people.Profile"
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    page_title = _("Choose a person")
    url_filter_parameters: list[str] = []
    choose_view_class = ChoosePerson
    choose_results_view_class = ChoosePersonResults
    base_widget_class = DiscreetChooser
    base_block_class = DiscreetChooserBlock


person_chooser = PersonChooserViewSet("person_chooser")
PersonChooserBlock = person_chooser.get_block_class(name="PersonChooserBlock", module_path="cms.directory.choosers")
