"""The addresses of the screens. Included with a language prefix; the catch-all for pages comes last of all."""

from django.urls import path, re_path

from web.views import news, pages, people, search

urlpatterns = [
    path("zoeken/", search.search, name="search"),
    path("zoeken/suggesties/", search.suggestions, name="suggestions"),
    path("nieuws/", news.news, name="news"),
    path("mensen/<int:number>/", people.person, name="person"),
    path("preview/<str:token>/", pages.preview, name="preview"),
    # The name and its single argument are Wagtail's: page.url, View live and automatic redirects reverse it.
    re_path(r"^((?:[\w\-]+/)*)$", pages.page, name="wagtail_serve"),
]
