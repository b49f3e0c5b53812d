import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billboard.core.likeness.entries import Action, Entry, EntryRefused, Reach
from billboard.core.likeness.watched import WatchList
from tests.core.likeness.proving import watch_list
from tests.core.likeness.timing import cpu


def found(text: str, *entries: Entry) -> list[str]:
    """What of a text a list of entries finds, as it was typed."""
    return [text[match.start : match.end] for match in WatchList(entries).find(text)]


def test_a_match_says_which_entry_and_where() -> None:
    flag, hold = Entry("idiot", Action.FLAG), Entry("kill yourself", Action.HOLD)
    matches = WatchList([flag, hold]).find("You !D10T, k1ll y0urself. Idiot!")
    assert [(match.entry, match.start, match.end) for match in matches] == [
        (flag, 4, 9),
        (hold, 11, 24),
        (flag, 26, 31),
    ]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("you w\u200ban\u0301ker, you", "w\u200ban\u0301ker"),
        ("w a n k e r club", "w a n k e r"),
        ("the 𝔴𝔞𝔫𝔨𝔢𝔯 𝔠𝔩𝔲𝔟", "𝔴𝔞𝔫𝔨𝔢𝔯"),
        ("hush, ɹǝʞuɐʍ", "ɹǝʞuɐʍ"),
        ("big w*nker", "w*nker"),
        ("\\/\\/anker", "\\/\\/anker"),
        ("wankeeeeer", "wankeeeeer"),
    ],
)
def test_what_is_marked_is_what_was_typed(typed: str, marked: str) -> None:
    assert found(typed, Entry("wanker")) == [marked]


@pytest.mark.parametrize(
    "word",
    "class glass grass bass brass assassin assess assist embassy passage Lassie Picasso Tessa asset hassle".split(),
)
def test_a_word_is_not_found_inside_another(word: str) -> None:
    assert found(word, Entry("ass")) == []


@pytest.mark.parametrize(
    "text", ["ass", "ASS!", "you ass.", "ass-hat", "the ass’s jaw", "#OneAssForAll", "a$$", "@ss", "a s s"]
)
def test_a_word_is_found_where_it_stands_by_itself(text: str) -> None:
    assert len(found(text, Entry("ass"))) == 1


@pytest.mark.parametrize("text", ["as", "A's", "as so often", "as s", "gas station", "as simple as that"])
def test_a_doubled_letter_is_doubled(text: str) -> None:
    assert found(text, Entry("ass")) == []


def test_reach_says_where_in_a_word_to_look() -> None:
    texts = ["cock", "cocks", "peacock"]
    assert [len(found(text, Entry("cock"))) for text in texts] == [1, 0, 0]
    assert [len(found(text, Entry("cock", reach=Reach.START))) for text in texts] == [1, 1, 0]
    assert [len(found(text, Entry("cock", reach=Reach.PART))) for text in texts] == [1, 1, 1]


@pytest.mark.parametrize(
    ("entry", "exception", "clean", "caught"),
    [
        ("cunt", "Scunthorpe", "Scunthorpe’s own SCUNTHORPE", "Scunthorpe cunt"),
        ("penis", "Penistone", "Penistone market", "a penis"),
        ("dick", "Dick Whittington", "Dick Whittington, oh yes he is", "Dick Whittington is a dick"),
        ("cock", "cockerel", "two cockerels", "cockhead"),
        ("sex", "Essex", "Essex girls", "Essex sex"),
        ("arse", "Arsenal", "Arsenal win", "arse"),
        ("shit", "Matsushita", "Matsushita’s lamps", "Matsushita shit"),
        ("twat", "Lightwater", "Lightwater valley", "lighttwat"),
        ("kill yourself", "kill yourself laughing", "Kill yourself laughing tonight", "go kill yourself"),
    ],
)
def test_an_exception_lets_the_word_pass_and_nothing_else(entry: str, exception: str, clean: str, caught: str) -> None:
    watched = Entry(entry, reach=Reach.PART, exceptions=(exception,))
    assert found(clean, watched) == []
    assert len(found(caught, watched)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The pen is mightier",
        "the happen is",
        "An us and them thing",
        "Wish it were so",
        "Push it",
        "was hit",
        "Let’s hit it",
    ],
)
def test_words_in_a_row_are_no_word_cut_up(text: str) -> None:
    entries = [Entry(each, reach=Reach.PART) for each in ("penis", "anus", "shit")]
    assert found(text, *entries) == []


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("fu ck", "fuck"),
        ("fu-ck", "fuck"),
        ("bas tard", "bastard"),
        ("bel lend", "bellend"),
        ("kill your self", "kill yourself"),
        ("Killyourself", "kill yourself"),
        ("kill-yourself", "kill yourself"),
        ("KILL\nYOURSELF", "kill yourself"),
    ],
)
def test_what_was_cut_up_or_joined_is_found(text: str, entry: str) -> None:
    assert len(found(text, Entry(entry))) == 1


@pytest.mark.parametrize("text", ["Sh. It is late.", "Bas, tardy as ever", "Is it? SH! IT IS", "Mo. Ron. Three names."])
def test_nothing_is_found_across_the_end_of_a_sentence(text: str) -> None:
    assert found(text, *(Entry(each, reach=Reach.START) for each in ("shit", "bastard", "moron"))) == []


@pytest.mark.parametrize(
    "text",
    ["f*ck", "f**k", "f#ck", "f_ck", "f-ck", "f—ck", "f🍆ck", "f4ck", "f@ck", "fuc*", "f--k", "fvck", "fck", "phuck"],
)
def test_letters_that_are_struck_out_or_left_out_are_found(text: str) -> None:
    assert found(f"oh {text} it", Entry("fuck")) == [text]


@pytest.mark.parametrize(
    "text", ["f***", "****", "folk", "f*lk", "f*ck*ng", "duck", "**ck", "fork", "fluck", "f.c.k.", "F.C.K. hall"]
)
def test_what_shows_too_little_or_something_else_is_not(text: str) -> None:
    assert found(text, Entry("fuck")) == []


def test_a_word_of_a_phrase_may_be_struck_out_too() -> None:
    entry = Entry("hang the lot of them")
    assert found("Hang th* l*t of them!", entry) == ["Hang th* l*t of them"]
    assert found("Hang th* washing", entry) == []


@pytest.mark.parametrize(
    "text",
    [
        "07700 900461",
        "07700900461",
        "+44 7700 900461",
        "0044 7700 900 461",
        "0 7 7 0 0 9 0 0 4 6 1",
        "(07700) 900-461",
        "O7700 9OO461",
        "٠٧٧٠٠٩٠٠٤٦١",
    ],
)
def test_a_telephone_number_is_found_however_it_is_grouped(text: str) -> None:
    assert len(found(f"Ring {text} now", Entry("07700 900461"))) == 1


@pytest.mark.parametrize("text", ["07700 900462", "7700 9004612", "07700 90046", "123457700 900461", "900461"])
def test_another_number_is_not(text: str) -> None:
    assert found(text, Entry("07700 900461")) == []


@pytest.mark.parametrize(
    "text",
    [
        "cheap-pills.example",
        "CHEAP-PILLS.EXAMPLE/buy",
        "cheap pills dot example",
        "cheap-pills[.]example",
        "https://www.cheap-pills.example",
    ],
)
def test_an_address_is_found(text: str) -> None:
    assert len(found(text, Entry("cheap-pills.example"))) == 1


def test_a_short_number_is_a_word_like_others() -> None:
    assert found("Unit 18, 118, 1 8 and 18", Entry("18")) == ["18", "1 8", "18"]


def test_scripts_without_spaces_have_no_ends_of_words() -> None:
    assert found("你这个傻瓜啊", Entry("傻瓜")) == ["傻瓜"]
    assert found("バカ野郎とそばかす", Entry("ばか", exceptions=("そばかす",))) == ["バカ"]


def test_a_hangul_syllable_is_not_cut() -> None:
    entry = Entry("바보", reach=Reach.PART)
    assert found("이 바보야", entry) == ["바보"]
    assert found("ㅂㅏㅂㅗ", entry) == ["ㅂㅏㅂㅗ"]
    assert found("밥보다 바볼", entry) == []


@pytest.mark.parametrize("text", ["Take the A55", "Form B16, size A4", "SH1 T-bar", "G8 and G7"])
def test_roads_and_sizes_are_no_words(text: str) -> None:
    assert found(text, Entry("ass"), Entry("big"), Entry("aa")) == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry("…"), "needs letters"),
        (Entry("a"), "too short"),
        (Entry("as", reach=Reach.PART), "too short"),
        (Entry("x" * 201), "too long"),
    ],
)
def test_an_entry_that_cannot_work_is_refused_with_a_sentence(entry: Entry, said: str) -> None:
    with pytest.raises(EntryRefused, match=said):
        entry.check()


def test_what_is_short_and_yet_enough_is_taken() -> None:
    for entry in (Entry("kys"), Entry("瓜"), Entry("07700 900461"), Entry("18")):
        entry.check()


def test_an_empty_list_finds_nothing() -> None:
    assert WatchList([]).find("anything") == []


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_searched_and_matches_lie_within_it(text: str) -> None:
    for match in watch_list().find(text):
        assert 0 <= match.start < match.end <= len(text)


@settings(deadline=None)
@given(st.sampled_from([entry.text for entry in watch_list().entries]), st.text("xyz \n.", max_size=10))
def test_an_entry_is_found_in_any_company(entry: str, company: str) -> None:
    assert any(match.entry.text == entry for match in watch_list().find(f"{company} {entry} {company}"))


@pytest.mark.parametrize(
    "flood",
    [
        "fuck",
        "f*ck ",
        "f.u.c.k ",
        "f u c k ",
        "FuckOff",
        "shit",
        "as s ",
        "傻瓜",
        "바보",
        "07700900461 ",
        "l1",
        "*",
        "му*ак ",
        "ʞɔnɟ ",
        "bell end ",
    ],
)
def test_a_flood_costs_time_in_proportion(flood: str) -> None:
    short, long = ((flood * length)[:length] for length in (500, 4_000))
    # Eight times as long; were it by the square, it would cost sixty-four times as much.
    assert cpu(lambda: watch_list().find(long)) < 24 * cpu(lambda: watch_list().find(short)) + 0.02
