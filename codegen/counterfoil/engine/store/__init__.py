"""What was made once is kept under a key of everything that decides it: here, and shared if so set.

An entry is bytes that its reader understands as data; nothing in it is ever executed by the store, and
none that was damaged, cut off or swapped is handed out. Whether the ones who may write are to be trusted
is for the one to settle who sets the address.
"""

from counterfoil.engine.store.frames import key_of
from counterfoil.engine.store.store import ADDRESS, NOWHERE, OFF, Store, is_off, open_store

__all__ = ["ADDRESS", "NOWHERE", "OFF", "Store", "is_off", "key_of", "open_store"]
