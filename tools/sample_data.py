"""Sample data from a list of places: python tools/sample_data.py --divisions CSV --out ROOT."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    # A script has only its own folder on the path; its imports need the repository root.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tools.sample.command import main

    sys.exit(main())
