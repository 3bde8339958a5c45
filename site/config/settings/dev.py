"""A developer's machine and the demo: nothing to set up, mail on the console, the GraphQL explorer open."""

from config.settings.base import *
from config.settings.base import env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-development-and-never-anywhere-else")
GRAPHQL_INTROSPECTION = True
GRAPHQL_EXPLORER = True
GRAPHQL_AUTOMATIC_DOCUMENTS = True
# because SQLite makes its file, but not the folder
VAR.mkdir(exist_ok=True)
