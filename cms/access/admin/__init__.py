"""How Wagtail's admin is closed. Editing rights stay Wagtail's; what a reader's locks do not open is subtracted from
them, by four parts together:

- `policies`: what lists, choosers, reports and searches ask;
- `tester`: what each single page asks, because Wagtail's tester asks no policy about the page itself;
- `named` and the middleware: what an address, query or form names by its id, whatever view it is for;
- `panels`, `reports`, `api`, `bulk`: where Wagtail shows titles or counts without asking anybody.

Administrators pass all of it.
"""
