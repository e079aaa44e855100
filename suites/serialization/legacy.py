"""The legacy side: pickle files, as RepTate kept its data before it was modernized.

Pickle keeps nearly every value with its type and which objects are shared, and loading it runs whatever its writer chose,
which is why it was replaced. The pickles that are loaded here were written a moment before, or by this suite.
"""

import errno
import os
import pickle
import tempfile


def roundtrip(value, protocol):
    """The value after it was saved and loaded."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "value.pkl")
        with open(path, "wb") as file:
            pickle.dump(value, file, protocol)
        with open(path, "rb") as file:
            return pickle.load(file)


def cross(value):
    """What both languages should hold in the end."""
    return roundtrip(value, 4)


def unpickle(data):
    """What a pickle holds."""
    return pickle.loads(data)


def failure(before, after, room):
    """What there is after ``before`` was saved, and ``after`` over it on a disk with room for that share of its bytes
    (``None``: for all of them)."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "value.pkl")
        save_whole(path, pickle.dumps(before, 4), None)
        try:
            save_whole(path, pickle.dumps(after, 4), room)
            saved = True
        except OSError:
            saved = False
        with open(path, "rb") as file:
            loaded = pickle.load(file)
        left = [name for name in os.listdir(folder) if name != "value.pkl"]
        return {"saved": saved, "loaded": loaded, "left": sorted(left)}


def save_whole(path, data, room):
    """All or nothing: what was there stays until the new file is whole."""
    beside = path + ".new"
    fits = len(data) if room is None else int(len(data) * room)
    try:
        with open(beside, "wb") as file:
            file.write(data[:fits])
            if fits < len(data):
                raise OSError(errno.ENOSPC, "the disk is full")
        os.replace(beside, path)
    except OSError:
        os.remove(beside)
        raise
