"""The addresses of the screens. Included with a language prefix; the catch-all for pages comes last of all."""

from django.urls import path, re_path

from web.views import account, documents, events, favourites, feeds, forms, news, pages, people, search, site

urlpatterns = [
    path("zoeken/", search.search, name="search"),
    path("zoeken/suggesties/", search.suggestions, name="suggestions"),
    path("nieuws/", news.news, name="news"),
    path("agenda/", events.events, name="events"),
    path("documenten/", documents.documents, name="documents"),
    path("account/feeds/", feeds.feeds, name="feeds"),
    path("account/feeds/end/", feeds.end_feeds, name="end_feeds"),
    path("account/", account.account, name="account"),
    path("account/session/end/", account.end_session, name="end_session"),
    path("account/sessions/end/", account.end_other_sessions, name="end_other_sessions"),
    path("account/token/revoke/", account.revoke_token, name="revoke_token"),
    path("account/language/", account.choose_language, name="choose_language"),
    path("favorieten/", favourites.favourite, name="favourite"),
    path("mensen/", people.people, name="people"),
    path("mensen/<int:number>/", people.person, name="person"),
    path("formulieren/<int:number>/", forms.send, name="form"),
    path("formulieren/<int:number>/verzonden/", forms.sent, name="form_sent"),
    path("site.css", site.style, name="site_style"),
    path("preview/<str:token>/", pages.preview, name="preview"),
    # The name and its single argument are Wagtail's: page.url, View live and automatic redirects reverse it.
    re_path(r"^((?:[\w\-]+/)*)$", pages.page, name="wagtail_serve"),
]
