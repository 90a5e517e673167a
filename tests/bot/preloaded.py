"""What the server of children imports before it forks: each child has it at once and need not look through it again."""
# ruff: noqa: F401

import gc

import matplotlib.backends.backend_agg
import matplotlib.lines
import matplotlib.patches

import bot.__main__
import bot.live
import tests.bot.mortal

gc.freeze()
