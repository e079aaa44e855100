"""Vernier's driver for Python: calls functions of a module and answers over wire protocol 1.

    python vernier_driver.py --target legacy.py[:function] [--target package.module[:function]] [--path FOLDER]
                             [--seeded auto|always|never] [--fork auto|off]

Standard library only, Python 3.8 or later, this one file. Requests arrive on standard input, answers leave on standard
output; both are moved away before any other code runs, so that `print` and `input` of a subject touch no frame.
A message is one line of JSON and the raw bytes of its attachments. See docs and `implementations/protocol.ts`.

Seeding: Python's `random` and NumPy's global generator are seeded from the call's seed before every call when
`--seeded always`, or when `auto` (the default) and the source of a target, or of a module it imported that is not in the
standard library or site-packages, names `random`. It costs some 10 microseconds a call, so others are spared it.

Forking: with `--fork auto`, and where `fork_hazard` knows nothing against it, the driver declares the capability `fork`.
Told to, it becomes a fork server: it makes no calls any more but copies of itself that do, so that a worker with all its
imports is there in milliseconds. The environment variable VERNIER_FORK=off forbids it.

Tracing: where the environment variable VERNIER_TRACE names a folder, a file in it tells which code the calls ran; see
`Tracer`. It makes calls many times slower, and is for `vernier flags check` alone.
"""
import binascii
import json
import operator
import os
import re
import signal
import struct
import sys
import time
import warnings
from json import encoder as _json_encoder

MAX_REPR = 1000
MAX_MESSAGE = 10000
MAX_WARNINGS = 20
# The reader accepts 1000 levels; the envelope takes some of them.
MAX_DEPTH = 990
# Whatever is computed meanwhile, an answer waits no longer than this before it is sent (when a call has just ended).
FLUSH_NS = 200000
# As it is before a subject can put another in its place.
CLOCK = time.perf_counter_ns
# Attachments up to this size in all are copied and leave together with other answers.
SMALL_ATTACHMENTS = 1 << 16
# A worker that takes the place of another sends so many answers one by one: should it die too, none is lost with it.
EAGER_ANSWERS = 1000


class UnencodableResult(Exception):
    """The subject returned something that has no text form: nested too deeply, changed while it was read, ..."""


class UndecodableArgument(Exception):
    """An argument has no counterpart in Python, such as a set that holds a list."""


class SubjectNotFound(Exception):
    """No target has a function of that name."""


# ---------------------------------------------------------------------------------------------------------------------
# Text form -> Python

class _Later:
    """Stands for a reference to something that is still being built (a cycle through a tuple)."""

    def __init__(self, number):
        self.number = number


class Record:
    """An object of a class that lives elsewhere, known by the class's name. Its fields are its attributes."""

    __slots__ = ("__dict__", "__weakref__", "vernier_type_name")

    def __init__(self, type_name):
        self.vernier_type_name = type_name


class Opaque:
    """A value known only by its type's name and what its writer printed."""

    def __init__(self, type_name, text):
        self.type_name = type_name
        self.text = text

    def __repr__(self):
        return self.text


class _Factory:
    """The default factory of a defaultdict that only its name is known of."""

    def __init__(self, name):
        self.name = name

    def __call__(self):
        raise TypeError("the default factory %r is known by name only" % self.name)


_FACTORIES = {"builtins." + f.__name__: f for f in (list, dict, set, int, float, str, bool, tuple, bytes, complex)}


def _numpy():
    try:
        import numpy
        return numpy
    except ImportError:
        raise ModuleNotFoundError(
            "The call passes an n-d array or a NumPy scalar but NumPy does not import in this environment (%s): "
            "add numpy to the implementation's requirements" % sys.executable, name="numpy") from None


class Reader:
    """Builds Python values from trees of parsed JSON; one reader for each message, since references cross arguments."""

    def __init__(self, attachments):
        self.attachments = attachments
        self.known = {}
        self.fixups = []
        # (array, its pristine bytes): the guard against mutation compares them after the call.
        self.arrays = []

    def arguments(self, message):
        try:
            args = self.item(message["args"])
            kwargs = self.item(message.get("kwargs") or {})
            for container, key, number in self.fixups:
                if number not in self.known:
                    raise UndecodableArgument("The reference %r points nowhere" % number)
                container[key] = self.known[number]
            return args, kwargs
        except (UndecodableArgument, ImportError, MemoryError):
            raise
        except Exception as error:
            # Never to be taken for an error of the subject.
            raise UndecodableArgument("%s: %s" % (_class_name(type(error)), _message(error))) from None

    def item(self, tree):
        value = self.value(tree)
        if type(value) is _Later:
            raise UndecodableArgument("A cycle runs through an immutable value only")
        return value

    def value(self, tree, number=None):
        kind = type(tree)
        if kind is list:
            return self.filled(self.known_as(number, []), tree)
        if kind is not dict:
            return tree
        for tag in tree:
            break
        else:
            tag = ""
        if tag[:1] != "$":
            return self.mapping(self.known_as(number, {}), tree.items())
        if tag == "$ref":
            found = self.known.get(tree[tag])
            return _Later(tree[tag]) if found is None else found
        if tag == "$id":
            value = self.value(tree["v"], tree[tag])
            return self.known_as(tree[tag], value)
        read = _READERS.get(tag)
        if read is None:
            raise UndecodableArgument("Unknown tag %r" % tag)
        return read(self, tree[tag], tree, number)

    def known_as(self, number, value):
        if number is not None:
            self.known[number] = value
        return value

    def filled(self, out, trees):
        for tree in trees:
            value = self.value(tree) if type(tree) in _CONTAINERS else tree
            if type(value) is _Later:
                self.fixups.append((out, len(out), value.number))
            out.append(value)
        return out

    def mapping(self, out, pairs, decode_keys=False):
        count = 0
        for key, tree in pairs:
            if decode_keys:
                key = self.item(key)
            value = self.value(tree)
            if type(value) is _Later:
                self.fixups.append((out, key, value.number))
            try:
                out[key] = value
            except TypeError:
                raise UndecodableArgument("A map has a key that Python cannot hash: %.100r" % (key,)) from None
            count += 1
        if len(out) != count:
            raise UndecodableArgument("A map has two keys that are equal in Python")
        return out

    def items(self, trees):
        return [self.item(tree) for tree in trees]

    def unique(self, make, trees):
        items = self.items(trees)
        try:
            out = make(items)
        except TypeError:
            raise UndecodableArgument("A set has an item that Python cannot hash") from None
        if len(out) != len(items):
            raise UndecodableArgument("A set has two items that are equal in Python")
        return out

    def set_(self, trees, _tree, number):
        out = self.known_as(number, set())
        out.update(self.unique(set, trees))
        return out

    def counter(self, pairs, _tree, number):
        from collections import Counter
        return self.mapping(self.known_as(number, Counter()), pairs, True)

    def default_dict(self, spec, _tree, number):
        from collections import defaultdict
        name = None if spec["factory"] is None else _text(spec["factory"])
        factory = None if name is None else _FACTORIES.get(name) or _Factory(name)
        return self.mapping(self.known_as(number, defaultdict(factory)), spec["items"], True)

    def deque(self, spec, _tree, number):
        from collections import deque
        maxlen = spec.get("maxlen")
        return self.filled(self.known_as(number, deque((), None if maxlen is None else _integer(maxlen))), spec["items"])

    def datetime(self, text, tree, _number):
        import datetime
        value = datetime.datetime.fromisoformat(text).replace(fold=tree.get("fold", 0))
        offset = tree.get("tz_s")
        if offset is None:
            return value
        return value.replace(tzinfo=datetime.timezone(datetime.timedelta(seconds=offset)))

    def record(self, spec, _tree, number):
        out = self.known_as(number, Record(_text(spec["type"])))
        # Not by setattr: a field may have any name.
        self.mapping(out.__dict__, [(_text(name), tree) for name, tree in spec["fields"]])
        return out

    def array(self, spec, _tree, number):
        np = _numpy()
        shape, order = tuple(spec["shape"]), spec.get("order", "C")
        dtype = _dtype(spec["dtype"])
        if dtype.hasobject:
            return self.objects(np, shape, order, spec["data"], number)
        if "att" in spec:
            raw = self.attachments[spec["att"]]
        elif "b64" in spec:
            raw = bytearray(binascii.a2b_base64(spec["b64"]))
        else:
            flat = _zeros(np, (len(spec["data"]),), dtype)
            for index, element in enumerate(spec["data"]):
                _write_element(spec["dtype"], dtype, flat, (index,), element)
            return self.known_as(number, np.array(flat.reshape(shape), order=order))
        out = np.ndarray(shape, dtype, order=order)
        if out.dtype != dtype or out.nbytes != len(raw):
            raise UndecodableArgument("An array of shape %r and type %s cannot be made of %d bytes" % (shape, dtype, len(raw)))
        if out.nbytes:
            _raw_bytes(out)[:] = np.frombuffer(raw, np.uint8)
            self.arrays.append((out, raw))
        return self.known_as(number, out)

    def objects(self, np, shape, order, trees, number):
        """An array of objects. Elements are listed in logical order whatever lies in memory."""
        flat = np.empty(len(trees), object)
        out = self.known_as(number, flat.reshape(shape, order=order))
        places = np.arange(len(trees)).reshape(shape, order=order).ravel()
        for place, tree in zip(places, trees):
            flat[place] = self.item(tree)
        return out


_CONTAINERS = (list, dict)


def _ordered_dict():
    from collections import OrderedDict
    return OrderedDict


def _integer(tree):
    if type(tree) is int:
        return tree
    if type(tree) is dict:
        tree = tree.get("$i", tree.get("$ihex"))
    return int(tree, 16 if "x" in tree[:3] else 10)


def _text(tree):
    """A string that stands where no other value can."""
    return tree if type(tree) is str else binascii.unhexlify(tree["$u16"]).decode("utf-16-be", "surrogatepass")


def _float(text):
    """A float from its text, a bare token or a pattern of 64 bits."""
    if type(text) is dict:
        return _bits(text["$fbits"]) if "$fbits" in text else float(text["$f"])
    return float(text)


def _bits(text):
    return struct.unpack(">d", binascii.unhexlify(text))[0]


def _made(build):
    """A reader of an immutable value from the content of its tag alone."""
    return lambda reader, content, _tree, number: reader.known_as(number, build(reader, content))


def _call(module, name, build):
    """The same for a class of the standard library that is imported when it is needed."""
    def read(reader, content, _tree, number):
        return reader.known_as(number, build(getattr(__import__(module), name), content))
    return read


_SINGLETONS = {"Ellipsis": Ellipsis, "NotImplemented": NotImplemented}

_READERS = {
    "$i": _made(lambda r, c: _integer(c)),
    "$ihex": _made(lambda r, c: int(c, 16)),
    "$f": _made(lambda r, c: float(c)),
    "$fbits": _made(lambda r, c: _bits(c)),
    "$c": _made(lambda r, c: complex(_float(c[0]), _float(c[1]))),
    "$u16": lambda r, c, t, n: _text(t),
    "$b": _made(lambda r, c: binascii.a2b_base64(c)),
    "$ba": _made(lambda r, c: bytearray(binascii.a2b_base64(c))),
    "$t": _made(lambda r, c: tuple(r.items(c))),
    "$set": Reader.set_,
    "$fs": _made(lambda r, c: r.unique(frozenset, c)),
    "$d": lambda r, c, t, n: r.mapping(r.known_as(n, {}), c, True),
    "$od": lambda r, c, t, n: r.mapping(r.known_as(n, _ordered_dict()()), c, True),
    "$counter": Reader.counter,
    "$dd": Reader.default_dict,
    "$deque": Reader.deque,
    "$dt": Reader.datetime,
    "$date": _call("datetime", "date", lambda cls, c: cls.fromisoformat(c)),
    "$time": _call("datetime", "time", lambda cls, c: cls.fromisoformat(c)),
    "$td": _call("datetime", "timedelta", lambda cls, c: cls(*map(_integer, c))),
    "$tz": _call("datetime", "timezone", lambda cls, c: _timezone(c)),
    "$dec": _call("decimal", "Decimal", lambda cls, c: cls(c)),
    "$frac": _call("fractions", "Fraction", lambda cls, c: cls(_integer(c[0]), _integer(c[1]))),
    "$uuid": _call("uuid", "UUID", lambda cls, c: cls(c)),
    "$range": _made(lambda r, c: range(*map(_integer, c))),
    "$slice": _made(lambda r, c: slice(*r.items(c))),
    "$singleton": _made(lambda r, c: _SINGLETONS[c]),
    "$dtype": _made(lambda r, c: _dtype(c)),
    "$np": _made(lambda r, c: _scalar(r, c)),
    "$nd": Reader.array,
    "$rec": Reader.record,
    "$opaque": _made(lambda r, c: Opaque(_text(c["type"]), _text(c["repr"]))),
}


def _timezone(content):
    import datetime
    text = content if type(content) is int else _text(content)
    match = re.match(r"(?:UTC)?([+-])(\d\d):?(\d\d)(?::?(\d\d))?$", str(text))
    if match:
        sign = -1 if match.group(1) == "-" else 1
        seconds = sign * (int(match.group(2)) * 3600 + int(match.group(3)) * 60 + int(match.group(4) or 0))
    elif text in ("UTC", "Z"):
        return datetime.timezone.utc
    elif type(text) is int:
        seconds = text
    else:
        import zoneinfo
        return zoneinfo.ZoneInfo(text)
    return datetime.timezone(datetime.timedelta(seconds=seconds))


def _dtype(spec):
    """An element type; fields without a name are padding, as in NumPy's own `descr`."""
    np = _numpy()
    if type(spec) is str:
        return np.dtype(spec)
    names, formats, offsets, size = [], [], [], 0
    for field in spec:
        inner = _dtype(field[1])
        if len(field) > 2:
            inner = np.dtype((inner, tuple(field[2])))
        if field[0] != "":
            names.append(field[0])
            formats.append(inner)
            offsets.append(size)
        size += inner.itemsize
    return np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": size})


def _scalar(_reader, spec):
    """A NumPy scalar, from its raw bytes or from the text of its element."""
    np = _numpy()
    dtype = _dtype(spec["dtype"])
    if "b64" in spec:
        return np.frombuffer(binascii.a2b_base64(spec["b64"]).ljust(1, b"\0"), dtype, 1)[0] if dtype.itemsize else dtype.type()
    out = _zeros(np, (), dtype)
    _write_element(spec["dtype"], dtype, out, (), spec["v"])
    return out[()]


def _zeros(np, shape, dtype):
    """As np.zeros, which would give ">M8" the byte order of the machine, and "S0" a byte."""
    return np.ndarray(shape, dtype, bytearray(max(1, dtype.itemsize * int(np.prod(shape)))))


def _write_element(spec, dtype, out, index, tree):
    """Writes one element into an array from its text form: see `element-text.ts` of the value room."""
    kind = dtype.kind
    if type(spec) is list:
        for field, part in zip(spec, tree):
            if field[0] != "":
                _write_field(field, dtype.fields[field[0]][0], out[field[0]], index, part)
    elif kind == "f" and dtype.itemsize <= 8:
        out[index] = _float(tree)
    elif kind == "c" and dtype.itemsize <= 16:
        out.real[index], out.imag[index] = _float(tree[0]), _float(tree[1])
    elif kind in "fc":
        out[index] = _numpy().frombuffer(binascii.unhexlify(tree), dtype)[0]
    elif kind in "iu":
        out[index] = _integer(tree)
    elif kind in "Mm":
        out.view(dtype.str[0] + "i8")[index] = -(2 ** 63) if tree == "NaT" else _integer(tree)
    elif kind == "S":
        out[index] = binascii.a2b_base64(tree)
    elif kind == "V":
        out[index] = _numpy().frombuffer(binascii.a2b_base64(tree), dtype)[0]
    elif type(tree) is dict:
        out[index] = binascii.unhexlify(tree["$u16"]).decode("utf-16-be", "surrogatepass")
    else:
        out[index] = tree


def _write_field(field, dtype, out, index, tree):
    if dtype.subdtype is None:
        return _write_element(field[1], dtype, out, index, tree)
    base, shape = dtype.subdtype
    for part, inner in zip(tree, _numpy().ndindex(*shape)):
        _write_element(field[1], base, out, index + inner, part)


def _raw_bytes(array):
    """A flat view of the bytes of a contiguous array, in memory order."""
    np = _numpy()
    if not array.flags.c_contiguous:
        array = array.T
    return np.asarray(array).reshape(-1).view(np.uint8)


# ---------------------------------------------------------------------------------------------------------------------
# Python -> text form

_IMMUTABLE = frozenset((float, int, str, bool, type(None), bytes, complex, range, type(Ellipsis)))
_PLAIN = frozenset((float, int, bool, type(None)))
_PLAIN_OR_TEXT = _PLAIN | {str}
_STRING = frozenset((str,))
_REFUSED = (ValueError, UnicodeEncodeError, RecursionError, OverflowError)


def _make_dumps():
    """Compact strict JSON by the C encoder where there is one (json.dumps would build a new encoder each time)."""
    if _json_encoder.c_make_encoder is None:
        return json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
    encode = _json_encoder.c_make_encoder(
        {}, _not_json, _json_encoder.encode_basestring, None, ":", ",", False, False, False)
    return lambda tree: "".join(encode(tree, 0))


def _not_json(value):
    raise UnencodableResult("Not JSON: %s" % type(value))


_dumps = _make_dumps()
_quoted = _json_encoder.encode_basestring


def _is_plain(value, seen, depth=0):
    """True when the text form of a list or dict is its JSON: exact plain types, no tag, nothing shared."""
    if depth > 40 or id(value) in seen:
        return False
    seen.add(id(value))
    if type(value) is dict:
        if not _STRING.issuperset(map(type, value)) or "$" in "".join(value):
            return False
        value = value.values()
    if _PLAIN_OR_TEXT.issuperset(map(type, value)):
        return True
    for item in value:
        kind = type(item)
        if kind not in _PLAIN_OR_TEXT and not ((kind is list or kind is dict) and _is_plain(item, seen, depth + 1)):
            return False
    return True


def text_of(value, attachments):
    """The text form of a value as bytes; the buffers of its arrays are appended to `attachments`."""
    kind = type(value)
    try:
        if kind is float:
            if value - value == 0.0:
                return float.__repr__(value).encode()
        elif kind is str:
            return _quoted(value).encode()
        elif kind is bool or value is None:
            return b"null" if value is None else b"true" if value else b"false"
        elif kind is int:
            return int.__repr__(value).encode()
        elif (kind is list or kind is dict) and _is_plain(value, set()):
            return _dumps(value).encode()
    except _REFUSED:
        pass
    return _tagged(value, attachments)


def _tagged(value, attachments):
    """The slow way: every kind there is, shared and cyclic objects, any depth the reader takes."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 12000))
    try:
        root = [None]
        Writer(attachments).write(value, root)
        return _dumps(root[0]).encode()
    except UnencodableResult:
        raise
    except Exception as error:
        raise UnencodableResult("%s: %s" % (_class_name(type(error)), _message(error))) from None
    finally:
        sys.setrecursionlimit(limit)


class Writer:
    """Builds a tree of plain JSON. Containers seen twice become {"$id":n,"v":...} and {"$ref":n}, in order of first sight."""

    def __init__(self, attachments):
        self.attachments = attachments
        self.seen = {}
        self.kept = []
        self.deepest = 0

    def write(self, value, root):
        self.put(value, root, 0, 0)
        number = 0
        for parent, key, references in self.seen.values():
            if references:
                parent[key] = {"$id": number, "v": parent[key]}
                for reference in references:
                    reference["$ref"] = number
                number += 1
        if number and self.deepest > MAX_DEPTH // 2:
            raise UnencodableResult("Shared objects are nested deeper than %d levels" % (MAX_DEPTH // 2))

    def put(self, value, parent, key, depth):
        kind = type(value)
        leaf = _LEAVES.get(kind)
        if leaf is None and kind not in _BRANCHES:
            leaf = _learn(value, kind)
        if leaf is not None:
            parent[key] = leaf(value)
            return
        if depth > MAX_DEPTH:
            raise UnencodableResult("The result is nested deeper than %d levels" % MAX_DEPTH)
        self.deepest = max(self.deepest, depth)
        # An empty tuple or frozenset is one object for the whole of Python: no one shared it.
        if kind not in _ONCE_WHEN_EMPTY or len(value) > 0:
            entry = self.seen.get(id(value))
            if entry is not None:
                parent[key] = reference = {"$ref": None}
                entry[2].append(reference)
                return
            self.seen[id(value)] = (parent, key, [])
            self.kept.append(value)
        _BRANCHES[kind](self, value, parent, key, depth)

    def list_(self, value, parent, key, depth):
        parent[key] = self.items(value, depth)

    def items(self, values, depth):
        out = [None] * len(values)
        for index, item in enumerate(values):
            self.put(item, out, index, depth + 1)
        return out

    def dict_(self, value, parent, key, depth):
        if all(type(k) is str and k[:1] != "$" and not _has_surrogate(k) for k in value):
            parent[key] = node = {}
            for name, item in value.items():
                self.put(item, node, name, depth + 1)
            return
        parent[key] = {"$d": self.pairs(value, depth)}

    def pairs(self, value, depth):
        out = []
        for name, item in value.items():
            pair = [None, None]
            out.append(pair)
            self.put(name, pair, 0, depth + 3)
            self.put(item, pair, 1, depth + 3)
        return out

    def ordered(self, value, parent, key, depth):
        parent[key] = {"$od": self.pairs(value, depth)}

    def counter(self, value, parent, key, depth):
        parent[key] = {"$counter": self.pairs(value, depth)}

    def default_dict(self, value, parent, key, depth):
        factory = value.default_factory
        name = factory.name if type(factory) is _Factory else None if factory is None else _dotted(factory)
        parent[key] = {"$dd": {"factory": name and _str_leaf(name), "items": self.pairs(value, depth + 1)}}

    def deque(self, value, parent, key, depth):
        parent[key] = {"$deque": {"maxlen": value.maxlen, "items": self.items(list(value), depth + 2)}}

    def slice_(self, value, parent, key, depth):
        parent[key] = {"$slice": self.items((value.start, value.stop, value.step), depth + 1)}

    def record(self, type_name, fields, parent, key, depth):
        parent[key] = {"$rec": {"type": _str_leaf(type_name), "fields": [self.items(pair, depth + 4) for pair in fields]}}

    def array(self, value, parent, key, depth):
        np = sys.modules["numpy"]
        if type(value) is not np.ndarray:
            if isinstance(value, np.ma.MaskedArray):
                fields = [("data", value.data), ("mask", np.ma.getmaskarray(value)), ("fill_value", value.fill_value)]
                return self.record("numpy.ma.MaskedArray", fields, parent, key, depth)
            value = value.view(np.ndarray)
        spec = _dtype_spec(value.dtype)
        if spec is None:
            parent[key] = _opaque(value)
            return
        order = "F" if value.flags.f_contiguous and not value.flags.c_contiguous else "C"
        parent[key] = {"$nd": {"dtype": spec, "shape": list(value.shape), "order": order}}
        if spec == "|O":
            # Elements are listed in logical order whatever lies in memory.
            parent[key]["$nd"]["data"] = self.items([value[index] for index in np.ndindex(*value.shape)], depth + 3)
            return
        if value.dtype.itemsize == 0 or value.size == 0:
            data = b""
        else:
            # A view where the memory is contiguous, a copy where it is not.
            data = memoryview(_raw_bytes(value if order == "F" else np.ascontiguousarray(value)))
            if value.dtype.kind in "fc" and value.dtype.alignment > 8:
                data = _without_padding(bytearray(data), value.dtype)
        parent[key]["$nd"]["att"] = len(self.attachments)
        self.attachments.append(data)


def _sequence(tag):
    def branch(writer, value, parent, key, depth):
        parent[key] = {tag: writer.items(list(value), depth + 1)}
    return branch


def _has_surrogate(text):
    try:
        text.encode()
        return False
    except UnicodeEncodeError:
        return True


def _float_leaf(value):
    if value - value == 0.0:
        return value
    if value == value:
        return {"$f": "inf" if value > 0 else "-inf"}
    bits = struct.pack(">d", value)
    return {"$f": "nan"} if bits == b"\x7f\xf8\0\0\0\0\0\0" else {"$fbits": bits.hex()}


def _int_leaf(value):
    # Python itself refuses to print more than 4300 digits, and the reader's time grows with their square.
    return value if -(1 << 13000) < value < 1 << 13000 else {"$ihex": hex(value)}


def _str_leaf(value):
    return {"$u16": value.encode("utf-16-be", "surrogatepass").hex()} if _has_surrogate(value) else value


def _base64(tag):
    return lambda value: {tag: binascii.b2a_base64(value, newline=False).decode()}


_LEAVES = {
    float: _float_leaf,
    int: _int_leaf,
    str: _str_leaf,
    bool: lambda value: value,
    type(None): lambda value: value,
    bytes: _base64("$b"),
    complex: lambda value: {"$c": [_float_text(value.real), _float_text(value.imag)]},
    range: lambda value: {"$range": [value.start, value.stop, value.step]},
    type(Ellipsis): lambda value: {"$singleton": "Ellipsis"},
    type(NotImplemented): lambda value: {"$singleton": "NotImplemented"},
}

_ONCE_WHEN_EMPTY = frozenset((tuple, frozenset))


def _put_leaf(leaf):
    """The branch of a kind that holds nothing but can be shared."""
    return lambda _writer, value, parent, key, _depth: operator.setitem(parent, key, leaf(value))


def _put_record(type_of, fields_of):
    return lambda writer, value, parent, key, depth: writer.record(type_of(value), fields_of(value), parent, key, depth)


_BRANCHES = {
    list: Writer.list_,
    dict: Writer.dict_,
    tuple: _sequence("$t"),
    set: _sequence("$set"),
    frozenset: _sequence("$fs"),
    bytearray: _put_leaf(_base64("$ba")),
    slice: Writer.slice_,
    Record: _put_record(lambda v: v.vernier_type_name, lambda v: list(v.__dict__.items())),
}
_LEAVES[Opaque] = lambda value: {"$opaque": {"type": _str_leaf(value.type_name), "repr": _str_leaf(value.text)}}


def _float_text(value):
    return "nan" if value != value else float.__repr__(value)


def _learn(value, kind):
    """Finds out how a class that is not built in is written. Remembers it, and returns it when it is a leaf."""
    leaf, branch = _numpy_form(value) or _library_form(value) or _structural_form(value) or (_opaque, None)
    if leaf is None:
        _BRANCHES[kind] = branch
    else:
        _LEAVES[kind] = leaf
    return leaf


def _numpy_form(value):
    np = sys.modules.get("numpy")
    if np is None or not hasattr(np, "generic"):
        return None
    if isinstance(value, np.ndarray):
        return None, Writer.array
    if isinstance(value, np.generic):
        return _scalar_leaf, None
    if isinstance(value, np.dtype):
        return _dtype_leaf, None
    return None


def _library_form(value):
    """Classes of the standard library: one that is not imported cannot be the class of a value."""
    for module, name, leaf, branch in _LIBRARY:
        cls = getattr(sys.modules.get(module), name, None)
        if cls is not None and type(value) is cls:
            return leaf, branch
    return None


def _datetime_leaf(value):
    leaf = {"$dt": value.replace(tzinfo=None, fold=0).isoformat(), "fold": value.fold}
    offset = value.utcoffset()
    if offset is not None:
        seconds = offset.total_seconds()
        leaf["tz_s"] = int(seconds) if seconds == int(seconds) else seconds
    return leaf


_LIBRARY = (
    ("collections", "OrderedDict", None, Writer.ordered),
    ("collections", "Counter", None, Writer.counter),
    ("collections", "defaultdict", None, Writer.default_dict),
    ("collections", "deque", None, Writer.deque),
    ("datetime", "datetime", _datetime_leaf, None),
    ("datetime", "date", lambda value: {"$date": value.isoformat()}, None),
    ("datetime", "time", lambda value: {"$time": value.isoformat()}, None),
    ("datetime", "timedelta", lambda value: {"$td": [value.days, value.seconds, value.microseconds]}, None),
    ("datetime", "timezone", lambda value: {"$tz": str(value)}, None),
    ("zoneinfo", "ZoneInfo", lambda value: {"$tz": str(value)}, None),
    ("decimal", "Decimal", lambda value: {"$dec": str(value)}, None),
    ("fractions", "Fraction", lambda value: {"$frac": [str(value.numerator), str(value.denominator)]}, None),
    ("uuid", "UUID", lambda value: {"$uuid": str(value)}, None),
)


def _structural_form(value):
    """Named tuples and data classes become records; other subclasses of built-in kinds are written as that kind."""
    cls = type(value)
    if isinstance(value, tuple) and isinstance(getattr(cls, "_fields", None), tuple):
        return None, _put_record(lambda v: _dotted(cls), lambda v: list(zip(cls._fields, v)))
    if hasattr(cls, "__dataclass_fields__"):
        names = list(cls.__dataclass_fields__)
        return None, _put_record(lambda v: _dotted(cls), lambda v: [(n, getattr(v, n)) for n in names if hasattr(v, n)])
    enum = sys.modules.get("enum")
    if enum is not None and isinstance(value, enum.Enum):
        return None
    for base in (int, float, str, bytes, complex):
        if isinstance(value, base):
            return lambda v, leaf=_LEAVES[base]: leaf(_as_base(base, v)), None
    for base in (list, dict, tuple, set, frozenset, bytearray):
        if isinstance(value, base):
            return None, _BRANCHES[base]
    array = sys.modules.get("array")
    if array is not None and cls is array.array and value.typecode in "bBhHiIlLqQfd":
        return None, _typed_array
    return None


def _scalar_leaf(value):
    spec = _dtype_spec(value.dtype)
    if spec is None or value.dtype.hasobject:
        return _opaque(value)
    # An empty string has one byte, or four, too many here.
    raw = value.tobytes()[:value.dtype.itemsize]
    if value.dtype.kind in "fc":
        raw = bytes(_without_padding(bytearray(raw), value.dtype))
    return {"$np": {"dtype": spec, "b64": binascii.b2a_base64(raw, newline=False).decode()}}


def _without_padding(raw, dtype):
    """Zeroes what lies beside the 10 bytes of an x87 long double: it is whatever the memory held before."""
    size = dtype.itemsize >> (dtype.kind == "c")
    if size in (12, 16) and sys.modules["numpy"].finfo(dtype).nmant == 63:
        parts = _numpy().frombuffer(raw, "u1").reshape(-1, size)
        parts[:, slice(10, None) if dtype.str[0] == "<" else slice(0, size - 10)] = 0
    return raw


def _as_base(base, value):
    """The built-in value under a subclass, past whatever the subclass overrides."""
    return complex(*base.__getnewargs__(value)) if base is complex else base.__getnewargs__(value)[0]


def _typed_array(writer, value, parent, key, _depth):
    letter = "f" if value.typecode in "fd" else "i" if value.typecode.islower() else "u"
    mark = "|" if value.itemsize == 1 else "<" if sys.byteorder == "little" else ">"
    spec = "%s%s%d" % (mark, letter, value.itemsize)
    parent[key] = {"$nd": {"dtype": spec, "shape": [len(value)], "order": "C", "att": len(writer.attachments)}}
    writer.attachments.append(value.tobytes())


def _dtype_spec(dtype):
    """An element type in text form, or None for one that only this process understands."""
    if dtype.names is not None:
        try:
            descr = dtype.descr
        except ValueError:
            return None
        return None if dtype.hasobject else _fields_spec(descr)
    if dtype.kind in "biufcSUMmVO" and dtype.subdtype is None:
        return dtype.name if dtype.name == "bfloat16" else dtype.str
    return None


def _fields_spec(descr):
    out = []
    for field in descr:
        name = field[0] if type(field[0]) is str else field[0][1]
        inner = _fields_spec(field[1]) if type(field[1]) is list else field[1]
        out.append([name, inner] if len(field) == 2 else [name, inner, list(field[2])])
    return out


def _dtype_leaf(value):
    spec = _dtype_spec(value)
    return _opaque(value) if spec is None else {"$dtype": spec}


def _dotted(cls):
    return "%s.%s" % (getattr(cls, "__module__", None), getattr(cls, "__qualname__", getattr(cls, "__name__", repr(cls))))


def _opaque(value):
    try:
        text = repr(value)
    except BaseException as error:
        text = "<repr failed: %s>" % _class_name(type(error))
    # An address is another one in every process.
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", text)[:MAX_REPR]
    return {"$opaque": {"type": _dotted(type(value)), "repr": text.encode("utf-8", "backslashreplace").decode()}}


# ---------------------------------------------------------------------------------------------------------------------
# What a call did

def _class_name(cls):
    module = getattr(cls, "__module__", None)
    return cls.__qualname__ if module in ("builtins", None) else "%s.%s" % (module, cls.__qualname__)


def _message(error):
    try:
        text = str(error)
    except BaseException as failure:
        text = "<str failed: %s>" % _class_name(type(failure))
    return text[:MAX_MESSAGE].encode("utf-8", "backslashreplace").decode()


def error_text(error):
    """A raised error as JSON. Driver's own errors are named `vernier.…`, whatever this file is called."""
    names = [_class_name(cls) for cls in type(error).__mro__ if cls is not object]
    if isinstance(error, (UnencodableResult, UndecodableArgument, SubjectNotFound)):
        names[0] = "vernier." + type(error).__name__
    tree = {"class": names[0], "bases": names[1:], "message": _message(error)}
    if isinstance(error, (ImportError, SubjectNotFound, UndecodableArgument)):
        tree["setup"] = True
    return json.dumps(tree, separators=(",", ":"))


class Warned:
    """Collects the warnings of the call under way."""

    def __init__(self):
        self.given = []
        # Every time, not once per line, so that an outcome does not depend on the calls before it.
        warnings.simplefilter("always")
        warnings.showwarning = self.show

    def show(self, message, category, filename=None, lineno=None, file=None, line=None):
        if len(self.given) < MAX_WARNINGS:
            self.given.append([_class_name(category), _message(message)[:MAX_REPR]])

    def take(self):
        given, self.given = self.given, []
        return given


class Guard:
    """Notices that a call changed its arguments: cheaply when it did not, exactly when it may have."""

    def __init__(self, args, kwargs, arrays):
        self.args, self.kwargs, self.arrays = args, kwargs, arrays
        self.shapes = [(array.shape, array.dtype, array.strides) for array, _ in arrays]
        self.contents = []
        self.watch(args, set())
        self.watch(kwargs, set())

    def watch(self, value, seen):
        kind = type(value)
        if kind in _IMMUTABLE or id(value) in seen:
            return
        seen.add(id(value))
        parts = _parts(value, kind)
        if parts is None:
            return
        self.contents.append((value, parts))
        if kind is not bytearray:
            for part in parts:
                self.watch(part, seen)

    def disturbed(self):
        """True when something is not the very object it was: an equal one may have taken its place."""
        for value, before in self.contents:
            now = _parts(value, type(value))
            if len(now) != len(before) or not all(map(operator.is_, now, before)):
                return True
        for (array, raw), shape in zip(self.arrays, self.shapes):
            if (array.shape, array.dtype, array.strides) != shape or raw != memoryview(_raw_bytes(array)):
                return True
        return False

    def changed(self, fresh):
        """The arguments after the call as (text, attachments), or None. `fresh` decodes them once more."""
        if not self.disturbed():
            return None
        after, before = [], []
        text = _tagged({"args": self.args, "kwargs": self.kwargs or {}}, after)
        args, kwargs = fresh()
        if text == _tagged({"args": args, "kwargs": kwargs or {}}, before) and list(map(bytes, after)) == list(map(bytes, before)):
            return None
        return text, after


def _parts(value, kind):
    """What lies directly inside a mutable value; None for one that cannot change or is not looked into."""
    if kind is list or kind is tuple:
        return value[:]
    if kind is dict or hasattr(value, "items"):
        return [part for pair in value.items() for part in pair]
    if kind is set:
        return sorted(value, key=id)
    if kind is bytearray:
        return bytes(value)
    if kind is Record:
        return list(value.__dict__.values())
    if hasattr(value, "maxlen") or (kind.__name__ == "ndarray" and value.dtype.hasobject):
        return list(value.flat) if kind.__name__ == "ndarray" else list(value)
    return None


# ---------------------------------------------------------------------------------------------------------------------
# Subjects

class Subjects:
    """Functions of the targets by name. A target with a function answers to every subject's name."""

    def __init__(self, targets, paths):
        self.found = {}
        self.fallback = None
        self.modules = []
        for path in reversed(paths):
            sys.path.insert(0, path)
        for target in targets:
            source, _, function = target.rpartition(":")
            if not source:
                source, function = function, ""
            module = _load(source)
            self.modules.append(module)
            if function:
                if not callable(getattr(module, function, None)):
                    raise SubjectNotFound("%s has no function %r" % (source, function))
                self.fallback = self.fallback or _runnable(getattr(module, function))
                self.found[function] = _runnable(getattr(module, function))

    def named(self, name):
        function = self.found.get(name) or self.fallback
        if function is None and name[:1] != "_":
            for module in self.modules:
                function = getattr(module, name, None)
                if callable(function):
                    function = self.found[name] = _runnable(function)
                    return function
                function = None
        if function is None:
            raise SubjectNotFound("No function %r in %s" % (name, ", ".join(m.__name__ for m in self.modules)))
        return function

    def names(self):
        names = set(self.found)
        if self.fallback is None:
            for module in self.modules:
                for name, value in vars(module).items():
                    own = getattr(value, "__module__", None) == module.__name__
                    if own and name[:1] != "_" and callable(value) and not isinstance(value, type):
                        names.add(name)
        return sorted(names)


def _load(source):
    import importlib
    if not source.endswith(".py"):
        return importlib.import_module(source)
    import importlib.util
    path = os.path.abspath(source)
    name = os.path.splitext(os.path.basename(path))[0]
    sys.path.insert(0, os.path.dirname(path))
    if name in sys.modules or not name.isidentifier():
        name = "vernier_target_" + re.sub(r"\W", "_", name)
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _runnable(function):
    code = getattr(function, "__code__", None)
    if code is None or not code.co_flags & 0x80:
        return function
    import asyncio
    return lambda *args, **kwargs: asyncio.run(function(*args, **kwargs))


def names_random(modules):
    """Whether the source of a target, or of what it imported from beside it, names `random`."""
    own = [os.path.dirname(os.path.abspath(m.__file__)) for m in modules if getattr(m, "__file__", None)]
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if not file or not file.endswith(".py") or "site-packages" in file or os.path.abspath(file) == os.path.abspath(__file__):
            continue
        if any(os.path.abspath(file).startswith(folder + os.sep) for folder in own):
            with open(file, "rb") as source:
                if b"random" in source.read():
                    return True
    return False


def seed_all(seed):
    import random
    random.seed(seed)
    if "numpy" in sys.modules:
        # By name: NumPy loads it only when it is asked for.
        import numpy.random
        numpy.random.seed(seed)


# ---------------------------------------------------------------------------------------------------------------------
# Saying hello

_CPU_FEATURES = ("sse4_2", "avx", "avx2", "fma", "avx512f", "avx512dq", "avx512_bf16", "amx_tile", "asimd", "sve", "sve2")


def platform_facts():
    system = os.uname()
    facts = {"os": system.sysname, "release": system.release, "machine": system.machine,
             "implementation": sys.implementation.name, "byteOrder": sys.byteorder}
    try:
        with open("/proc/cpuinfo") as info:
            for line in info:
                if line.startswith(("flags", "Features")):
                    flags = set(line.split(":", 1)[1].split())
                    facts["cpuFeatures"] = " ".join(f for f in _CPU_FEATURES if f in flags)
                    break
    except OSError:
        pass
    try:
        blas = sys.modules["numpy"].__config__.CONFIG["Build Dependencies"]["blas"]
        facts["blas"] = "%s %s" % (blas["name"], blas["version"])
    except Exception:
        pass
    return facts


def package_versions():
    """Versions of the packages that are loaded, by the name they are imported by."""
    versions = {}
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if "." in name or name[:1] == "_" or ("site-packages" not in file and "dist-packages" not in file):
            continue
        version = getattr(module, "__version__", None)
        if not isinstance(version, str):
            try:
                from importlib.metadata import version as locked
                version = locked(name)
            except Exception:
                continue
        versions[name] = version
    return versions


# ---------------------------------------------------------------------------------------------------------------------
# The wire

class Wire:
    """The protocol's own descriptors. Standard input becomes the null device and standard output standard error."""

    def __init__(self):
        self.input, self.output = os.dup(0), os.dup(1)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        os.dup2(2, 1)
        self.close_others()
        # True in a child that the subject forked: should it come back from the call, it has no business here.
        self.stray = False
        os.register_at_fork(after_in_child=self.mark_stray)
        # Anew, so that nothing remembers what the descriptors were before. A line is written when it ends.
        sys.stdin = sys.__stdin__ = open(0, "r", encoding="utf-8", closefd=False)
        sys.stdout = sys.__stdout__ = open(1, "w", 1, "utf-8", "backslashreplace", closefd=False)
        self.begin()

    def mark_stray(self):
        self.stray = True

    def begin(self):
        self.stray = False
        self.rest = b""
        self.at = 0
        self.half = 1
        self.pending = []
        self.flushed = 0
        self.eager = 0
        self.before_read = None

    def rewire(self, path, number):
        """Turns away from the fork server's descriptors, and to streams of this process alone."""
        import _socket
        os.close(self.input)
        os.close(self.output)
        streams = []
        for name in ("requests", "answers", "stderr"):
            stream = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
            stream.connect(path)
            stream.sendall(b'{"fork":%d,"pid":%d,"stream":"%b"}\n' % (number, os.getpid(), name.encode()))
            streams.append(stream.detach())
        self.input, self.output, noise = streams
        os.dup2(noise, 2)
        os.dup2(2, 1)
        os.close(noise)
        self.begin()

    def close_others(self):
        """Descriptors that were left open by whoever started Vernier are no business of a subject."""
        for name in os.listdir("/dev/fd"):
            if int(name) > 2 and int(name) not in (self.input, self.output):
                try:
                    os.close(int(name))
                except OSError:
                    pass

    def line(self):
        """The next line as bytes, or None at the end of the input. Waiting sends what is pending."""
        end = self.rest.find(b"\n", self.at)
        while end < 0:
            self.flush()
            if self.before_read is not None:
                self.before_read()
            chunk = os.read(self.input, 1 << 18)
            if not chunk:
                return None
            start = len(self.rest) - self.at
            self.rest = self.rest[self.at:] + chunk if start else chunk
            self.at = 0
            # Half of what has come is answered while the other half is worked on: the asker never idles.
            self.half = self.rest.count(b"\n") >> 1 or 1
            if len(chunk) < 1 << 18 or start < 1 << 20:
                end = self.rest.find(b"\n", start)
            else:
                end = self.long_line(start)
        line = self.rest[self.at:end]
        self.at = end + 1
        return line

    def long_line(self, searched):
        """Reads a line of many megabytes without copying it again for every chunk."""
        parts = bytearray(self.rest)
        while True:
            end = parts.find(b"\n", searched)
            if end >= 0:
                self.rest = bytes(parts)
                return end
            searched = len(parts)
            chunk = os.read(self.input, 1 << 20)
            if not chunk:
                os._exit(0)
            parts += chunk

    def attachments(self, sizes):
        return [self.exactly(size) for size in sizes]

    def exactly(self, size):
        out = bytearray(size)
        held = self.rest[self.at:self.at + size]
        self.at += len(held)
        out[:len(held)] = held
        view = memoryview(out)[len(held):]
        while len(view):
            self.flush()
            count = os.readv(self.input, [view])
            if count == 0:
                os._exit(0)
            view = view[count:]
        return out

    def send(self, line, attachments, now):
        if self.stray:
            os._exit(0)
        self.pending.append(line)
        if attachments:
            if sum(len(memoryview(data)) for data in attachments) > SMALL_ATTACHMENTS:
                self.flush()
                for data in attachments:
                    self.write(data)
                return
            # Copied, since the subject may change them before they leave.
            self.pending[-1] = b"".join((line, *attachments))
        if len(self.pending) >= self.half or now - self.flushed > FLUSH_NS or self.eager:
            self.flush()
            self.flushed = now
            if self.eager:
                self.eager -= 1

    def flush(self):
        if self.pending:
            data = b"".join(self.pending)
            self.pending = []
            self.write(data)

    def write(self, data):
        view = memoryview(data)
        while len(view):
            view = view[os.write(self.output, view):]


class Driver:
    def __init__(self, wire, options):
        self.wire = wire
        self.options = options
        self.subjects = None
        self.warned = None
        self.seeded = False
        self.forks = None
        self.forked = False
        trace = os.environ.pop("VERNIER_TRACE", "")
        self.tracer = Tracer(trace) if trace else None
        self.scan = json.JSONDecoder().scan_once

    def serve(self):
        """Answers until it is told to stop or its input ends."""
        line = self.wire.line()
        while line is not None:
            message = self.parse(line)
            sizes = message.get("att")
            attachments = self.wire.attachments(sizes) if sizes else ()
            verb = message["verb"]
            if verb == "call":
                self.call(message, line, attachments)
            elif not self.other(verb, message):
                return
            line = self.wire.line()

    def parse(self, line):
        text = line.decode()
        try:
            return self.scan(text, 0)[0]
        except (RecursionError, ValueError):
            # More levels than Python's limit, or an integer of more digits than it reads unasked.
            limit, digits = sys.getrecursionlimit(), getattr(sys, "get_int_max_str_digits", lambda: 0)()
            sys.setrecursionlimit(12000)
            if digits:
                sys.set_int_max_str_digits(0)
            try:
                return self.scan(text, 0)[0]
            finally:
                sys.setrecursionlimit(limit)
                if digits:
                    sys.set_int_max_str_digits(digits)

    def other(self, verb, message):
        number = message["id"]
        if verb == "fork":
            answer, go_on = self.fork(message), True
            if answer is None:
                return True
        elif verb == "hello":
            answer, go_on = self.hello(number)
        elif verb == "ping":
            answer, go_on = {"id": number, "pong": True}, True
        else:
            answer, go_on = {"id": number, "stopped": True}, False
        self.wire.send(json.dumps(answer).encode() + b"\n", (), 0)
        self.wire.flush()
        return go_on

    def hello(self, number):
        try:
            self.warned = Warned()
            self.subjects = Subjects(self.options["target"], self.options["path"])
            self.warned.take()
            if self.tracer is not None:
                self.tracer.loaded()
                self.subjects.named = self.tracer.around(self.subjects.named)
        except BaseException as error:
            import traceback
            failed = {"class": _class_name(type(error)), "message": _message(error),
                      "trace": traceback.format_exc()[-MAX_MESSAGE:].encode("utf-8", "backslashreplace").decode()}
            return {"id": number, "failed": failed}, False
        seeded = self.options["seeded"]
        self.seeded = seeded == "always" or (seeded == "auto" and names_random(self.subjects.modules))
        hello = {"protocol": 1, "language": "python", "version": "%d.%d.%d" % sys.version_info[:3],
                 "packages": package_versions(), "platform": platform_facts(),
                 "capabilities": ["attachments", "warnings", "mutation"], "subjects": self.subjects.names()}
        if self.options["fork"] == "auto" and fork_hazard((self.wire.input, self.wire.output)) is None:
            hello["capabilities"].append("fork")
        return {"id": number, "hello": hello}, True

    def fork(self, message):
        """In the fork server: None, or an answer when there can be no worker. In the new worker: None."""
        if self.forks is None:
            self.forks = ForkServer(self.wire)
        try:
            if self.forks.fork(message):
                self.forks, self.forked = None, True
        except OSError as error:
            return {"id": message["id"], "failed": {"class": _class_name(type(error)), "message": _message(error), "trace": ""}}
        return None

    def end(self):
        """After the last answer. A worker leaves the undoing of what the imports did to the fork server, as multiprocessing does."""
        self.wire.flush()
        if self.forks is not None:
            self.forks.end()
        if self.forked:
            import atexit
            atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()

    def call(self, message, line, attachments):
        number = message["id"]
        elapsed, out, guard = 0, [], None
        clock = CLOCK
        try:
            function = self.subjects.named(message["subject"])
            args, kwargs, guard = self.arguments(message, line, attachments)
            if self.seeded:
                seed_all(message["seed"])
            start = clock()
            try:
                result = function(*args, **kwargs) if kwargs else function(*args)
            finally:
                elapsed = clock() - start
            content = b'"value":' + text_of(result, out)
        except BaseException as error:
            out = []
            content = b'"error":' + error_text(error).encode()
        # The order of members is free, but the asker is quickest when nothing but a value lies between id and time.
        extras = b""
        if self.warned.given:
            extras = b'"warnings":' + json.dumps(self.warned.take()).encode() + b","
        if guard is not None:
            extras += self.mutation(guard, message, line, attachments, out)
        if out:
            extras += b'"att":' + json.dumps([len(memoryview(data)) for data in out]).encode() + b","
        self.wire.send(b'{"id":%d,%b%b,"elapsed_ns":%d}\n' % (number, extras, content, elapsed), out, clock())

    def arguments(self, message, line, attachments):
        """Arguments, and a guard over them unless none of them can change."""
        args, kwargs, arrays = message["args"], message.get("kwargs"), ()
        if b'"$' in line:
            # The recursion limit belongs to the subject, but for the depth of what it is handed.
            limit = sys.getrecursionlimit()
            sys.setrecursionlimit(12000)
            try:
                reader = Reader(attachments)
                args, kwargs = reader.arguments(message)
                arrays = reader.arrays
            finally:
                sys.setrecursionlimit(limit)
        if _IMMUTABLE.issuperset(map(type, args)) and not (kwargs and not _IMMUTABLE.issuperset(map(type, kwargs.values()))):
            return args, kwargs, None
        return args, kwargs, Guard(args, kwargs, arrays)

    def mutation(self, guard, message, line, attachments, out):
        """The members `args` and `kwargs` of the answer when the call changed its arguments."""
        def fresh():
            # The fast path handed the parsed message itself to the subject: parse again.
            again = self.parse(line)
            if b'"$' not in line:
                return again["args"], again.get("kwargs")
            return Reader(attachments).arguments(again)
        try:
            changed = guard.changed(fresh)
        except BaseException as error:
            return b'"args":%b,' % text_of([Opaque("vernier.UnencodableResult", _message(error))], [])
        if changed is None:
            return b""
        text, parts = changed
        if out and parts:
            # Buffers of the value come first: those of the arguments are counted on from there.
            shifted = list(out)
            text = _tagged({"args": guard.args, "kwargs": guard.kwargs or {}}, shifted)
            parts = shifted[len(out):]
        out.extend(parts)
        return text[1:-1] + b","


# ---------------------------------------------------------------------------------------------------------------------
# Tracing

MAX_TRACED = 200000


class Tracer:
    """Which code calls run: functions of Python, compiled functions that it calls, and lines of code that is no library's.

    Lines of `<folder>/python-<pid>.jsonl`, each once, added when a call ends: `["load", module]` for what hello loaded,
    `["function", file, name, line]`, `["line", file, name, line of the function, line]`, `["native", module, name]`, and
    `["full"]` where there was more than MAX_TRACED. Nothing in it is a value.
    """

    def __init__(self, folder):
        import sysconfig
        self.file = os.path.join(folder, "python-%d.jsonl" % os.getpid())
        paths = sysconfig.get_paths()
        self.libraries = tuple(paths[name] + os.sep for name in ("stdlib", "platstdlib", "purelib", "platlib"))
        self.seen = {}
        self.new = []

    def loaded(self):
        self.new += [["load", name] for name in sorted(sys.modules)]
        self.flush()

    def around(self, named):
        """`Subjects.named` whose functions are traced."""
        def traced_named(name):
            function = named(name)

            def traced(*args, **kwargs):
                threading = sys.modules.get("threading")
                if threading is not None:
                    threading.settrace(self.entered)
                sys.setprofile(self.profiled)
                sys.settrace(self.entered)
                try:
                    return function(*args, **kwargs)
                finally:
                    sys.settrace(None)
                    sys.setprofile(None)
                    if threading is not None:
                        threading.settrace(None)
                    self.flush()
            return traced
        return traced_named

    def entered(self, frame, _event, _arg):
        code = frame.f_code
        key = (code.co_filename, code.co_firstlineno, code.co_name)
        with_lines = self.seen.get(key)
        if with_lines is None:
            file = code.co_filename
            mine = file == __file__
            with_lines = not (mine or file[:1] == "<" or file.startswith(self.libraries) or "-packages" + os.sep in file)
            self.put(key, with_lines, None if mine else ["function", file, self.name_of(code), code.co_firstlineno])
        return self.reached if with_lines else None

    def reached(self, frame, event, _arg):
        if event == "line":
            code = frame.f_code
            key = (code.co_filename, code.co_firstlineno, code.co_name, frame.f_lineno)
            if key not in self.seen:
                self.put(key, True, ["line", code.co_filename, self.name_of(code), code.co_firstlineno, frame.f_lineno])
        return self.reached

    def profiled(self, _frame, event, arg):
        if event == "c_call":
            module = getattr(arg, "__module__", None)
            if type(module) is str and module not in ("builtins", "sys"):
                name = getattr(arg, "__qualname__", "")
                if (module, name) not in self.seen:
                    self.put((module, name), True, ["native", module, str(name)])

    def put(self, key, value, row):
        if len(self.seen) <= MAX_TRACED:
            self.seen[key] = value
            if row is not None:
                self.new.append(row if len(self.seen) <= MAX_TRACED else ["full"])

    def name_of(self, code):
        return getattr(code, "co_qualname", code.co_name)

    def flush(self):
        if self.new:
            with open(self.file, "a", encoding="utf-8", errors="backslashreplace") as out:
                out.write("".join(json.dumps(row) + "\n" for row in self.new))
            self.new = []


# ---------------------------------------------------------------------------------------------------------------------
# Forking

# Their threads and devices do not survive a fork, even where no thread is to be seen yet.
_FORK_HAZARDS = ("jax", "jaxlib", "tensorflow", "grpc")
_PR_SET_PDEATHSIG = 1


def fork_hazard(wire):
    """Why a copy of this process by fork might not work like a process of its own; None when nothing is known."""
    if sys.platform != "linux":
        return "forking is known to be safe on Linux only"
    for name in _FORK_HAZARDS:
        if name in sys.modules:
            return "%s does not survive a fork" % name
    if thread_count() != 1:
        return "there are other threads"
    with open("/proc/self/task/%d/children" % os.getpid()) as children:
        if children.read().strip():
            return "there are child processes"
    # An open file has one position for all copies, a socket one conversation.
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) not in wire and os.path.exists("/proc/self/fd/" + name):
            return "a descriptor is open: %s" % os.readlink("/proc/self/fd/" + name)
    with open("/proc/self/maps") as maps:
        for line in maps:
            if line.split(" ", 2)[1] == "rw-s":
                return "memory is shared: %s" % line.rstrip()
    # Workers have other folders.
    if os.listdir("."):
        return "the imports left files in the working folder"
    return None


def thread_count():
    return len(os.listdir("/proc/self/task"))


def die_with_parent(number=signal.SIGKILL, found=[]):
    """Ends this process when its parent is gone, even while it hangs. Done by Linux, where there is ctypes; 0 undoes it."""
    if sys.platform == "linux":
        try:
            if not found:
                import ctypes
                found.append(ctypes.CDLL(None).prctl)
            found[0](_PR_SET_PDEATHSIG, int(number))
        except Exception:
            pass


class ForkServer:
    """Workers of this process: it makes them, and answers each `fork` when its worker has ended."""

    def __init__(self, wire):
        # Here, so that no worker needs to.
        import _socket  # noqa: F401
        import gc
        import select
        self.wire = wire
        self.workers = {}
        self.folder = os.getcwd()
        # A signal may come between two steps of Python and be seen after the next request only; a byte is not missed.
        self.woken, waker = os.pipe()
        os.set_blocking(self.woken, False)
        os.set_blocking(waker, False)
        self.former = signal.signal(signal.SIGCHLD, lambda *_: None), signal.set_wakeup_fd(waker), waker
        self.poll = select.poll()
        self.poll.register(wire.input, select.POLLIN)
        self.poll.register(self.woken, select.POLLIN)
        wire.before_read = self.wait
        # A collection would write to the header of every object, and so copy the memory that is shared.
        gc.freeze()
        # It lives to end its workers and all that they started: the end of its input, which it always waits for, tells it.
        die_with_parent(0)

    def fork(self, message):
        """True in the worker. @raises OSError when there can be none"""
        if thread_count() != 1:
            raise OSError("There are other threads by now")
        sys.stdout.flush()
        sys.stderr.flush()
        me = os.getpid()
        pid = os.fork()
        if pid == 0:
            self.become_worker(message, me)
            return True
        self.workers[pid] = message["id"]
        return False

    def become_worker(self, message, parent):
        try:
            import atexit
            os.setsid()
            die_with_parent()
            if os.getppid() != parent:
                os._exit(1)
            handler, wakeup, waker = self.former
            signal.signal(signal.SIGCHLD, handler)
            signal.set_wakeup_fd(wakeup)
            os.close(self.woken)
            os.close(waker)
            self.wire.rewire(message["socket"], message["id"])
            self.wire.eager = EAGER_ANSWERS if message.get("eager") else 0
            os.chdir(message["folder"])
            os.environ["TMPDIR"] = message["folder"]
            tempfile = sys.modules.get("tempfile")
            if tempfile is not None and tempfile.tempdir == self.folder:
                tempfile.tempdir = None
            atexit._clear()
            # Python's own generator does this by itself: processes of their own draw different numbers too.
            if "numpy.random" in sys.modules:
                sys.modules["numpy.random"].seed()
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)

    def wait(self):
        """Reaps workers until there is something to read."""
        while True:
            ready = [fd for fd, _ in self.poll.poll()]
            if self.woken in ready:
                try:
                    os.read(self.woken, 4096)
                except BlockingIOError:
                    pass
                self.reap()
            if self.wire.input in ready:
                return

    def reap(self):
        while self.workers:
            # Its group goes before it does: until then the number is nobody else's.
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            kill_group(ended.si_pid)
            _, status = os.waitpid(ended.si_pid, 0)
            number = self.workers.pop(ended.si_pid, None)
            if number is not None:
                code = None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
                name = signal_name(os.WTERMSIG(status)) if os.WIFSIGNALED(status) else None
                try:
                    self.wire.write(json.dumps({"id": number, "ended": {"signal": name, "code": code}}).encode() + b"\n")
                except OSError:
                    # Nobody listens: the end of the input is next.
                    pass

    def end(self):
        """No worker outlives the server."""
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for pid in self.workers:
            kill_group(pid)


def kill_group(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except OSError:
        pass


def signal_name(number):
    try:
        return signal.Signals(number).name
    except ValueError:
        return "SIG%d" % number


def main(argv):
    options = {"target": [], "path": [], "seeded": "auto", "fork": "off"}
    words = iter(argv)
    for word in words:
        name = word[2:]
        if word[:2] != "--" or name not in options:
            sys.exit("vernier_driver.py: unknown argument %r (wanted --target, --path, --seeded or --fork)" % word)
        value = next(words, None)
        if value is None:
            sys.exit("vernier_driver.py: %s needs a value" % word)
        if type(options[name]) is str:
            options[name] = value
        else:
            options[name].append(value)
    if os.environ.pop("VERNIER_FORK", "") == "off":
        options["fork"] = "off"
    die_with_parent()
    wire = Wire()
    # Modules are found through --path and the targets' folders, not beside this file.
    sys.path[:] = [entry for entry in sys.path if entry != os.path.dirname(os.path.abspath(__file__))]
    sys.argv[1:] = []
    driver = Driver(wire, options)
    status = 1
    try:
        driver.serve()
        driver.end()
        status = 0
    except BaseException:
        import traceback
        if not driver.forked:
            raise
        traceback.print_exc()
    finally:
        if driver.forked:
            os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1:])
