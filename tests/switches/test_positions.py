"""How a switch is written, and when it stands."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from billboard.core.errors import Refused
from billboard.infra.switches import Position, read, tidy, write
from billboard.settings import registry
from billboard.switches.standing import Switch

UNTIL = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ("off", Position(False)),
        ("no", Position(False)),
        ("On", Position(True)),
        ("true", Position(True)),
        ("on until 2026-11-30T18:00Z", Position(True, UNTIL)),
        ("on until 2026-11-30T19:00+01:00: Tea.", Position(True, UNTIL, "Tea.")),
        ("on until 2026-11-30T18:00", Position(True, UNTIL)),
        ("on by too-many: Sweeping: wait.", Position(True, None, "Sweeping: wait.", "too-many")),
        ("off: whatever", Position(False)),
    ],
)
def test_a_position_is_read_as_people_type_it(typed: str, position: Position) -> None:
    assert read(tidy(typed)) == position
    assert tidy(write(position)) == write(position)


@pytest.mark.parametrize("typed", ["maybe", "on until tea", "on until", "onwards", "on by A B", "on: " + "x" * 201])
def test_what_is_no_position_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(Refused, match=r"Read-only (must be|tells)"):
        registry.find("read_only").read(typed)


def test_a_switch_stands_until_its_end() -> None:
    assert Position(True).stands(UNTIL)
    assert Position(True, UNTIL).stands(UNTIL - timedelta(seconds=1))
    assert not Position(True, UNTIL).stands(UNTIL)
    assert not Position(False, UNTIL).stands(UNTIL - timedelta(days=1))


def test_every_switch_is_a_setting_of_site_and_campaign_and_every_such_setting_a_switch(lite: Flask) -> None:
    declared = {name: setting for name, setting in registry.SETTINGS.items() if setting.switch}
    assert declared.keys() == {switch.value for switch in Switch}
    assert all(setting.campaign for setting in declared.values())
