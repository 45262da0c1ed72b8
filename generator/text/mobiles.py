"""Mobile numbers written openly: eleven digits, 1 and then 3 to 9. personal/ finds the disguised ones as well."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOBILE: Final = "1[3-9][0-9]{9}"
# The same, with a space or a hyphen between any two digits.
SPACED_MOBILE: Final = "1[3-9](?:[ -]?[0-9]){9}"
_WHOLE: Final = re.compile(f"(?:86)?{MOBILE}")


def is_mobile(text: str) -> bool:
    """Is the whole text a mobile number? It may have +86 in front, full-width digits and separators."""
    return _WHOLE.fullmatch(re.sub(r"[\s\-+()]", "", unicodedata.normalize("NFKC", text))) is not None
