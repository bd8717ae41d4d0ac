"""YAML read as text: every scalar a string, with the line it stands on; repeated keys, aliases and tags refused.

YAML guesses types (0123 is 83, 12:30 is 750, 2017-12-01 a date); here the schema decides, so nothing is guessed.
Aliases are refused because a few lines of them can expand to gigabytes.
"""

from dataclasses import dataclass, field

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 400_000  # the largest case has 20 kB; a file beyond this is not a case
MAX_DEPTH = 20  # a case has four levels; the parser's time grows with the square of the depth


class NotReadable(ValueError):
    """The text is not YAML that we read; `line` is where, `expected` what was expected there."""

    def __init__(self, line: int, says: str, expected: str):
        super().__init__(f"line {line}: {says}; expected {expected}")
        self.line, self.says, self.expected = line, says, expected


@dataclass
class Document:
    """What a file says: nested dicts, lists and strings, and for each path (keys and positions) its line from 1."""

    value: object
    lines: dict[tuple, int] = field(default_factory=dict)
    repeated: list[tuple[tuple, int]] = field(default_factory=list)

    def line(self, path: tuple) -> int:
        """The line of `path`, or of the nearest part around it that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def _build(node: yaml.Node, path: tuple, document: Document) -> object:
    document.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        if not node.style and node.value in ("", "~", "null"):  # written plainly; libyaml's style for it is ""
            return None
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*path, position), document) for position, child in enumerate(node.value)]
    mapping: dict = {}
    for key, child in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise NotReadable(key.start_mark.line + 1, "a key that is a list or mapping", "a plain word as key")
        inner = (*path, key.value)
        if key.value in mapping:
            document.repeated.append((inner, key.start_mark.line + 1))
            continue
        mapping[key.value] = _build(child, inner, document)
        document.lines[inner] = key.start_mark.line + 1
    return mapping


def _read(text: str) -> Document:
    loader = None
    try:
        loader = _Loader(text)
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            line = event.start_mark.line + 1
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise NotReadable(line, "lists or mappings nested too deep", f"at most {MAX_DEPTH} levels")
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise NotReadable(line, "an anchor or alias (& or *)", "the text itself, or quotes around it")
            if getattr(event, "tag", None):
                raise NotReadable(line, f"the tag {event.tag}", "no tags")
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise NotReadable(mark.line + 1 if mark else 1, str(getattr(error, "problem", None) or "not YAML"), "valid YAML") from None
    finally:
        if loader is not None:
            loader.dispose()
    document = Document(None)
    if node is not None:
        document.value = _build(node, (), document)
    return document


def read(text: str) -> Document:
    """The document that `text` holds; NotReadable if it is not YAML, too long or deep, or uses aliases or tags."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise NotReadable(1, f"{len(text)} characters", f"at most {MAX_BYTES} bytes")
    if bad := yaml.reader.Reader.NON_PRINTABLE.search(text):
        raise NotReadable(text.count("\n", 0, bad.start()) + 1, f"the character U+{ord(bad[0]):04X}", "no control characters")
    return _read(text)


def write(value: object) -> str:
    """The YAML of nested dicts, lists and strings, as `read` takes it, in their order."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)
