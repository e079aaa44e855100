"""The modern side in Python: JSON and NPZ files, as RepTate's ``SafeSerializer`` writes and reads them.

Written from how that behaves, what it does badly included: it writes the JSON and then the NPZ straight over what was
there, lets keys collide, takes a dict like a reference for one, and leaves an old NPZ behind.

``python modern.py serve`` reads pairs of file names, one as JSON on each line, and saves what it loads from the first as
the second: so the other language has a partner to exchange files with.
"""

import errno
import io
import json
import os
import pickle
import subprocess
import sys
import tempfile

import numpy

VERSION = 1
ARRAY = "__array_ref__"


# ---------------------------------------------------------------------------------------------------------------------
# The serializer


class Disk:
    """Takes so many bytes and no more; without a number, all."""

    def __init__(self, left=None):
        self.left = left

    def write(self, path, data):
        fits = len(data) if self.left is None else min(len(data), self.left)
        with open(path, "wb") as file:
            file.write(data[:fits])
        if fits < len(data):
            raise OSError(errno.ENOSPC, "the disk is full")
        if self.left is not None:
            self.left -= fits


def plain(value, path, arrays):
    """The value as JSON has it; its arrays go into ``arrays``."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, numpy.integer):
        return int(value)
    if isinstance(value, numpy.floating):
        return float(value)
    if isinstance(value, numpy.ndarray):
        key = ("_%s_array_%d" % (path, len(arrays))).replace(".", "_").replace("__", "_")
        key = "_" + key.lstrip("_")
        arrays[key] = value
        return {ARRAY: key}
    if isinstance(value, list):
        return [plain(item, "%s_%d" % (path, i) if path else str(i), arrays) for i, item in enumerate(value)]
    if isinstance(value, dict):
        return {str(key): plain(item, "%s_%s" % (path, key) if path else str(key), arrays) for key, item in value.items()}
    if callable(value):
        raise TypeError("Cannot serialize callable: %s" % type(value))
    if hasattr(value, "__dict__") and not hasattr(type(value), "__slots__"):
        return plain(dict(vars(value)), path, arrays)
    raise TypeError("Cannot serialize type: %s" % type(value))


def files_of(value):
    """The bytes of both files; those of the NPZ are None where there are no arrays."""
    arrays = {}
    data = plain(value, "", arrays)
    data.pop("__version__", None)
    data["__version__"] = VERSION
    text = json.dumps(data, indent=2, ensure_ascii=False).encode()
    if not arrays:
        return text, None
    npz = io.BytesIO()
    numpy.savez_compressed(npz, **arrays)
    return text, npz.getvalue()


def save(base, value, room=None):
    text, npz = files_of(value)
    size = len(text) + len(npz or b"")
    disk = Disk(None if room is None else int(size * room))
    disk.write(base + ".json", text)
    if npz is not None:
        disk.write(base + ".npz", npz)


def holds_reference(data):
    if isinstance(data, dict):
        return ARRAY in data or any(map(holds_reference, data.values()))
    return isinstance(data, list) and any(map(holds_reference, data))


def restored(data, arrays):
    if isinstance(data, list):
        return [restored(item, arrays) for item in data]
    if not isinstance(data, dict):
        return data
    if len(data) == 1 and ARRAY in data:
        if data[ARRAY] not in arrays:
            raise ValueError("Array reference not found: %r" % data[ARRAY])
        return arrays[data[ARRAY]]
    return {key: restored(item, arrays) for key, item in data.items()}


def load(base):
    with open(base + ".json", encoding="utf-8") as file:
        data = json.load(file)
    version = data.pop("__version__", None)
    if version is None:
        raise ValueError("Missing version")
    if version > VERSION:
        raise ValueError("Unsupported file version: %s" % version)
    arrays = {}
    if holds_reference(data):
        if not os.path.exists(base + ".npz"):
            raise ValueError("Referenced NPZ file not found: %s.npz" % base)
        with numpy.load(base + ".npz", allow_pickle=False) as npz:
            arrays = {key: npz[key] for key in npz.files}
    return restored(data, arrays)


# ---------------------------------------------------------------------------------------------------------------------
# Subjects


def roundtrip(value, protocol):
    with tempfile.TemporaryDirectory() as folder:
        base = os.path.join(folder, "value")
        save(base, value)
        return load(base)


def cross(value):
    """Python writes, TypeScript reads and writes, Python reads."""
    with tempfile.TemporaryDirectory() as folder:
        here, there = os.path.join(folder, "here"), os.path.join(folder, "there")
        save(here, value)
        exchange(here, there)
        return load(there)


class Careful(pickle._Unpickler):
    """Python's own reader in Python, with a list of what it may import."""

    ALLOWED = {
        "builtins": "complex set frozenset bytearray range slice list dict int float str bool tuple bytes".split(),
        "_codecs": ["encode"],
        "collections": "OrderedDict Counter defaultdict deque".split(),
        "datetime": "datetime date time timedelta timezone".split(),
        "decimal": ["Decimal"],
        "fractions": ["Fraction"],
        "uuid": ["UUID"],
        "numpy": "ndarray dtype".split(),
        "numpy._core.multiarray": "_reconstruct scalar".split(),
    }

    def find_class(self, module, name):
        if name not in self.ALLOWED.get(module, ()):
            raise pickle.UnpicklingError("%s.%s is not allowed" % (module, name))
        return super().find_class(module, name)


def unpickle(data):
    return Careful(io.BytesIO(data)).load()


def failure(before, after, room):
    with tempfile.TemporaryDirectory() as folder:
        base = os.path.join(folder, "value")
        save(base, before)
        try:
            save(base, after, room)
            saved = True
        except OSError:
            saved = False
        loaded = load(base)
        with open(base + ".json", encoding="utf-8") as file:
            needed = {"value.json", "value.npz"} if holds_reference(json.load(file)) else {"value.json"}
        return {"saved": saved, "loaded": loaded, "left": sorted(set(os.listdir(folder)) - needed)}


# ---------------------------------------------------------------------------------------------------------------------
# The other language

_partner = None


def exchange(here, there):
    """Lets the other language load ``here`` and save ``there``."""
    global _partner
    if _partner is None:
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "modern", "serve.ts")
        command = [os.environ["VERNIER_NODE"], "--disable-warning=ExperimentalWarning", program]
        _partner = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    _partner.stdin.write(json.dumps([here, there]).encode() + b"\n")
    _partner.stdin.flush()
    answer = json.loads(_partner.stdout.readline())
    if answer is not None:
        raise RuntimeError("TypeScript could not: %s" % answer)


def serve():
    for line in sys.stdin.buffer:
        here, there = json.loads(line)
        try:
            save(there, load(here))
            answer = None
        except Exception as error:
            answer = "%s: %s" % (type(error).__name__, error)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__" and sys.argv[1:] == ["serve"]:
    serve()
