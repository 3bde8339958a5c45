"""To an issuer of OpenID Connect and back: without a language, because issuers know one address of ours each."""

from django.urls import path

from cms.people import views

urlpatterns = [
    path("<slug:provider_id>/", views.ask_issuer, name="openid_connect_login"),
    path("<slug:provider_id>/callback/", views.hear_issuer, name="openid_connect_callback"),
]
