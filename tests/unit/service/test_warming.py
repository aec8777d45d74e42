"""What is done before somebody asks."""

from __future__ import annotations

import gc
import sys

from briefings.service import Services, answering
from briefings.service.warming import warm


def test_what_the_first_picture_needs_is_loaded_and_left_alone(services: Services) -> None:
    try:
        warm(services)

        assert "matplotlib.figure" in sys.modules
        assert gc.get_freeze_count() > 0
        assert answering.search_answer(services, "talks").html
    finally:
        gc.unfreeze()


def test_a_database_that_refuses_stops_nothing(services: Services) -> None:
    with services.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE aliases RENAME TO elsewhere")
    try:
        warm(services)
    finally:
        gc.unfreeze()
