from django.urls import path

from cms.api import views

urlpatterns = [
    path("", views.graphql, name="graphql"),
    path("schema.graphql", views.printed_schema, name="graphql_schema"),
]
