from ipaddress import ip_address

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are given by the organisation: nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where a request comes from, as the deployment says it is told: behind a proxy everybody has its address."""
        told = request.META.get(settings.CLIENT_ADDRESS, "").strip()
        try:
            return str(ip_address(told))
        except ValueError:
            return super().get_client_ip(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")
