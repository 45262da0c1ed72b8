"""What may be public, and what must never be in the data.

`publish` turns the records into the public ones, by allow-list of fields, small counts protected.
`privacy_problems`, `prose_problems` and `text_problems` refuse personal numbers, private facts and classification
marks; of a photo `published_photos` gives the pixels alone. `held_problems` are of what waits for an approval.
"""

from generator.privacy.approving import Review, Reviewed, held_problems, refused, review
from generator.privacy.photos import photo_problems, published_photos
from generator.privacy.publishing import publish
from generator.privacy.refusing import privacy_problems, problems_in, prose_problems, text_problems

__all__ = [
    "Review",
    "Reviewed",
    "held_problems",
    "photo_problems",
    "privacy_problems",
    "problems_in",
    "prose_problems",
    "publish",
    "published_photos",
    "refused",
    "review",
    "text_problems",
]
