import pytest

from billboard.core.text.vocabulary import spoken, starred, stem


def test_words_that_only_hold_sentences_together_are_not_counted() -> None:
    assert spoken("We don't want the BISCUITS back, we’ll have biscuits and TEA!") == {"biscuits", "tea"}


def test_an_accent_stays_and_a_possessive_goes() -> None:
    assert spoken("Crème brûlée: the queen's choice") == {"crème", "brûlée", "queen", "choice"}


@pytest.mark.parametrize("text", ["24 7 x", "投票しよう", "รถไฟมาสาย", "ok", "a" * 41, "👍👍"])
def test_numbers_letters_and_scripts_without_spaces_are_no_words(text: str) -> None:
    assert spoken(text) == set()


def test_other_scripts_have_words_too() -> None:
    assert spoken("Миру мир") == {"миру", "мир"}
    assert spoken("नमस्ते दुनिया") == {"नमस्ते", "दुनिया"}


def test_forms_of_a_word_have_one_stem() -> None:
    assert len({stem(word) for word in ("vote", "votes", "voted", "voting")}) == 1


@pytest.mark.parametrize(
    ("word", "printed"),
    [
        ("fuck", "f**k"),
        ("fucking", "f*****g"),
        ("motherfucker", "m**********r"),
        ("shite", "s***e"),
        ("arse", "a**e"),
        ("bollocks", "b******s"),
        ("scheiße", "s*****e"),
        ("shithole", "s******e"),
        ("f4ck", "f**k"),
        ("w4nkers", "w*****s"),
        ("c0ck", "c**k"),
        ("fuuuck", "f****k"),
        ("shiit", "s***t"),
        ("fuсk", "f**k"),
        ("мудаки", "м****и"),
        ("salopes", "s*****s"),
    ],
)
def test_swearing_is_printed_with_stars(word: str, printed: str) -> None:
    assert starred(word) == printed


@pytest.mark.parametrize(
    "word",
    "scunthorpe shiitake cockpit cocktail dickens scrap title titan pissarro assess bassoon class grass arsenal"
    " peacock hancock fickle flapjack firetruck sodium soda slagheap prickly constitution"
    " niggling snigger cook putt shoot piste boss".split(),
)
def test_words_that_only_look_like_swearing_are_printed_whole(word: str) -> None:
    assert starred(word) == word


def test_slurs_are_not_listed_at_all() -> None:
    assert spoken("those wetbacks and their biscuits") == {"biscuits"}
    assert spoken("w3tb4ck biscuits") == {"biscuits"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("это и на не что город", {"город"}),
        ("هذا في من على مدينة", {"مدينة"}),
        ("και το να είναι πόλη", {"πόλη"}),
        ("और में है शहर", {"शहर"}),
        ("jag och inte en stad", {"stad"}),
        ("ve bir için şehir", {"şehir"}),
        ("זה לא של עיר", {"עיר"}),
        ("l'homme est d'accord qu'elle", {"homme", "accord"}),
    ],
)
def test_other_languages_have_words_that_only_hold_sentences_together(text: str, words: set[str]) -> None:
    assert spoken(text) == words
