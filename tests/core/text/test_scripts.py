"""Scripts are named in one place, and a text is parted by them as Raqm parts it."""

import re
from pathlib import Path

import pytest

import billboard
from billboard.core.text import scripts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("This way", [("This way", "Latn")]),
        ("Новый AVATAR", [("Новый ", "Cyrl"), ("AVATAR", "Latn")]),
        ("10 % Скидка", [("10 % Скидка", "Cyrl")]),
        ("Ту (LT) Те", [("Ту (", "Cyrl"), ("LT", "Latn"), (") Те", "Cyrl")]),
        ("«AV» Та", [("«AV» ", "Latn"), ("Та", "Cyrl")]),
        ("Я [a(b]c", [("Я [", "Cyrl"), ("a(b", "Latn"), ("]", "Cyrl"), ("c", "Latn")]),
        ("и\u0301 e\u0301", [("и\u0301 ", "Cyrl"), ("e\u0301", "Latn")]),
        ("2024!", [("2024!", "Zyyy")]),
        ("𝒜 Я", [("𝒜 Я", "Cyrl")]),
    ],
)
def test_what_all_scripts_use_goes_with_the_script_before_it(text: str, parts: list[tuple[str, str]]) -> None:
    assert [(text[start:stop], script) for start, stop, script in scripts.stretches(text)] == parts


def test_no_other_module_spells_a_set_of_scripts_out() -> None:
    package = Path(billboard.__file__).parent
    named = {name for each in (scripts.SET, scripts.UNTRACKED) for name in re.findall(r"\\p\{(\w+)\}", each)}
    pair = re.compile(r"\\p\{+(%s)\}+\\p\{+(%s)\}" % (("|".join(sorted(named)),) * 2))
    found = [path.name for path in package.rglob("*.py") if pair.search(path.read_text())]
    assert found == ["scripts.py"]
