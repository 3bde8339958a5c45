from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.core import context, ratelimit


class SignInCodeForm(ConfirmLoginCodeForm):
    """A code from a mail, counted as passwords are: by account and by address of the network.

    django-allauth counts the tries of one code; whoever asks for code after code would have as many as they like.
    """

    def clean_code(self) -> str:
        """The code, if it is right. Raises ValidationError, also for a right one after too many wrong ones."""
        request = context.request
        key = f"code-{request._login_stage.state.get('email', '').lower()}"
        if not ratelimit.consume(request, action="login_failed", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        code = super().clean_code()
        ratelimit.clear(request, action="login_failed", key=key)
        return code
