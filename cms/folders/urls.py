"""The door of meetings beside the API."""

from django.urls import path

from cms.folders.views import meeting_papers

urlpatterns = [path("<int:number>.pdf", meeting_papers, name="meeting_papers")]
