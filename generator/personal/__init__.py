"""Personal numbers and classification marks in a text, and the text without them.

Below everything else: privacy refuses them wherever they stand, and what a problem says passes none of them on.
"""

from generator.personal.glance import is_suspicious
from generator.personal.numbers import PersonalFinding, findings, without_numbers
from generator.personal.reading import BREAK

__all__ = ["BREAK", "PersonalFinding", "findings", "is_suspicious", "without_numbers"]
