"""A door that nobody said anything about fails the build, and so does a row about a door that is gone."""

from tests.doors.enumeration import doors
from tests.doors.table import DOORS


def test_every_address_is_in_the_table():
    unlisted = sorted(set(doors()) - DOORS.keys())
    assert not unlisted, f"Say in tests/doors how these are asked, or why they need no rights: {unlisted}"


def test_every_row_is_about_an_address():
    gone = sorted(DOORS.keys() - set(doors()))
    assert not gone, f"These doors are gone: {gone}"
