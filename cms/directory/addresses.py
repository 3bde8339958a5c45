"""Where people and groups live on the site."""


def address_of_person(profile_id: int) -> str:
    """The address of a person, the same in every language, because a person is not translated."""
    return f"/mensen/{profile_id}/"


def address_of_group(slug: str) -> str:
    """The address of a work group, the same in every language."""
    return f"/groepen/{slug}/"
