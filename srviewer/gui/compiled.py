"""The compiled modules that the rest of the window needs, beside those that `program` imports.

To be imported before torch's libraries are opened in another thread: the system opens one library at a time, and the
import of a compiled module would wait until all of torch is open (0.2 s).
"""

from __future__ import annotations

import csv
import unicodedata

from PIL import ImageCms, ImageFont
from PySide6 import QtSvg

__all__ = ["ImageCms", "ImageFont", "QtSvg", "csv", "unicodedata"]
