"""What somebody sits at, told from what their browser says of itself: enough to recognise one's own telephone."""

from dataclasses import dataclass

# In this order, because most browsers claim to be others too.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "FxiOS": "Firefox",
    "Firefox": "Firefox",
    "CriOS": "Chrome",
    "Chromium": "Chromium",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class Device:
    """A browser and the system it runs on; either is "" where it is not known."""

    browser: str
    system: str


def device_of(user_agent: str) -> Device:
    """The device that a User-Agent header tells of."""
    return Device(browser=_first(BROWSERS, user_agent), system=_first(SYSTEMS, user_agent))


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((name for sign, name in names.items() if sign in user_agent), "")
