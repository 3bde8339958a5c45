"""Names of files and folders that every disk takes."""

import re

# What Windows refuses, what ends a path, and what no one can see (BagIt leaves such names to who reads the bag).
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*%]+')
LONGEST = 120


def path_safe(name: str) -> str:
    """One part of a path for a name: never empty, hidden or too long, its ending kept."""
    safe = UNSAFE.sub("_", name).strip(" .") or "_"
    if len(safe.encode()) <= LONGEST:
        return safe
    stem, dot, ending = safe.rpartition(".")
    ending = f"{dot}{ending}" if stem and len(ending.encode()) <= 10 else ""
    kept = (stem if ending else safe).encode()[: LONGEST - len(ending.encode())]
    return kept.decode(errors="ignore").strip(" .") + ending
