"""Sample data from a list of places: python tools/sample_data.py --divisions CSV --out ROOT."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    # Run as a script, only this folder is known; what it uses stands in the checkout.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tools.sample.command import main

    sys.exit(main())
