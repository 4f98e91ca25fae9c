"""mounts: the name of this start of the system and this mounting of a file system."""

import ctypes
import os
import struct
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_AT_FDCWD = -100
_UNIQUE = 0x4000  # STATX_MNT_ID_UNIQUE, since Linux 6.8; the older STATX_MNT_ID is given to another mount later
_SIZE, _MASK_AT, _MOUNT_AT = 256, 0, 0x90  # of struct statx
_libc = ctypes.CDLL(None, use_errno=True)


def mounting(path: Path) -> str:
    """Return a name that no other start of the system and no other mount of the file system of ``path`` ever has.

    What was synced before and looks the same is still there while the name stays. "" where the system cannot tell.
    """
    call = getattr(_libc, "statx", None)
    found = ctypes.create_string_buffer(_SIZE)
    if call is None or call(_AT_FDCWD, os.fsencode(path), 0, ctypes.c_uint(_UNIQUE), found) != 0:
        return ""
    (mask,) = struct.unpack_from("I", found, _MASK_AT)
    (mount,) = struct.unpack_from("Q", found, _MOUNT_AT)
    try:
        boot = _BOOT.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return f"{boot} {mount}" if mask & _UNIQUE and boot else ""
