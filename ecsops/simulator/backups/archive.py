"""An account as one file: a tar archive of a description, the state file and the instances' files.

ecsops.json     the format of the archive and of the state, and the account's time
simulator.db    the state file
instances/…     the files of each instance, with the ids of its users
"""

import json
import os
import tarfile
from contextlib import closing, suppress
from gettext import gettext as _
from io import BytesIO
from tempfile import TemporaryDirectory, mkstemp
from typing import IO, Any, NamedTuple

from ecsops.errors import StateError
from ecsops.simulator.assumptions import SAVED_STATE_BYTES
from ecsops.simulator.backups.inside import run_inside
from ecsops.simulator.backups.instance_archive import PIECE_BYTES, Reader, Writer
from ecsops.simulator.engine.file_format import FORMAT
from ecsops.simulator.engine.state_file import check_format, connect
from ecsops.simulator.engine.store import Store

ARCHIVE_FORMAT = 1
"""The format of the archive, raised with each change that an earlier edition cannot read."""

DESCRIPTION = "ecsops.json"

STATE = "simulator.db"

HEADER_BYTES = 1 << 20
"""How long one read of an archive may be: what a header says of its own length is not trusted."""


class Limited:
    """A file for tarfile that refuses to read much at once."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.tell, self.seek = file.tell, file.seek

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes. Raises tarfile.ReadError for more than HEADER_BYTES."""
        if not 0 <= size <= HEADER_BYTES:
            raise tarfile.ReadError("a header that is too long")
        return self._file.read(size)


class Saved(NamedTuple):
    """What was saved: the size of the archive, and the files that were left out, with reasons."""

    size: int
    omitted: list[str]


def save(store: Store, now: str, instances: str, target: str) -> Saved:
    """Save the account into a file that appears whole, for its owner alone.

    Others may use the account meanwhile. Raises sqlite3 errors, OSError.
    """
    directory = os.path.dirname(os.path.abspath(target))
    handle, draft = mkstemp(".new", f".{os.path.basename(target)}.", directory)
    try:
        with open(handle, "wb") as file:
            omitted = _write(store, now, instances, directory, file)
            os.fsync(file.fileno())
        size = os.path.getsize(draft)
        os.replace(draft, target)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(draft)
    return Saved(size, omitted)


def _write(store: Store, now: str, instances: str, near: str, file: IO[bytes]) -> list[str]:
    archive = tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115
    description = {"Format": ARCHIVE_FORMAT, "StateFormat": FORMAT, "Time": now}
    _add(archive, DESCRIPTION, BytesIO(json.dumps(description).encode()))
    with TemporaryDirectory(prefix=".ecsops-", dir=near) as place:
        with closing(connect(f"{place}/{STATE}")) as copy:
            store.copy_to(copy)
            copy.become_plain()
        with open(f"{place}/{STATE}", "rb") as content:
            _add(archive, STATE, content)
    if not os.path.isdir(instances):
        archive.close()
        return []
    file.flush()
    reader = Reader(archive)

    def add(fd: int) -> list[str]:
        notes = reader.add_all(fd)
        file.flush()
        return notes

    return run_inside(instances, add)


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes]) -> None:
    member = tarfile.TarInfo(name)
    member.mode = 0o600
    member.size = content.seek(0, os.SEEK_END)
    content.seek(0)
    archive.addfile(member, content)


class Restored(NamedTuple):
    """An archive that was read and checked: a state file, and a directory of instances' files."""

    state: str
    instances: str


def read(source: str, place: str) -> Restored:
    """Unpack an archive below `place`, an empty directory, and check all of it.

    Raises StateError for what `save` did not make, and for a format that is not known.
    """
    restored = Restored(f"{place}/{STATE}", f"{place}/instances")
    os.mkdir(restored.instances, 0o777)
    os.chmod(restored.instances, 0o777)  # the owner of the files writes here, below a closed place
    with _reported(source), open(source, "rb") as file:
        archive = tarfile.open(fileobj=Limited(file), mode="r:")  # type: ignore[call-overload]  # noqa: SIM115
        members = iter(archive)
        _check_description(source, archive, next(members, None))
        _unpack_state(archive, next(members, None), restored.state)
        run_inside(restored.instances, Writer(members, archive).write_all)
    os.chmod(restored.instances, 0o711 if os.geteuid() == 0 else 0o700)
    _check_state(source, restored.state)
    return restored


def _check_description(
    source: str, archive: tarfile.TarFile, member: tarfile.TarInfo | None
) -> None:
    if member is None or member.name != DESCRIPTION or not 0 < member.size < PIECE_BYTES:
        raise ValueError("no description")
    content = archive.extractfile(member)
    found: Any = json.loads(content.read() if content else b"")
    formats = [found["Format"], found["StateFormat"]]
    if not all(isinstance(each, int) for each in formats):
        raise ValueError("no formats")
    if formats[0] > ARCHIVE_FORMAT or formats[1] > FORMAT:
        raise StateError(
            _("{path} was saved by a newer ecsops.").format(path=source), _("Upgrade ecsops.")
        )


def _unpack_state(archive: tarfile.TarFile, member: tarfile.TarInfo | None, state: str) -> None:
    if member is None or member.name != STATE or member.type != tarfile.REGTYPE:
        raise ValueError("no state file")
    if member.size > SAVED_STATE_BYTES:
        raise ValueError("the state file is too large")
    content = archive.extractfile(member)
    assert content is not None
    with open(os.open(state, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while piece := content.read(PIECE_BYTES):
            file.write(piece)


def _check_state(source: str, state: str) -> None:
    """Migrate the unpacked state file, unless it is foreign or damaged."""
    with _reported(source), closing(connect(state)) as store:
        check_format(state, store)
        store.check_content()
        store.become_plain()


class _reported:
    """Reports what is wrong with an archive as a StateError."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        from sqlite3 import DatabaseError

        foreign = (ValueError, KeyError, TypeError, RecursionError, tarfile.TarError, DatabaseError)
        if isinstance(error, StateError) and "newer" in str(error):
            return
        if isinstance(error, OSError):
            text = _("{path} cannot be restored: {reason}.")
            raise StateError(
                text.format(path=self._source, reason=error.strerror or error)
            ) from error
        if isinstance(error, (*foreign, StateError)):
            raise StateError(
                _("{path} is not a file that `ecsops sim save` made, or it is damaged.").format(
                    path=self._source
                )
            ) from error
