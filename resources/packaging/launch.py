"""What the packaged program starts with."""

import sys

from srviewer.__main__ import main

sys.exit(main())
