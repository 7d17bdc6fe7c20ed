"""A file that arrives in pieces and survives a kill between any two instructions.

What is safe of it is remembered elsewhere (a database row that is committed after the
piece lies on the disk); whatever the file holds beyond that is a torn piece, and is cut
off before the next one is written.
"""

import hashlib
import os
import shutil
from pathlib import Path

#: Only the server's own account reads what people have said.
MODE = 0o600


class GrowingFile:
    """One such file.

    :param path: where it is; its folder is made with the first piece
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def size(self) -> int:
        """Bytes of the file, torn ones included; 0 if there is none."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, safe: int, data: bytes) -> int:
        """Write a piece, and return the new size once the disk has it.

        :param safe: bytes known to be whole; the piece comes right after them
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._part_from_the_file_store()
        is_new = not self.path.exists()
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, MODE)
        with os.fdopen(descriptor, "r+b") as file:
            file.truncate(safe)
            file.seek(safe)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            sync_folder(self.path.parent)
        return safe + len(data)

    def sha256(self) -> str:
        """Return the checksum of the whole file, in hexadecimal."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)

    def _part_from_the_file_store(self) -> None:
        # A file handed over in a transaction that was undone is still linked into the
        # file store under the name of its checksum, where other records may rely on
        # it: it must not be written to.
        if self.path.exists() and self.path.stat().st_nlink > 1:
            copy = self.path.with_suffix(".copy")
            shutil.copyfile(self.path, copy)
            copy.chmod(MODE)
            copy.replace(self.path)


def sync_folder(folder: Path) -> None:
    """Have the disk know the names in a folder, so that no power cut undoes them."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
