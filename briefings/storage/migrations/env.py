"""Run by Alembic for each upgrade, inside the transaction of the connection that `schema.py` hands over.

A change of the schema is a new file in `versions/`, with the next number and `down_revision` the last one, and the same
change in `tables.py` or `chat_tables.py`; `schema.NEWEST` names it. Released files are never edited.
"""

from alembic import context

from briefings.storage import chat_tables, tables

metadata, *others = {id(module.metadata): module.metadata for module in (tables, chat_tables)}.values()
if others:
    raise RuntimeError("tables.py and chat_tables.py have to share one metadata")
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
