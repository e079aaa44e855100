"""Calls one side of a drift with the exact values of its case, and prints what it did.

It needs Python 3.8 or later and whatever the implementation imports; nothing of Vernier. Run it with the interpreter of
the implementation's environment. The values lie in BLOB, base64 of tagged JSON: no part of them is source text.
"""
import base64
import importlib
import importlib.util
import json
import os
import random
import re
import struct
import sys

BLOB = "@BLOB@"


class Unknown(Exception):
    """A kind of value that this script does not make; "vernier replay" does."""


class Decoder:
    """Makes values of tagged JSON. What is shared in there is shared here."""

    def __init__(self):
        self.known = {}

    def value(self, tree, number=None):
        if isinstance(tree, list):
            return self.fill(self.keep(number, []), tree)
        if not isinstance(tree, dict):
            return tree
        tag = next((key for key in tree if key.startswith("$")), None)
        if tag is None:
            out = self.keep(number, {})
            out.update((key, self.value(item)) for key, item in tree.items())
            return out
        if tag == "$ref":
            return self.known[tree[tag]]
        if tag == "$id":
            return self.value(tree["v"], tree[tag])
        return self.keep(number, self.tagged(tag, tree[tag], tree, number))

    def keep(self, number, value):
        if number is not None:
            self.known[number] = value
        return value

    def fill(self, out, trees):
        for tree in trees:
            out.append(self.value(tree))
        return out

    def pairs(self, out, pairs):
        for key, item in pairs:
            key = self.value(key)
            out[key] = self.value(item)
        return out

    def tagged(self, tag, content, tree, number):
        if tag in ("$f", "$fbits", "$i", "$ihex", "$c", "$u16"):
            return number_of(tag, content)
        if tag in ("$b", "$ba"):
            return (bytes if tag == "$b" else bytearray)(base64.b64decode(content))
        if tag == "$t":
            return tuple([self.value(item) for item in content])
        if tag in ("$set", "$fs"):
            out = self.keep(number, set()) if tag == "$set" else set()
            out.update(self.value(item) for item in content)
            return out if tag == "$set" else frozenset(out)
        if tag == "$d":
            return self.pairs(self.keep(number, {}), content)
        if tag == "$slice":
            return slice(*[self.value(item) for item in content])
        if tag == "$range":
            return range(*content)
        if tag == "$singleton":
            return {"Ellipsis": Ellipsis, "NotImplemented": NotImplemented}[content]
        if tag in ("$od", "$counter", "$dd", "$deque"):
            return self.collection(tag, content, number)
        if tag in ("$dt", "$date", "$time", "$td", "$tz"):
            return time_of(tag, content, tree)
        if tag == "$dec":
            return importlib.import_module("decimal").Decimal(content)
        if tag == "$frac":
            return importlib.import_module("fractions").Fraction(*map(int, content))
        if tag == "$uuid":
            return importlib.import_module("uuid").UUID(content)
        if tag in ("$nd", "$np", "$dtype"):
            return self.array(tag, content, number)
        raise Unknown(tag)

    def collection(self, tag, content, number):
        import collections

        if tag == "$deque":
            return self.fill(self.keep(number, collections.deque((), content["maxlen"])), content["items"])
        if tag == "$dd":
            names = {None: None, "builtins.list": list, "builtins.dict": dict, "builtins.int": int, "builtins.set": set,
                     "builtins.float": float, "builtins.str": str}
            if content["factory"] not in names:
                raise Unknown("$dd of " + ascii(content["factory"]))
            out = self.keep(number, collections.defaultdict(names[content["factory"]]))
            return self.pairs(out, content["items"])
        out = collections.OrderedDict() if tag == "$od" else collections.Counter()
        return self.pairs(self.keep(number, out), content)

    def array(self, tag, content, number):
        np = importlib.import_module("numpy")
        if tag == "$dtype":
            return dtype_of(np, content)
        dtype = dtype_of(np, content["dtype"])
        if tag == "$np":
            return scalar_of(np, dtype, content)
        shape, order = tuple(content["shape"]), content["order"]
        if "data" in content:
            out = self.keep(number, np.empty(shape, dtype, order))
            for place, tree in zip(np.ndindex(*shape), content["data"]):
                out[place] = self.value(tree)
            return out
        return np.frombuffer(base64.b64decode(content["b64"]), dtype).copy().reshape(shape, order=order)


def number_of(tag, content):
    if tag == "$f":
        return float(content)
    if tag == "$fbits":
        return struct.unpack(">d", bytes.fromhex(content))[0]
    if tag == "$u16":
        return bytes.fromhex(content).decode("utf-16-be", "surrogatepass")
    if tag == "$c":
        return complex(*[part if isinstance(part, float) else float(part) for part in content])
    return int(content, 16 if tag == "$ihex" else 10)


def time_of(tag, content, tree):
    import datetime

    if tag == "$td":
        return datetime.timedelta(*content)
    if tag == "$date":
        return datetime.date.fromisoformat(content)
    if tag == "$time":
        return datetime.time.fromisoformat(content)
    if tag == "$tz":
        match = re.match(r"(?:UTC)?([+-])(\d\d):?(\d\d)$", content)
        if match is None and content != "UTC":
            raise Unknown("$tz " + ascii(content))
        minutes = 0 if match is None else int(match.group(1) + "1") * (int(match.group(2)) * 60 + int(match.group(3)))
        return datetime.timezone(datetime.timedelta(minutes=minutes))
    at = datetime.datetime.fromisoformat(content).replace(fold=tree.get("fold", 0))
    if tree.get("tz_s") is None:
        return at
    return at.replace(tzinfo=datetime.timezone(datetime.timedelta(seconds=tree["tz_s"])))


def dtype_of(np, spec):
    if isinstance(spec, str):
        return np.dtype(spec)
    fields, offset = [], 0
    for name, inner, *shape in spec:
        inner = dtype_of(np, inner)
        inner = np.dtype((inner, tuple(shape[0]))) if shape else inner
        if name != "":
            fields.append((name, inner, offset))
        offset += inner.itemsize
    names, formats, offsets = zip(*fields) if fields else ((), (), ())
    return np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": offset})


def scalar_of(np, dtype, content):
    if "b64" in content:
        return np.frombuffer(base64.b64decode(content["b64"]), dtype, 1)[0]
    text, out = content["v"], np.zeros((), dtype)
    if dtype.kind in "fiu" and dtype.itemsize <= 8:
        out[()] = float(text) if dtype.kind == "f" else int(text)
    elif dtype.kind == "c" and dtype.itemsize <= 16:
        out[()] = complex(float(text[0]), float(text[1]))
    elif dtype.kind in "Mm":
        out.view("i8")[()] = -(2**63) if text == "NaT" else int(text)
    elif dtype.kind == "S":
        out[()] = base64.b64decode(text)
    elif dtype.kind in "bU" and not isinstance(text, dict):
        out[()] = text
    else:
        raise Unknown("$np of " + ascii(content["dtype"]))
    return out[()]


def load(target, is_file, root):
    """The implementation's module, found as Vernier finds it: from the project's root and the folder of its file."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[0] = os.path.normpath(os.path.join(here, root))
    if not is_file:
        return importlib.import_module(target)
    path = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.path.normpath(os.path.join(here, target))
    if not os.path.isfile(path):
        sys.exit("there is no file %s, which the implementation was in; run this script from where it was written, "
                 "or say where the file is now: %s <path>" % (inert(path), inert(os.path.basename(__file__))))
    name = os.path.splitext(os.path.basename(path))[0]
    sys.path.insert(0, os.path.dirname(path))
    if name in sys.modules or not name.isidentifier():
        name = "implementation_" + re.sub(r"\W", "_", name)
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def inert(text):
    """Nothing in it moves the cursor."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in text)


def floats_in(value, path="", depth=0):
    """Floats and where they are, as they lie in what was returned."""
    if isinstance(value, float):
        yield path, float(value)
    elif isinstance(value, complex):
        yield path + ".real", value.real
        yield path + ".imag", value.imag
    elif depth < 20 and hasattr(value, "ravel") and getattr(value, "dtype", None) is not None:
        if value.dtype.kind == "f":
            for place, item in enumerate(value.ravel().tolist()):
                yield "%s[%d]" % (path, place), float(item)
    elif depth < 20 and isinstance(value, dict):
        for key, item in value.items():
            yield from floats_in(item, "%s[%r]" % (path, key), depth + 1)
    elif depth < 20 and isinstance(value, (list, tuple)):
        for place, item in enumerate(value):
            yield from floats_in(item, "%s[%d]" % (path, place), depth + 1)


def main():
    case = json.loads(base64.b64decode(BLOB))
    sys.setrecursionlimit(10000)
    recorded = ", ".join("%s %s" % (name, version) for name, version in sorted(case["recorded"].items()))
    print("recorded with %s; this is Python %s" % (inert(recorded), sys.version.split()[0]))
    try:
        given = Decoder().value(case["input"])
        function = getattr(load(case["target"], case["isFile"], case["root"]), case["function"])
    except Unknown as error:
        sys.exit("this script does not make values of kind %s; use vernier replay" % error)
    except ImportError as error:
        sys.exit("cannot import what it takes: %s; run this script with the implementation's own Python" % inert(str(error)))
    except AttributeError as error:
        sys.exit("what it calls is not there any more: %s" % inert(str(error)))
    args, kwargs = given["args"], given.get("kwargs", {})
    random.seed(case["seed"])
    if "numpy" in sys.modules:
        importlib.import_module("numpy.random").seed(case["seed"])
    before = repr((args, kwargs))
    try:
        value = function(*args, **kwargs)
    except BaseException as error:
        print("raised %s.%s: %s" % (type(error).__module__, type(error).__qualname__, inert(str(error))))
    else:
        print("returned %s" % inert(repr(value)))
        for count, (path, item) in enumerate(floats_in(value)):
            if count == 1000:
                print("  and more")
                break
            print("  %s = %r = %s" % (inert(path) or "value", item, item.hex()))
    after = repr((args, kwargs))
    if after != before:
        print("its arguments became %s" % inert(after))


main()
