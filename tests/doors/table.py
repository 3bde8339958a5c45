"""One row a door: how it is asked, or why it needs no rights. A door that is not here fails the build."""

from tests.doors.admin_table import ADMIN
from tests.doors.verdicts import NeedsNoRights, Reads, Verdict

SIGNING_IN = NeedsNoRights("signing in and out, one's own password: django-allauth's, about nobody but the person")
OWN = NeedsNoRights("one's own account, in a session: about nobody but the person")

READING: dict[str, Verdict] = {
    "graphql()": Reads("the schema's own doors are in tests/doors/graphql_table.py"),
    "graphql_schema()": NeedsNoRights("the schema's text, in development alone"),
    "media(path)": Reads("a rendition to who may see the image's collection"),
    "wagtaildocs_serve(document_id, document_filename)": Reads("a file to who may see the document's collection"),
    "wagtaildocs_serve(…, …)": Reads("Wagtail's older name of the same"),
    "wagtaildocs_authenticate_with_password(restriction_id)": NeedsNoRights("nothing has a password: see the ADR"),
    "event_calendar(number)": Reads("an event as a file for calendars, to who may see its page"),
    "event_feed(token, language)": Reads("the events of a language, to who made the token"),
    "theme_event_feed(token, theme)": Reads("the events of a theme, to who made the token"),
    "news_feed(token, language)": Reads("the news of a language, to who made the token"),
    "theme_news_feed(token, theme)": Reads("the news of a theme, to who made the token"),
    "wagtail_serve(…)": Reads("a page by its address"),
    "search()": Reads("what the search finds and counts"),
    "suggestions()": Reads("what the search suggests"),
    "news()": Reads("the newest pages"),
    "events()": Reads("the events of a month"),
    "documents()": Reads("the library"),
    "people()": Reads("the people of the directory and their units"),
    "feeds()": NeedsNoRights("one's own feed token, about nobody but the person, after signing in"),
    "end_feeds()": NeedsNoRights("one's own feed token, about nobody but the person, after signing in"),
    "person(number)": Reads("a person of the directory"),
    "form(number)": Reads("a form, shown again with what is wrong in it"),
    "form_sent(number)": Reads("what a form says after sending"),
    "site_style()": NeedsNoRights("the colours of the site, the same for everybody"),
    "preview(token)": Reads("an unsaved draft, to who made the preview"),
    "healthz()": NeedsNoRights("whether the process lives, and nothing else"),
    "readyz()": NeedsNoRights("a word on the deployment; what each part says to who has PROBE_TOKEN"),
    "account_change_password()": SIGNING_IN,
    "account()": OWN,
    "end_session()": OWN,
    "end_other_sessions()": OWN,
    "revoke_token()": OWN,
    "choose_language()": OWN,
    "favourite()": Reads("marks a page as a favourite, which must be there for who marks it"),
    "account_inactive()": SIGNING_IN,
    "account_login()": SIGNING_IN,
    "account_logout()": SIGNING_IN,
    "account_reauthenticate()": SIGNING_IN,
    "account_reset_password()": SIGNING_IN,
    "account_reset_password_done()": SIGNING_IN,
    "account_reset_password_from_key(uidb36, key)": SIGNING_IN,
    "account_reset_password_from_key_done()": SIGNING_IN,
    "account_set_password()": SIGNING_IN,
    "account_signup()": SIGNING_IN,
}

DOORS: dict[str, Verdict] = {**READING, **ADMIN}
