"""The Bot API's methods and objects: decode a request by them, and name everything wrong with it."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.telegram_server.refusals import JsonObject

# The official description lies beside the checkout, never in it; without it the built-in table serves.
OFFICIAL_SCHEMA = Path(__file__).resolve().parents[3] / "shared" / "telegram" / "bot-api-10.1.json"

_FIXED_VALUE = re.compile(r"(?:must be|always) [\"“]?([a-z0-9_]+)[\"”]?$")
_ARRAY = "Array of "


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a method, or one member of an object."""

    name: str
    types: tuple[str, ...]
    required: bool
    fixed: str | None = None


Fields = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Schema:
    """What may be called with what."""

    methods: Mapping[str, Fields]
    objects: Mapping[str, Fields]
    unions: Mapping[str, tuple[str, ...]]
    returns: Mapping[str, tuple[str, ...]]
    official: bool

    def decode(self, method: str, raw: Mapping[str, Any], files: Collection[str] = ()) -> tuple[JsonObject, list[str]]:
        """Return the typed parameters of a request, and what is wrong with it."""
        fields = self.methods[method]
        parameters: JsonObject = {}
        wrong = [f"{method}: unknown parameter {name!r}" for name in [*raw, *files] if name not in fields]
        for field in fields.values():
            if field.name in files and "InputFile" in field.types:
                continue
            if field.name in raw:
                value = _from_form(raw[field.name], field.types)
                parameters[field.name] = value
                wrong += self.problems(field.types, value, f"{method}: {field.name}")
            elif field.required:
                wrong.append(f"{method}: required parameter {field.name!r} is missing")
        return parameters, wrong

    def problems(self, types: Sequence[str], value: object, path: str) -> list[str]:
        """Say what keeps `value` from being one of `types`; nothing when it is one."""
        candidates = self._flat(types)
        if isinstance(value, dict):
            candidates = [name for name in candidates if self._fixed_values_fit(name, value)] or candidates
        attempts = [self._problems_of(name, value, path) for name in candidates]
        return min(attempts, key=len)

    def _flat(self, types: Sequence[str]) -> list[str]:
        return [part for name in types for part in (self._flat(self.unions.get(name, ())) or [name])]

    def _fixed_values_fit(self, name: str, value: Mapping[str, object]) -> bool:
        fields = self.objects.get(name, {}).values()
        fixed = {field.name: field.fixed for field in fields if field.fixed is not None}
        return name in self.objects and all(value.get(key) == wanted for key, wanted in fixed.items())

    def _problems_of(self, name: str, value: object, path: str) -> list[str]:
        if name.startswith(_ARRAY):
            if not isinstance(value, list):
                return [f"{path}: a list is wanted, not {value!r:.80}"]
            inner = [name.removeprefix(_ARRAY)]
            return [line for i, item in enumerate(value) for line in self.problems(inner, item, f"{path}[{i}]")]
        if name in self.objects:
            return self._problems_of_object(name, value, path)
        if not _is_plain(name, value):
            return [f"{path}: {name} is wanted, not {value!r:.80}"]
        return []

    def _problems_of_object(self, name: str, value: object, path: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{path}: {name} is wanted, not {value!r:.80}"]
        fields = self.objects[name]
        wrong = [f"{path}: {name} has no field {key!r}" for key in value if key not in fields]
        for field in fields.values():
            if field.name not in value:
                wrong += [f"{path}: {name} needs the field {field.name!r}"] if field.required else []
            elif field.fixed is not None and value[field.name] != field.fixed:
                wrong.append(f"{path}: {name}.{field.name} is always {field.fixed!r}")
            else:
                wrong += self.problems(field.types, value[field.name], f"{path}.{field.name}")
        return wrong


def _is_plain(name: str, value: object) -> bool:
    if name == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "Float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if name == "Boolean":
        return isinstance(value, bool)
    if name == "InputFile":
        return isinstance(value, str) and value.startswith("attach://")
    return name == "String" and isinstance(value, str)


def _from_form(value: object, types: Sequence[str]) -> object:
    """Turn the string of a form into the JSON value it stands for; leave it where it stands for none."""
    if not isinstance(value, str):
        return value
    if "Integer" in types and re.fullmatch(r"-?[0-9]{1,19}", value):
        return int(value)
    if "Float" in types and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        return float(value)
    if "Boolean" in types and value in {"true", "false"}:
        return value == "true"
    if "String" not in types:
        with suppress(ValueError):
            return json.loads(value)
    return value


def _fixed_value(name: str, description: str) -> str | None:
    if name not in {"type", "source", "status"}:
        return None
    found = _FIXED_VALUE.search(description)
    return found.group(1) if found else None


def _official_fields(listed: Sequence[JsonObject]) -> Fields:
    return {
        field["name"]: Field(
            field["name"],
            tuple(field["types"]),
            field["required"],
            _fixed_value(field["name"], field["description"]),
        )
        for field in listed
    }


@lru_cache
def read_official_schema(path: Path) -> Schema:
    """Read the machine-readable description of the Bot API."""
    document = json.loads(path.read_text(encoding="utf-8"))
    methods, types = document["methods"], document["types"]
    return Schema(
        methods={name: _official_fields(method.get("fields", [])) for name, method in methods.items()},
        objects={
            name: _official_fields(kind.get("fields", []))
            for name, kind in types.items()
            if not kind.get("subtypes") and name != "InputFile"
        },
        unions={name: tuple(kind["subtypes"]) for name, kind in types.items() if kind.get("subtypes")},
        returns={name: tuple(method["returns"]) for name, method in methods.items()},
        official=True,
    )


def _listed_type(written: str) -> str:
    return _ARRAY + _listed_type(written[1:-1]) if written.startswith("[") else written


def _listed_fields(listed: str) -> Fields:
    fields = {}
    for item in listed.split():
        label, _, types = item.partition(":")
        name, _, fixed = label.partition("=")
        kinds = tuple(_listed_type(kind) for kind in types.split("|"))
        fields[name.rstrip("?")] = Field(name.rstrip("?"), kinds, not name.endswith("?"), fixed or None)
    return fields


def schema_from_table(methods: Mapping[str, str], objects: Mapping[str, str], unions: Mapping[str, str]) -> Schema:
    """Build a schema from lines such as `text:String entities?:[MessageEntity] type=article:String`."""
    return Schema(
        methods={name: _listed_fields(listed) for name, listed in methods.items()},
        objects={name: _listed_fields(listed) for name, listed in objects.items()},
        unions={name: tuple(listed.split()) for name, listed in unions.items()},
        returns={},
        official=False,
    )
