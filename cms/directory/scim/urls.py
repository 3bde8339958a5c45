from django.urls import path

from cms.directory.scim import views

urlpatterns = [
    path("Users", views.scim_users, name="scim_users"),
    path("Users/<str:number>", views.scim_user, name="scim_user"),
    path("Groups", views.scim_groups, name="scim_groups"),
    path("Groups/<str:number>", views.scim_group, name="scim_group"),
    path("ServiceProviderConfig", views.scim_service, name="scim_service"),
    path("ResourceTypes", views.scim_resource_types, name="scim_resource_types"),
    path("ResourceTypes/<str:name>", views.scim_resource_types, name="scim_resource_type"),
    path("Schemas", views.scim_schemas, name="scim_schemas"),
    path("Schemas/<str:name>", views.scim_schemas, name="scim_schema"),
    path("<path:rest>", views.scim_elsewhere, name="scim_elsewhere"),
]
