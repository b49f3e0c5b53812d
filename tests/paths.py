"""Where things lie in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARTWORK = ROOT / "artwork"
FONTS = ROOT / "fonts"
TEXTURES = ARTWORK / "textures"
