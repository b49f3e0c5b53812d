"""What a form or a command needs to know of a setting, and what it takes for one."""

from typing import Literal

import pytest
from pydantic import BaseModel

from billboard.core.errors import NotFound, Refused
from billboard.infra.adjustable import adjustable
from billboard.infra.config import Settings
from billboard.infra.setting_types import Address, Addresses, Count, Limit, Lines, Name
from billboard.settings import registry
from billboard.settings.registry import SETTINGS, Kind, Value, settings_of


class Declared(BaseModel):
    open_: bool = adjustable(True, "Voting", "Whether anybody may vote.", campaign=True)
    most: Count = adjustable(3, "Most", "How many.")
    name: Name = adjustable("Billboard", "Name", "Of the site.")
    letters: Address = adjustable("", "Letters", "Where to.")
    rate: Limit = adjustable("1 per minute", "Rate", "How often.")
    look: Literal["day", "night"] = adjustable("day", "Look", "Of every page.")
    words: Lines = adjustable((), "Words", "That are watched for.")
    told: Addresses = adjustable((), "Who is told", "When something happens.")


DECLARED = settings_of(Declared)


def test_a_line_says_all_that_a_form_shows() -> None:
    assert {name: each.kind for name, each in DECLARED.items()} == {
        "open_": Kind.SWITCH,
        "most": Kind.NUMBER,
        "name": Kind.TEXT,
        "letters": Kind.TEXT,
        "rate": Kind.TEXT,
        "look": Kind.CHOICE,
        "words": Kind.LIST,
        "told": Kind.LIST,
    }
    voting = DECLARED["open_"]
    assert (voting.label, voting.help, voting.campaign) == ("Voting", "Whether anybody may vote.", True)
    assert not DECLARED["most"].campaign
    assert DECLARED["look"].choices == ("day", "night")


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("open_", "on", True),
        ("open_", "off", False),
        ("most", " 12 ", 12),
        ("name", " The Hoarding ", "The Hoarding"),
        ("letters", "Ada@Example.ORG", "Ada@example.org"),
        ("letters", "", ""),
        ("rate", "2 per second; 100 per hour", "2 per second; 100 per hour"),
        ("look", "night", "night"),
        ("words", "one\r\n two,three\n\n", ("one", "two", "three")),
        ("words", "", ()),
        ("told", "ada@example.org, bert@example.org", ("ada@example.org", "bert@example.org")),
    ],
)
def test_what_is_typed_becomes_a_value_and_is_typed_again_from_it(name: str, typed: str, value: Value) -> None:
    setting = DECLARED[name]
    assert setting.read(typed) == value
    assert setting.read(setting.typed(value)) == value
    assert setting.read(list(value) if isinstance(value, tuple) else value) == value  # as JSON gives it back


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("open_", "perhaps", "Voting: Say on or off."),
        ("most", "many", "Most: Type a whole number."),
        ("most", "0", "Most: Type 1 or more."),
        ("most", "9999999999", "Most: Type 1000000000 or less."),
        ("name", "  ", "Name: Type something."),
        ("name", "x" * 41, "Name: Type 40 characters at most."),
        ("name", "a\x00b", "Name must be on one line, without control characters."),
        ("letters", "ada", "Letters: That does not look like an address for letters."),
        ("rate", "sometimes", "Rate must look like 12 per minute; 120 per hour."),
        ("look", "dusk", "Look: Choose one of 'day' or 'night'."),
        ("told", "ada@example.org, bert", "Who is told: That does not look like an address for letters."),
        ("words", "x" * 201, "Words: Type 200 characters at most."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_on_what_to_type(name: str, typed: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        DECLARED[name].read(typed)
    assert refused.value.message.startswith(sentence)
    assert refused.value.field == name


def test_every_setting_has_a_label_a_sentence_of_help_and_a_default_that_may_stand() -> None:
    environment = Settings()
    for setting in SETTINGS.values():
        assert setting.label != setting.name
        assert setting.help.endswith(".")
        default: Value = getattr(environment, setting.name)
        assert setting.read(setting.typed(default)) == default


def test_a_name_that_is_no_setting_is_refused() -> None:
    with pytest.raises(NotFound, match="no setting called secret_key"):
        registry.find("secret_key")
