#!/usr/bin/env python
"""For developers: Django's own commands. People use `eenheidsbeeld`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eenheidsbeeld.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
