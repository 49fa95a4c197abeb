"""`python -m tinymlaas_tf`."""

import sys

from .cli import main

sys.exit(main())
