"""What tests of the store share: a disk that is soon full."""

import ctypes
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ritualtui.places import Places


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Places]:
    """A home on a file system of 300 kB of its own."""
    folder = tmp_path / "small"
    folder.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"none", str(folder).encode(), b"tmpfs", 0, b"size=300k,mode=700") != 0:
        pytest.skip(f"no file system can be mounted here: {os.strerror(ctypes.get_errno())}")
    try:
        yield Places(str(folder), str(folder))
    finally:
        libc.umount2(str(folder).encode(), 2)
