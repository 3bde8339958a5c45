from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's app of users, with our own screens for accounts."""

    user_viewset = "cms.people.viewsets.AccountViewSet"
