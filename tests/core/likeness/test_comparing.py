import pytest

from billboard.core.likeness.comparing import Kin, Turn, compare

SLOGAN = "Deport every last one of them"


@pytest.mark.parametrize(
    "other", ["DEPORT EVERY LAST ONE OF THEM!", "D3port 3v3ry last 0ne of them", "deporteverylastoneofthem"]
)
def test_another_spelling_is_the_same_slogan_and_ticked(other: str) -> None:
    found = compare(SLOGAN, other)
    assert found.kin is Kin.SAME
    assert found.turns == set()
    assert found.is_ticked


@pytest.mark.parametrize(
    "other",
    [
        "Deprot every last one of them",
        "Deport evry last one of them",
        "Deport every la st one of thm",
        "D*p*rt every last one of them",
    ],
)
def test_a_slip_is_near_and_ticked(other: str) -> None:
    found = compare(SLOGAN, other)
    assert found.kin is Kin.NEAR
    assert 0.75 <= found.likeness < 1
    assert found.is_ticked


@pytest.mark.parametrize(
    ("other", "turn"),
    [
        ("Do not deport every last one of them", Turn.NEGATION),
        ("Never deport every last one of them", Turn.NEGATION),
        ("❌ Deport every last one of them", Turn.NEGATION),
        ("Deport every last one of them: wrong", Turn.NEGATION),
        ("“Deport every last one of them”", Turn.QUOTATION),
        ("‘Deport every last one of them’", Turn.QUOTATION),
        ("He said deport every last one of them", Turn.QUOTATION),
        ("Who says: deport every last one of them", Turn.QUOTATION),
        ("Deport every last one of them?", Turn.QUESTION),
        ("Deport every last one of them? Why", Turn.QUESTION),
        ("Deport every last one of those", Turn.REWORDING),
        ("Deport every last bun of them", Turn.REWORDING),
        ("Deport every last pigeon of them", Turn.REWORDING),
        ("Please deport every last one of them", Turn.REWORDING),
    ],
)
def test_what_turns_the_sense_is_named_and_never_ticked(other: str, turn: Turn) -> None:
    for one, two in ((SLOGAN, other), (other, SLOGAN)):
        found = compare(one, two)
        assert found.kin is not Kin.APART
        assert turn in found.turns
        assert not found.is_ticked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Сдавайте все велосипеды", "Не сдавайте все велосипеды"),
        ("Macht die ganze Straße zu", "Macht die ganze Straße nicht zu"),
        ("Fermez toutes les gares", "Ne fermez pas toutes les gares"),
        ("赶走广场上的所有鸽子", "不赶走广场上的所有鸽子"),
        ("أغلقوا كل الطرق هنا", "لا أغلقوا كل الطرق هنا"),
        ("駅前の鳩を追い出せ", "駅前の鳩を追い出せない"),
    ],
)
def test_other_languages_deny_too(one: str, other: str) -> None:
    assert Turn.NEGATION in compare(one, other).turns


@pytest.mark.parametrize(
    "other", ["Who wrote “Deport every last one of them”? Shame on whoever did", "Bring back the biscuits", "", "👍"]
)
def test_what_has_little_in_common_is_apart(other: str) -> None:
    found = compare(SLOGAN, other)
    assert found.kin is Kin.APART
    assert not found.is_ticked


def test_an_apostrophe_is_no_quotation() -> None:
    assert compare("Don't trust the neighbours' cat", "Dont trust the neighbours cat").turns == set()


def test_templates_words_count_for_nothing() -> None:
    found = compare("WANTED\nThe cat, dead or asleep", "The cat, dead or asleep", without=["Wanted"])
    assert found.kin is Kin.SAME


def test_two_slogans_with_nothing_to_compare_are_apart() -> None:
    assert compare("…", "!").kin is Kin.APART


@pytest.mark.parametrize(
    ("other", "slip"),
    [
        ("Gladys Nunm burnt the hall", True),  # a short word misspelt may be another word: eyes must tell
        ("Gladys Nunn burnt teh hall", True),
        ("Gladys Nunn did not burn the hall", False),
        ("Gladys Nunn burnt the hall?", False),
        ("Gladys Nunn never burnt the hall", False),
        ("“Gladys Nunn burnt the hall”", False),
        ("Gladys Nunn burnt the toast", False),
    ],
)
def test_few_letters_apart_is_offered_and_ticked_by_nobody(other: str, slip: bool) -> None:
    assert compare("Gladys Nunn burnt the hall", other).is_slip is slip
