"""The addresses of the screens. Included with a language prefix; the catch-all for pages comes last of all."""

from django.urls import path, re_path

from web.views import documents, events, feeds, news, pages, people, search

urlpatterns = [
    path("zoeken/", search.search, name="search"),
    path("zoeken/suggesties/", search.suggestions, name="suggestions"),
    path("nieuws/", news.news, name="news"),
    path("agenda/", events.events, name="events"),
    path("documenten/", documents.documents, name="documents"),
    path("account/feeds/", feeds.feeds, name="feeds"),
    path("account/feeds/end/", feeds.end_feeds, name="end_feeds"),
    path("mensen/", people.people, name="people"),
    path("mensen/<int:number>/", people.person, name="person"),
    path("preview/<str:token>/", pages.preview, name="preview"),
    # The name and its single argument are Wagtail's: page.url, View live and automatic redirects reverse it.
    re_path(r"^((?:[\w\-]+/)*)$", pages.page, name="wagtail_serve"),
]
