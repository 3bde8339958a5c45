"""Spans of operations, of SQL statements and of the tasks of a worker."""

import re
from collections.abc import Callable
from contextvars import ContextVar, Token
from dataclasses import dataclass
from typing import Any, Optional

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from django_tasks import TaskResult
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished, task_started
from opentelemetry import context, trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, format_trace_id

from cms.api.signals import AnsweredOperation, operation_answered, operation_asked
from config.logs import trace_id
from config.telemetry.names import NAMES
from config.telemetry.tracing.exporting import OURS

TRACER = trace.get_tracer(OURS)
LONGEST_STATEMENT = 2_000
# Values are parameters, which are never told; this is for who writes one into a statement after all.
QUOTED = re.compile(r"'(?:[^']|'')*'")


@dataclass(frozen=True, slots=True)
class Open:
    """A span that is under way between two signals, and what was under way around it."""

    span: Span
    token: Token[Context]
    around: Optional["Open"]


_open: ContextVar[Open | None] = ContextVar("open_span", default=None)


def _begin(name: str, within: Context | None = None) -> Span:
    span = TRACER.start_span(name, context=within)
    token = context.attach(trace.set_span_in_context(span, within))
    _open.set(Open(span, token, _open.get()))
    return span


def _finish() -> Span | None:
    """The span that was begun last, which is the current one no longer; whoever calls ends it."""
    last = _open.get()
    if last is None:
        return None
    _open.set(last.around)
    context.detach(last.token)
    return last.span


@receiver(operation_asked)
def begin_operation(**_signal: Any) -> None:
    """The span of an operation, whose name nobody knows yet."""
    _begin("graphql")


@receiver(operation_answered)
def finish_operation(*, operation: AnsweredOperation, **_signal: Any) -> None:
    """What came of it."""
    span = _finish()
    if span is None:
        return
    name = NAMES.of(operation.name, is_trusted=operation.is_trusted, most=settings.METRICS_OPERATIONS)
    span.update_name(f"graphql {name}")
    span.set_attributes(
        {
            "graphql.operation.name": name,
            "graphql.operation.type": operation.kind,
            "graphql.document.digest": operation.digest,
            "plein.cost": operation.cost or 0,
            "plein.is_kept": operation.is_kept,
            "plein.is_trusted": operation.is_trusted,
            "plein.statements": operation.statements,
            "plein.codes": operation.codes,
            "plein.limit": operation.limit,
        }
    )
    if "INTERNAL" in operation.codes:
        span.set_status(Status(StatusCode.ERROR))
    span.end()


@receiver(task_started)
def begin_task(*, task_result: TaskResult, **_signal: Any) -> None:
    """The span of a task: a trace of its own, because nobody waits for it."""
    task = task_result.task
    span = _begin(f"task {task.module_path}", Context())
    span.set_attributes({"plein.task": task.module_path, "plein.queue": task.queue_name})
    trace_id.set(format_trace_id(span.get_span_context().trace_id))


@receiver(task_finished)
def finish_task(*, task_result: TaskResult, **_signal: Any) -> None:
    """What came of it, but not why: an exception may quote anybody."""
    span = _finish()
    trace_id.set("")
    if span is None:
        return
    span.set_attribute("plein.status", task_result.status.lower())
    if task_result.status == TaskResultStatus.FAILED:
        span.set_status(Status(StatusCode.ERROR))
    span.end()


@receiver(connection_created)
def trace_statements(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Has each statement of a connection traced. One that was lost and made again has it already."""
    if trace_statement not in connection.execute_wrappers:
        # first, because who wraps for a while takes the last off, and may be about to when a connection is made
        connection.execute_wrappers.insert(0, trace_statement)


def trace_statement(execute: Callable[..., Any], sql: str, params: Any, many: bool, wrapped: dict[str, Any]) -> Any:
    """A span of a statement, where something is traced that it is a part of; its parameters stay out."""
    if not trace.get_current_span().is_recording():
        return execute(sql, params, many, wrapped)
    text = str(sql)
    verb = text.lstrip("( \n").split(" ", 1)[0].upper()
    told = {
        "db.system.name": wrapped["connection"].vendor,
        "db.operation.name": verb,
        "db.query.text": QUOTED.sub("?", text)[:LONGEST_STATEMENT],
    }
    with TRACER.start_as_current_span(verb, kind=SpanKind.CLIENT, attributes=told, record_exception=False):
        return execute(sql, params, many, wrapped)
