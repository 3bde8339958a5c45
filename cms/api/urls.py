from django.urls import path

from cms.api import views
from cms.api.streams.views import stream

urlpatterns = [
    path("", views.graphql, name="graphql"),
    path("stream/", stream, name="graphql_stream"),
    path("schema.graphql", views.printed_schema, name="graphql_schema"),
]
