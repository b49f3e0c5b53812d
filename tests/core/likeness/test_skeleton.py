from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billboard.core.likeness.skeleton import fingerprint, skeleton
from tests.core.likeness.sets import Half, clean, samples
from tests.core.likeness.timing import cpu

HATE = "Hate them all"
# Characters that the folding has something to say about, close enough together to meet.
TRICKY = st.text(
    st.sampled_from(
        "ab lLiI013457@$!|+(<.-'’ \n≠❌хабдικληф日かガー각ㄱ\u0301\u200b\u202e\u202cɐɥǝʇ🇫🇷🇪£€5290/:,vсю\u3099"
    )
)


@pytest.mark.parametrize(
    "spelling",
    [
        "HATE THEM ALL!!!",
        "hate  them\nall",
        "hatethemall",
        "hat ethe mall",
        "h a t e t h e m a l l",
        "h.a.t.e them all",
        "H-A-T-E T-H-E-M A-L-L",
        "haaaate themmm alllll",
        "h4te th3m 4ll",
        "h@te them @ll",
        "h4te them a11",
        "hate them aIl",
        "hаtе tһеm аll",
        "ΗΑΤΕ them all",
        "𝔥𝔞𝔱𝔢 𝔱𝔥𝔢𝔪 𝔞𝔩𝔩",
        "ｈａｔｅ　ｔｈｅｍ　ａｌｌ",
        "ⓗⓐⓣⓔ ⓣⓗⓔⓜ ⓐⓛⓛ",
        "🅷🅰🆃🅴 them all",
        "🇭 🇦 🇹 🇪 them all",
        "🇭🇦🇹🇪 them all",
        "ʜᴀᴛᴇ ᴛʜᴇᴍ ᴀʟʟ",
        "llɐ ɯǝɥʇ ǝʇɐɥ",
        "\u202ella meht etah\u202c",
        "hàtê thëm åll",
        "h\u0335a\u0335t\u0335e\u0335 them all",
        "h\u0301\u0302\u0303\u0304a\u0305te them all",
        "ha\u200bte\u2060 th\u00adem a\u200dll",
        "🔥 hate 🔥 them 🔥 all 🔥",
        "“hate them all”",
        "|-|ate them all",
    ],
)
def test_spellings_of_one_slogan_have_one_skeleton(spelling: str) -> None:
    assert skeleton(spelling) == skeleton(HATE)


@pytest.mark.parametrize(
    ("plain", "written"),
    [
        ("Meet at Mill Lane and smash the windows", "M337 47 M1ll L4n3 4nd 5m45h 7h3 w1nd0w5"),
        ("Otto stole the hospice’s money", "O770 570l3 7h3 h05p1c3’5 m0n3y"),
        ("Ring Greta at night: 0555 01 4477", "R1ng Gr374 47 n1gh7: 0555 01 4477"),
    ],
)
def test_digits_are_letters_throughout_where_those_letters_are_nowhere(plain: str, written: str) -> None:
    assert skeleton(written) == skeleton(plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مدينة الحب", "مَدِيـنَة الحُبّ"),
        ("مدينة الحب", "ﻣﺪﻳﻨﺔ اﻟﺤﺐ"),
        ("کتاب", "كتاب"),
        ("שלום עולם", "שָׁלוֹם עוֹלָם"),
        ("ガラス", "ｶﾞﾗｽ"),
        ("バカ", "ばか"),
        ("각하", "ㄱㅏㄱㅎㅏ"),
        ("Привет, мир", "ПРИВЕТ МИР"),
        ("Привет, мир", "Пpивeт, миp"),  # with Latin p and e
        ("Ελλάδα μου", "ΕΛΛΑΔΑ ΜΟΥ"),
        ("⾦⽔", "金水"),
        ("١٢٣ كتاب", "123 كتاب"),
    ],
)
def test_other_scripts_have_spellings_too(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Est. 2010", "Est. 2011"),
        ("£350 a night", "£3.50 a night"),
        ("£350 a night", "€350 a night"),
        ("AI wrote this", "A1 wrote this"),
        ("The M25", "The M26"),
        ("1,000 days", "100 days"),
        ("かぎがない", "かきがない"),
        ("天天向上", "天向上"),
        ("ビールはない", "ビルはない"),
        ("เสือ", "เสื่อม"),
        ("🇫🇷", "🇩🇪"),
    ],
)
def test_what_says_something_else_has_another_skeleton(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Est. 2010", "est 2010"),
        ("£350", "£350"),
        ("5€", "€5"),
        ("1,000", "1000"),
        ("07700 900 461", "07700900461"),
        ("2O1O", "2010"),
        ("A55", "a 55"),
        ("20mph", "20 mph"),
        ("Covid-19", "covid 19"),
        ("h4te th3m at 47", "hatethemat 47"),
    ],
)
def test_digits_that_stand_in_a_number_stay(text: str, kept: str) -> None:
    assert skeleton(text) == kept


def test_no_two_clean_slogans_share_a_skeleton_and_none_is_left_with_nothing() -> None:
    slogans = {*clean(Half.SEEN), *clean(Half.UNSEEN), *samples()}
    skeletons = Counter(map(skeleton, slogans))
    assert len(slogans) > 1700
    assert [each for each, often in skeletons.items() if often > 1] == []
    assert "" not in skeletons


@settings(deadline=None)
@given(st.text(max_size=30) | TRICKY)
def test_the_skeleton_of_a_skeleton_is_itself(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)


@pytest.mark.parametrize(
    "answer",
    [
        "Not hate them all",
        "Never hate them all",
        "Hate them all? No thanks",
        "Who wrote “Hate them all”? Shame",
        "❌ Hate them all",
        "🚫 Hate them all 🚫",
        "Don’t hate them all",
        "They said: hate them all",
    ],
)
def test_who_denies_quotes_or_answers_a_slogan_says_something_else(answer: str) -> None:
    assert skeleton(answer) != skeleton(HATE)


def test_words_that_the_template_brings_along_are_left_out() -> None:
    phrases = ("Vote for change", "MISSING")
    assert skeleton("VOTE FOR CHANGE\nHate them all\nMissing!", phrases) == skeleton(HATE)
    assert skeleton("Vote for change", phrases) == ""
    assert skeleton("Change the vote", phrases) == skeleton("Change the vote")


def test_of_emoji_alone_the_emoji_are_left() -> None:
    assert skeleton("👍🏽👍 👍") == "👍"
    assert skeleton("🍆 💦") == skeleton("🍆💦") != skeleton("💦🍆")
    assert skeleton("…!?") == ""


def test_a_fingerprint_fits_a_column_and_never_changes() -> None:
    found = {fingerprint(skeleton(slogan)) for slogan in clean(Half.SEEN)}
    assert len(found) == len(clean(Half.SEEN))
    assert all(-(2**63) <= each < 2**63 for each in found)
    assert fingerprint("hatethemai") == 6261209251302809312


def test_surrogates_and_other_broken_text_have_a_fingerprint() -> None:
    assert fingerprint(skeleton("a\ud800b\x00c")) == fingerprint("abc")


@pytest.mark.parametrize(
    "flood",
    [
        "a",
        "a.b",
        "h4t3",
        "1a",
        "@!",
        "ж",
        "a\u0301\u0302",
        "🇫",
        "ʞ ",
        "\u202ea",
        "a ",
        "|-|",
        "a'",
        "≠",
        "がば",
        "1,1",
        "$1",
    ],
)
def test_a_flood_costs_time_in_proportion(flood: str) -> None:
    short, long = flood * (1_000 // len(flood)), flood * (8_000 // len(flood))
    # Eight times as long; were it by the square, it would cost sixty-four times as much.
    assert cpu(lambda: skeleton(long)) < 24 * cpu(lambda: skeleton(short)) + 0.01


def test_a_slogan_of_two_thousand_letters_costs_milliseconds() -> None:
    slogan = "The council apologises for the convenience, now 20 % off! " * 35
    assert cpu(lambda: skeleton(slogan)) < 0.03
