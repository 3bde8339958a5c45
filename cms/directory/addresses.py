"""Where a person lives on the site."""


def address_of_person(profile_id: int) -> str:
    """The address of a person, the same in every language, because a person is not translated."""
    return f"/mensen/{profile_id}/"
