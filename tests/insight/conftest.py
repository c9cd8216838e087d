"""The invented couples stand beside the script that proves the pulse with them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "simulation"))
