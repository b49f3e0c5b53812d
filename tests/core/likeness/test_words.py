import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billboard.core.likeness.characters import REFUSAL, fold_character, latin_lookalike
from billboard.core.likeness.upright import upright
from billboard.core.likeness.words import Parted, read


def letters(text: str, boldly: bool = False) -> list[str]:
    return [word.letters for word in read(text, boldly)]


@pytest.mark.parametrize(
    ("char", "folded"),
    [
        ("É", "e"),
        ("Ø", "o"),
        ("ß", "ss"),
        ("ﬁ", "fi"),
        ("Æ", "ae"),
        ("ı", "i"),
        ("ᴋ", "k"),
        ("🅺", "k"),
        ("⓪", "0"),
        ("٣", "3"),
        ("½", "1⁄2"),
        ("カ", "か"),
        ("ڪ", "ك"),
        ("\u0640", ""),
        ("\u200b", ""),
        ("\U000e0061", ""),
        ("\u3164", ""),
        ("\u0301", ""),
        ("\u05b8", ""),
        ("ि", "ि"),
        ("ั", "ั"),
        ("\u3000", " "),
        ("™", ""),
        ("´", "´"),
        ("🚫", REFUSAL),
    ],
)
def test_a_character_is_folded_to_what_it_is(char: str, folded: str) -> None:
    assert fold_character(char) == folded


def test_hangul_comes_out_in_letters_that_could_stand_alone() -> None:
    assert fold_character("값") == "".join(map(fold_character, "ㄱㅏㅂㅅ"))


@pytest.mark.parametrize(
    ("char", "look"), [("а", "a"), ("Н", "h"), ("н", "h"), ("ё", "e"), ("Ρ", "p"), ("ж", ""), ("Ғ", "f"), ("国", "")]
)
def test_a_character_may_look_like_a_latin_letter(char: str, look: str) -> None:
    assert latin_lookalike(char) == look


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("h a t e", ["hate"]),
        ("h.a.t.e them", ["hate", "them"]),
        ("F U C K  O F F", ["fuck", "off"]),
        ("k.i.l.l y.o.u.r cat", ["kill", "your", "cat"]),
        ("5.h.1.t", ["shit"]),
        ("A or B", ["a", "or", "b"]),
        ("it’s hit", ["its", "hit"]),
        ("d’accord", ["d", "accord"]),
        ("co-op", ["co", "op"]),
        ("sh!t", ["shit"]),
        ("wow!great", ["wow", "great"]),
        ("word(s)", ["word", "s"]),
        ("fu(k", ["fuck"]),
        ("\\/\\/hat", ["what"]),
        ("savvy", ["sawy"]),
        ("7.50 or 24/7", ["7.50", "or", "24.7"]),
        ("мyдaк", ["мудак"]),
        ("fцck", ["fuck"]),
        ("рот открыт", ["рот", "открыт"]),
        ("с υ п t", ["cunt"]),
        ("дур4к", ["дурчк"]),
        ("T恤", ["t恤"]),
        ("no ❌ yes", ["no", REFUSAL, "yes"]),
    ],
)
def test_a_text_is_read_in_words(text: str, words: list[str]) -> None:
    assert letters(text) == words


@pytest.mark.parametrize(
    ("text", "plainly", "boldly"),
    [
        ("a55", ["a", "55"], ["ass"]),
        ("5h17", ["sh", "17"], ["shit"]),
        ("S H ! T", ["sh", "t"], ["shit"]),
        ("@idiot", ["aidiot"], ["idiot"]),
        ("рот открыт", ["рот", "открыт"], ["pot", "открыт"]),
        ("£5", ["£5"], ["£5"]),
        ("2010", ["2010"], ["2010"]),
    ],
)
def test_a_doubt_is_settled_for_letters_where_a_text_is_read_boldly(
    text: str, plainly: list[str], boldly: list[str]
) -> None:
    assert letters(text) == plainly
    assert letters(text, boldly=True) == boldly


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("one two", Parted.BY_SPACE),
        ("one-two", Parted.BY_SIGNS),
        ("one, two", Parted.BY_STOP),
        ("one. Two", Parted.BY_STOP),
        ("one. two", Parted.BY_SPACE),
        ("abc123456", Parted.NOT),
    ],
)
def test_it_is_known_what_stands_between_words(text: str, parted: Parted) -> None:
    assert read(text)[1].parted is parted


@settings(deadline=None)
@given(st.text(max_size=40))
def test_every_letter_knows_where_it_was_typed(text: str) -> None:
    for boldly in (False, True):
        for word in read(text, boldly):
            assert len(word.letters) == len(word.places)
            assert all(0 <= place < len(text) for place in word.places)


def test_places_are_those_of_the_text_as_it_was_typed() -> None:
    (word,) = read("x\u200b\u0301 𝔣.𝔲.𝔠.𝔨")[1:]
    assert word.letters == "fuck"
    assert word.places == (4, 6, 8, 10)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("ʞɔnɟ ʎon now", "uoy fuck now"),
        ("\u202etoidi\u202c yes", "idiot\u202e\u202c yes"),
        ("🇫🇺🇳 in 🇫🇷🇩🇪", "FUN in ⚑⚑⚑⚑"),
        ("Bitte nɔch ein Bier", "Bitte nɔch ein Bier"),
        ("plain", "plain"),
    ],
)
def test_a_text_is_set_upright(text: str, read_as: str) -> None:
    found = upright(text)
    assert found.chars == read_as
    assert sorted(found.places) == list(range(len(text)))
