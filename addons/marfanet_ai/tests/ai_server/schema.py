"""JSON Schema as far as strict structured outputs go, and as strictly.

The rules are those of OpenAI («Structured Outputs: supported schemas»), less what xAI's
page of the same name does not promise, so that a schema accepted here is enforced by
both: no bounds on lengths, counts or numbers, no circular references.
"""

from __future__ import annotations

import re
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}
_KEYWORDS = {
    "$defs",
    "$ref",
    "additionalProperties",
    "anyOf",
    "const",
    "description",
    "enum",
    "format",
    "items",
    "properties",
    "required",
    "title",
    "type",
}
_FORMATS = {
    "date": (r"\d{4}-\d\d-\d\d", "2030-01-31"),
    "date-time": (
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
        "2030-01-31T10:00:00Z",
    ),
}


class SchemaError(Exception):
    """A schema is not strict or a value does not fit it; the text says where."""


def check_strict(schema: Any) -> None:
    """Refuse a schema that the services would refuse or not enforce.

    :raise SchemaError: the first fault found
    """
    if not isinstance(schema, dict) or schema.get("type") != "object":
        raise SchemaError("schema must be a JSON Schema of 'type: \"object\"'")
    _check(schema, schema, (), ())


def _check(
    schema: Any, root: dict[str, Any], where: tuple[str, ...], refs: tuple[str, ...]
) -> None:
    if not isinstance(schema, dict):
        raise SchemaError(f"In context={where}, a schema must be an object")
    if unknown := sorted(schema.keys() - _KEYWORDS):
        raise SchemaError(f"In context={where}, '{unknown[0]}' is not permitted")
    if "$ref" in schema:
        if schema.keys() != {"$ref"}:
            raise SchemaError(f"In context={where}, $ref cannot have keywords beside")
        if schema["$ref"] in refs:
            raise SchemaError(f"In context={where}, $ref is circular")
        refs = (*refs, schema["$ref"])
        return _check(_resolve(schema["$ref"], root), root, where, refs)
    if not schema.keys() & {"type", "anyOf", "enum", "const"}:
        raise SchemaError(f"In context={where}, schema must have a 'type' key")
    for kind in _kinds(schema):
        if kind not in _TYPES:
            raise SchemaError(f"In context={where}, {kind!r} is not a type")
        if kind == "object":
            _check_object(schema, root, where, refs)
        if kind == "array":
            if "items" not in schema:
                raise SchemaError(f"In context={where}, array schema missing items")
            _check(schema["items"], root, (*where, "items"), refs)
    if schema.get("format", "date") not in _FORMATS:
        raise SchemaError(f"In context={where}, format is not supported")
    for index, choice in enumerate(schema.get("anyOf", ())):
        _check(choice, root, (*where, "anyOf", str(index)), refs)


def _check_object(
    schema: dict[str, Any],
    root: dict[str, Any],
    where: tuple[str, ...],
    refs: tuple[str, ...],
) -> None:
    if schema.get("additionalProperties") is not False:
        raise SchemaError(
            f"In context={where}, 'additionalProperties' is required to be supplied"
            " and to be false"
        )
    properties = schema.get("properties", {})
    if sorted(schema.get("required", ())) != sorted(properties):
        raise SchemaError(
            f"In context={where}, 'required' is required to be supplied and to be an"
            " array including every key in properties"
        )
    for name, inner in properties.items():
        _check(inner, root, (*where, "properties", name), refs)


def _kinds(schema: dict[str, Any]) -> list[str]:
    kind = schema.get("type", [])
    return kind if isinstance(kind, list) else [kind]


def _resolve(ref: str, root: dict[str, Any]) -> Any:
    schema: Any = root
    for step in ref.removeprefix("#/").split("/"):
        if not isinstance(schema, dict) or step not in schema:
            raise SchemaError(f"{ref!r} leads nowhere")
        schema = schema[step]
    return schema


def check_fits(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> None:
    """Check that a value could have come from a model held to a strict schema.

    :raise SchemaError: the first place where it does not fit
    """
    _fit(value, schema, root, "answer")


def _fit(value: Any, schema: dict[str, Any], root: dict[str, Any], where: str) -> None:
    if "$ref" in schema:
        return _fit(value, _resolve(schema["$ref"], root), root, where)
    if "anyOf" in schema:
        if not any(_fits(value, choice, root) for choice in schema["anyOf"]):
            raise SchemaError(f"{where} fits none of the choices")
        return None
    if not _is_of(value, _kinds(schema)):
        raise SchemaError(f"{where} is not of type {schema['type']}")
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        raise SchemaError(f"{where} is not one of the allowed values")
    if isinstance(value, str) and "format" in schema:
        if not re.fullmatch(_FORMATS[schema["format"]][0], value):
            raise SchemaError(f"{where} is not a {schema['format']}")
    if isinstance(value, list):
        for index, item in enumerate(value):
            _fit(item, schema["items"], root, f"{where}[{index}]")
    if isinstance(value, dict):
        if value.keys() != schema["properties"].keys():
            odd = sorted(value.keys() ^ schema["properties"].keys())
            raise SchemaError(f"{where} has missing or unknown keys: {odd}")
        for name, item in value.items():
            _fit(item, schema["properties"][name], root, f"{where}.{name}")


def _fits(value: Any, schema: dict[str, Any], root: dict[str, Any]) -> bool:
    try:
        _fit(value, schema, root, "")
    except SchemaError:
        return False
    return True


def _is_of(value: Any, kinds: list[str]) -> bool:
    if isinstance(value, bool):
        # In Python a truth value is an integer as well.
        return not kinds or "boolean" in kinds
    return not kinds or any(isinstance(value, _TYPES[kind]) for kind in kinds)


def plainest(schema: dict[str, Any], root: dict[str, Any]) -> Any:
    """Return the plainest value that fits a strict schema."""
    if "$ref" in schema:
        return plainest(_resolve(schema["$ref"], root), root)
    if "anyOf" in schema:
        return plainest(schema["anyOf"][-1], root)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = _kinds(schema)[-1]
    if kind == "object":
        inner = schema.get("properties", {})
        return {name: plainest(value, root) for name, value in inner.items()}
    if kind == "string" and "format" in schema:
        return _FORMATS[schema["format"]][1]
    return {"string": "…", "array": [], "boolean": False, "null": None}.get(kind, 0)
