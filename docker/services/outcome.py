"""How the start of a service ends when it cannot be had."""


class UnavailableError(Exception):
    """A service that can be had in no way here. The message says which, and what a person can do."""
