"""Every setting stands on one page of the desk."""

from billboard.settings.groups import DECLARED, GROUPS
from billboard.settings.registry import SETTINGS


def test_every_setting_but_the_switches_stands_in_one_group() -> None:
    listed = sorted(name for group in GROUPS for name in group.names)
    assert listed == sorted(name for name, setting in SETTINGS.items() if not setting.switch)
    assert len({group.slug for group in GROUPS}) == len(GROUPS)
    assert all(group.title and group.about and group.names for group in DECLARED)
