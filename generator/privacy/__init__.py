"""What may be public, and what must never be in the data.

`publish` makes records public, by allow-list of fields, small counts protected; `published_photos` gives pixels alone.
`privacy_problems`, `prose_problems` and `text_problems` refuse personal numbers, private facts and classification
marks. `held_problems` are of what waits for an approval, `purged_problems` of names that were to be gone.
"""

from generator.privacy.approving import Review, Reviewed, held_problems, refused, review
from generator.privacy.photos import photo_problems, published_photos
from generator.privacy.publishing import publish
from generator.privacy.purged import purged_officers, purged_problems
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
    "purged_officers",
    "purged_problems",
    "refused",
    "review",
    "text_problems",
]
