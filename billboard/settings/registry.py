"""The settings that operators may change, as a form or a command needs to know them.

They are declared in `infra.adjustable`, one line each; nothing here names any.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from billboard.core.errors import NotFound, Refused
from billboard.infra.adjustable import Adjustable

Value = bool | int | str | tuple[str, ...]
SENTENCES = {  # for what pydantic finds wrong
    "bool_parsing": "Say on or off.",
    "int_parsing": "Type a whole number.",
    "greater_than_equal": "Type {ge} or more.",
    "less_than_equal": "Type {le} or less.",
    "string_too_short": "Type something.",
    "string_too_long": "Type {max_length} characters at most.",
    "too_long": "{max_length} at most.",
    "string_pattern_mismatch": "Type slugs: small letters, digits and single dashes.",
    "literal_error": "Choose one of {expected}.",
}


class Kind(StrEnum):
    """What a form shows for it."""

    SWITCH = "switch"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    LIST = "list"  # of texts, typed one a line
    WORDS = "words"  # paragraphs in Markdown
    COLOUR = "colour"
    MOMENT = "moment"  # kept in UTC, typed in the site's time zone
    ZONE = "zone"  # of time


@dataclass(frozen=True)
class Setting:
    name: str
    label: str
    help: str
    kind: Kind
    campaign: bool  # whether a campaign may have its own
    switch: bool  # whether it is one of those that `billboard.switches` turns
    choices: tuple[str, ...]
    _type: TypeAdapter[Any]

    def read(self, given: object) -> Value:
        """What was typed or stored, as a value. Raises Refused with what to do about it."""
        try:
            value: Value = self._type.validate_python(given)
        except ValidationError as error:
            raise Refused(_sentence(self.label, error.errors(include_url=False)[0]), self.name) from None
        return value

    def typed(self, value: Value) -> str:
        """The value as somebody would type it."""
        if isinstance(value, bool):
            return "on" if value else "off"
        return "\n".join(value) if isinstance(value, tuple) else str(value)


def settings_of(declared: type[BaseModel]) -> Mapping[str, Setting]:
    """By name, in the order in which they are declared."""
    return MappingProxyType({name: _setting(name, field) for name, field in declared.model_fields.items()})


def find(name: str) -> Setting:
    """Raises NotFound."""
    if name not in SETTINGS:
        raise NotFound(f"There is no setting called {name}.")
    return SETTINGS[name]


def _setting(name: str, field: FieldInfo) -> Setting:
    extra = field.json_schema_extra
    declared_kind = str(extra.get("kind") or "") if isinstance(extra, dict) else ""
    declared: Any = Annotated[field.annotation, field]
    return Setting(
        name=name,
        label=field.title or name,
        help=field.description or "",
        kind=Kind(declared_kind) if declared_kind else _kind(field.annotation),
        campaign=isinstance(extra, dict) and extra.get("campaign") is True,
        switch=isinstance(extra, dict) and extra.get("switch") is True,
        choices=get_args(field.annotation) if get_origin(field.annotation) is Literal else (),
        _type=TypeAdapter(declared),
    )


def _sentence(label: str, fault: ErrorDetails) -> str:
    if known := SENTENCES.get(fault["type"]):
        return f"{label}: {known.format(**fault.get('ctx', {}))}"
    reason = fault["msg"].removeprefix("Value error, ")  # our own: a sentence, or what follows upon the name
    return f"{label}: {reason}" if reason[:1].isupper() else f"{label} {reason}."


def _kind(annotation: object) -> Kind:
    if get_origin(annotation) is Literal:
        return Kind.CHOICE
    kinds = {bool: Kind.SWITCH, int: Kind.NUMBER, str: Kind.TEXT, tuple: Kind.LIST}
    return kinds[get_origin(annotation) or annotation]  # type: ignore[index]


SETTINGS = settings_of(Adjustable)
