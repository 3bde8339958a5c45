"""Everything that leads to an account is known to a topic, or explained."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Field

from cms.activity.knowing import accounted_fields, knowers

# Words that say whose something is, without leading to an account: each is handled where it is named.
PERSONAL = ("email", "phone", "first_name", "last_name", "user_agent", "ip", "ip_address", "address", "avatar")
KNOWN_ELSEWHERE = {
    "people.user.email", "people.user.first_name", "people.user.last_name", "people.profile.phone",
    "account.emailaddress.email", "wagtailusers.userprofile.avatar",  # account
    "usersessions.usersession.user_agent", "usersessions.usersession.ip",  # sign-in
    "activity.auditentry.address",  # audit
    "pages.unitpage.address", "pages.unitpage.phone", "pages.unitpage.email",  # a unit's, not a person's
    "pages.footerlink.address", "care.link.address",  # of the web
}  # fmt: skip


def fields_to_accounts():
    """The fields of all models that lead to an account, each where it is declared."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            is_here = isinstance(field, Field) and field.model is model and not model._meta.proxy
            if is_here and field.related_model is get_user_model():
                yield f"{model._meta.label}.{field.name}".lower()


def test_every_field_that_leads_to_an_account_is_known_or_explained():
    assert set(fields_to_accounts()) - accounted_fields() == set()


def test_no_topic_names_a_field_that_is_not_there():
    there = {
        f"{model._meta.label}.{field.name}".lower()
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
    }
    assert accounted_fields() - there == set()


def test_every_field_by_its_name_personal_is_known():
    found = {
        f"{model._meta.label}.{field.name}".lower()
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name in PERSONAL and field.model is model
    }
    assert found - KNOWN_ELSEWHERE - accounted_fields() == set()


def test_the_log_and_the_account_are_erased_last():
    assert [knower.topic for knower in knowers()][-2:] == ["audit", "account"]
