"""Run as ``python -m uncramp``: the command line."""

import sys

from uncramp.cli.main import main

sys.exit(main())
