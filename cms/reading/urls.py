from django.urls import path

from cms.reading import views

urlpatterns = [
    path("events/<int:number>.ics", views.event_calendar, name="event_calendar"),
]
