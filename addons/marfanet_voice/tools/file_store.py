"""Files under the name of their checksum, as Odoo's file store keeps them.

Killed at any moment, a name stands for the whole file or does not exist: a file gets
its name only when all of it lies on the disk.

A torn file from elsewhere (Odoo's own code writes to the final name, piece by piece) is
told by its checksum, which is not its name, and replaced.
"""

import filecmp
import hashlib
import os
import shutil
import uuid
from contextlib import suppress
from pathlib import Path

from .growing_file import MODE, sync_folder

#: What is on its way into the file store, in its file system. A daily job clears it of
#: what a kill has left there.
FOLDER = "marfanet_voice_uploads"


class Collision(Exception):
    """Another file of the same checksum is there: SHA-1 has been broken on purpose."""


def sha1(path: Path) -> str:
    """Return the name that the file store gives a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha1").hexdigest()


def is_torn(path: Path) -> bool:
    """Tell whether a file of the store is not what its name says."""
    return sha1(path) != path.name


def place(source: Path, target: Path, folder: Path) -> None:
    """Give a file its name in the store. Its old name stays, and is the caller's.

    :param source: the file, which nobody writes to any longer
    :param target: its name in the store
    :param folder: where a copy may be made, in the store's file system
    :raise Collision: another file has that name by right
    """
    _sync(source)
    _make_folder(target.parent)
    if not target.exists():
        try:
            # A second name costs nothing, and the first one still leads to the file
            # when the transaction that wants the second is undone.
            with suppress(FileExistsError):
                os.link(source, target)
        except OSError:
            # Another file system, or one that knows no second names.
            _copy(source, target, folder)
    if not filecmp.cmp(source, target, shallow=False):
        if not is_torn(target):
            raise Collision
        _copy(source, target, folder)
    sync_folder(target.parent)


def write(content: bytes, target: Path, folder: Path) -> None:
    """Put content under its name in the store, in place of a torn file if need be.

    :param folder: where it is written first, in the store's file system
    """
    _make_folder(target.parent)
    with _Temporary(folder) as path:
        path.write_bytes(content)
        _sync(path)
        path.replace(target)
    sync_folder(target.parent)


def _copy(source: Path, target: Path, folder: Path) -> None:
    with _Temporary(folder) as path:
        shutil.copyfile(source, path)
        path.chmod(MODE)
        _sync(path)
        path.replace(target)


class _Temporary:
    """The name of a file to come, which is gone afterwards."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = folder / f"{uuid.uuid4()}.part"

    def __enter__(self) -> Path:
        return self._path

    def __exit__(self, *_exception: object) -> None:
        self._path.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
