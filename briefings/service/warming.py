"""What a process that goes on serving does before somebody asks, so that the first answer is as quick as the next."""

from __future__ import annotations

import gc
from contextlib import suppress
from datetime import date

from briefings.errors import StorageError
from briefings.render.charts import Chart, draw_timeline
from briefings.service.index import name_index
from briefings.service.services import Services

_ANY = Chart(" ", ((date(2020, 1, 1), "CONSULT"),), " ")


def warm(services: Services) -> None:
    """Make the index of names and draw a first picture; what is loaded by then is never looked through for garbage.

    The first picture loads a library, a second and more; a look through everything that is loaded takes as long as a
    brief, and now and then a question would wait for it. It takes a second or two, in any thread.
    """
    with suppress(StorageError):  # who asks is told
        name_index(services)
    draw_timeline(_ANY)
    gc.collect()
    gc.freeze()
