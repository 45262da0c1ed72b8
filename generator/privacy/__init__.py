"""What may be public, and what must never be in the data.

`publish` turns the records into the public ones, by allow-list of fields, small counts protected.
`privacy_problems`, `prose_problems`, `text_problems` and `photo_problems` refuse personal numbers, classification
marks and photo metadata.
"""

from generator.privacy.photos import photo_problems
from generator.privacy.publishing import publish
from generator.privacy.refusing import privacy_problems, problems_in, prose_problems, text_problems

__all__ = [
    "photo_problems",
    "privacy_problems",
    "problems_in",
    "prose_problems",
    "publish",
    "text_problems",
]
