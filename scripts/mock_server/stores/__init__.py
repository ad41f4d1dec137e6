"""Where worlds are kept: in memory, in a file, or in a database for several mocks."""

from .interface import Job, Later, Seeding, Store, StoreFailed
from .opening import open_store

__all__ = ["Job", "Later", "Seeding", "Store", "StoreFailed", "open_store"]
