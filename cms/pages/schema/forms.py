"""What can be sent to pages: the answers to a form."""

from typing import Any, NoReturn

import graphene
from django.core.exceptions import ValidationError
from graphene import ResolveInfo

from cms.access.policy import may_see
from cms.activity.asking import network_of
from cms.graphql_kit.errors import ApiError, Forbidden, InvalidInput, LimitExceeded, NotFound
from cms.graphql_kit.ids import pk_of
from cms.graphql_kit.payloads import Payload
from cms.pages.actions.forms import AnswersTooLargeError, FormNotThereError, MayNotSendError, send_form
from cms.pages.machines import LooksLikeMachineError, TooOftenError, ticket_for
from cms.pages.models import FormPage

NOT_THERE = "There is no such form."
MACHINES = {
    "ticket": "The ticket is not of this form: ask `formTicket` when the form is shown.",
    "seconds": "This came back faster than people fill a form in: wait a few seconds and send it again.",
    "trap": "Leave empty what people do not see.",
}


class FormAnswerInput(graphene.InputObjectType):
    """The answer to one question."""

    name = graphene.String(required=True, description="The name of the field.")
    values = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="What was answered: one text, or each choice; a day as 2026-05-31; `true` for a ticked box.",
    )


class FormSubmitInput(graphene.InputObjectType):
    """A form that was filled in."""

    page = graphene.ID(required=True, description="The form's id.")
    ticket = graphene.String(required=True, description="What `formTicket` said when the form was shown.")
    answers = graphene.List(
        graphene.NonNull(FormAnswerInput), required=True, description="The answers; what is left empty may be left out."
    )
    trap = graphene.String(
        default_value="", description="What is in a field that people do not see, and machines fill in."
    )


class FormSubmit(graphene.ObjectType):
    """A form was sent."""

    class Meta:
        interfaces = (Payload,)

    thank_you = graphene.String(required=True, description="What the form says after sending; may be empty.")


class FormQuery:
    """What is asked before a form is sent."""

    form_ticket = graphene.Field(
        graphene.String,
        description="What goes along with the answers to a form, asked when it is shown; null where there is no form.",
        page=graphene.ID(required=True, description="The form's id."),
    )

    @staticmethod
    def resolve_form_ticket(_root: None, info: ResolveInfo, page: str) -> str | None:
        info.context.is_personal = True
        form = _form(page)
        return ticket_for(form.pk) if form and may_see(info.context.reader, form) else None


class FormMutation:
    """What can be done to forms."""

    form_submit = graphene.Field(
        FormSubmit,
        description=(
            "Sends a form. INVALID_INPUT says in `fields` what is wrong with which answer; NOT_FOUND is a form that is "
            "not there or not for this person; FORBIDDEN one that they may not send (again)."
        ),
        input=FormSubmitInput(required=True, description="The form and its answers."),
    )

    @staticmethod
    def resolve_form_submit(_root: None, info: ResolveInfo, input: dict[str, Any]) -> FormSubmit:
        request = info.context.request
        form = _form(input["page"])
        if form is None:
            raise NotFound(NOT_THERE)
        try:
            send_form(
                form,
                answers=_answers(input["answers"]),
                by=request.user if request.user.is_authenticated else None,
                ticket=input["ticket"],
                trap=input["trap"],
                address=network_of(request),
            )
        except Exception as error:
            _refuse(error)
        return FormSubmit(thank_you=form.thank_you)


def _form(global_id: str) -> FormPage | None:
    return FormPage.objects.select_related("locale").filter(pk=pk_of(global_id, "Page")).first()


def _answers(given: list[dict[str, Any]]) -> dict[str, list[str]]:
    answers: dict[str, list[str]] = {}
    for answer in given:
        answers.setdefault(answer["name"], []).extend(answer["values"])
    return answers


def _refuse(error: Exception) -> NoReturn:
    """Tell in the API's words why nothing was sent; what is no refusal is raised again."""
    refused = _refusal(error)
    if refused is None:
        raise error
    raise refused from None


def _refusal(error: Exception) -> ApiError | None:
    if isinstance(error, FormNotThereError):
        return NotFound(NOT_THERE)
    if isinstance(error, MayNotSendError):
        return Forbidden(str(error))
    if isinstance(error, AnswersTooLargeError):
        return LimitExceeded("answers_size", value=error.most, asked=error.size)
    if isinstance(error, TooOftenError):
        return LimitExceeded("sendings_an_hour", value=error.most, asked=None)
    if isinstance(error, LooksLikeMachineError):
        return InvalidInput(MACHINES[error.part], part=error.part)
    if isinstance(error, ValidationError):
        fields = [{"name": name, "messages": messages} for name, messages in error.message_dict.items()]
        return InvalidInput("Some answers cannot be accepted; `fields` says which and why.", fields=fields)
    return None
