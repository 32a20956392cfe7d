"""The platform's XML: one level of fields, no document type, nothing that expands."""

from pyexpat import ExpatError, ParserCreate
from typing import NoReturn

from webhooks.wechat.errors import Malformed

Fields = dict[str, str]
_DEEPEST = 8
_MOST_FIELDS = 64


def read_fields(body: bytes) -> Fields:
    """The fields of a push, by name; what lies deeper than a field is left out.

    Raises ``Malformed`` for a document type, a field that stands twice, and what is not such XML.
    """
    fields: Fields = {}
    path: list[str] = []
    parts: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        if len(path) == 1 and (name in fields or len(fields) == _MOST_FIELDS):
            raise Malformed("a field stands twice, or there are too many")
        if len(path) == _DEEPEST or (not path and name != "xml"):
            raise Malformed("not the platform's XML")
        path.append(name)
        parts.clear()

    def end(name: str) -> None:
        path.pop()
        if len(path) == 1:
            fields[name] = "".join(parts)
        parts.clear()

    parser = ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = parts.append
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(body, True)
    except ExpatError:
        raise Malformed("not well-formed XML in UTF-8") from None
    return fields


def _refuse(*_declaration: object) -> NoReturn:
    raise Malformed("a document type is not accepted")
