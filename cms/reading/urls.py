"""Feeds. A token stands in an address under the name `token`, which the logs leave out."""

from django.urls import path

from cms.reading import views

urlpatterns = [
    path("events/<int:number>.ics", views.event_calendar, name="event_calendar"),
    path("<str:token>/events/<str:language>.ics", views.events, name="event_feed"),
    path("<str:token>/events/themes/<int:theme>.ics", views.theme_events, name="theme_event_feed"),
    path("<str:token>/news/<str:language>.atom", views.news, name="news_feed"),
    path("<str:token>/news/themes/<int:theme>.atom", views.theme_news, name="theme_news_feed"),
]
