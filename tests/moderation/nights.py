"""Hostile nights, written down: what hangs, what is put up, and who reports it, minute by minute.

Nothing of them is taken from what finds or weighs them. Abuse is invented, and so is whoever it is about; every abusive
slogan comes in five spellings, and beside some of them hang posters that quote it, deny it or answer it. The brigade
has four networks and up to 200 cookies, and every innocent poster that it is after is reported from all four.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice, product

BEGIN = datetime(2026, 5, 7, 20, 30, tzinfo=UTC)  # the day ends while it lasts
HOURS = 4.5
BRIGADE = ("198.51.100.", "203.0.113.", "2001:db8:1::", "2001:db8:2::")  # four networks, however many addresses

NAMES = "Mabel Thorne,Otto Quill,Greta Moss,Ivo Larch,Nell Garrow,Pip Sutter,Runa Vale,Tam Okoro,Zoe Brandt,Kit Amari"
STREETS = "Larch Row,Mill Lane,Quay Street,Dell Close,Abbey Rise,Ford Way"
ABUSE = {  # a reason, and what is said for it
    "threat": (
        "Set fire to {name}’s house tonight",
        "Break {name}’s legs on {street}",
        "Meet at {street} and smash {name}’s windows",
    ),
    "private": ("{name} lives at 14 {street}", "Ring {name} at night: 0555 01 4477"),
    "hate": ("All Ostrians are vermin, throw them out", "No Ostrian family belongs on {street}"),
    "libel": ("{name} stole the hospice’s money", "{name} sold the school’s keys to thieves"),
    "harassment": ("{name} is a worthless liar, tell her so", "Nobody on {street} can stand {name}"),
    "election": ("Voting is on Friday, not on Thursday", "Vote by text message: 0555 01 7788"),
}
OPENINGS = "More,Fewer,Free,Cheaper,Slower,Warmer,Louder,Longer,Second-hand,Emergency,Invisible,Award-winning".split(
    ","
)
THINGS = (
    "potholes,biscuits,queues,bridges,pigeons,umbrellas,consultants,kettles,hedges,trains,mornings,bins,swans,forms,"
    "puddles,benches,ferries,tea cosies,roundabouts,ducks,cones,sandwiches,libraries,lamp posts"
).split(",")
ENDS = (
    "for everyone,until further notice,by popular demand,at no extra cost,since 1974,in your area,while you wait,"
    "after the break,or your money back,as promised,next year perhaps,whatever the weather,on alternate Tuesdays"
).split(",")
NOTES = ("", "", "Please look at this", "I know who is meant", "This hangs by the school", "Seen on my way home")
FALSELY = ("Dangerous, take it down at once", "Dangerous! Take it down at once", "My children saw this threat")
ANSWERS = ("Nobody should say “{}”", "“{}”? Not in our street", "Whoever wrote “{}” needs a hug", "We do not say: {}")

LEET = str.maketrans("aeiost", "431057")
LOOKALIKES = str.maketrans("aeocpx", "аеосрх")  # Cyrillic


@dataclass(frozen=True)
class Made:
    """A poster that somebody puts up."""

    text: str
    at: datetime
    address: str
    slogan: int | None = None  # the abusive slogan's number
    votes: int = 0

    @property
    def is_abusive(self) -> bool:
        return self.slogan is not None


@dataclass(frozen=True)
class Filed:
    """A report of the poster at that place of the night."""

    of: int
    reason: str
    at: datetime
    address: str
    reporter: str
    is_honest: bool
    note: str = ""


@dataclass(frozen=True)
class Night:
    posters: Sequence[Made]  # in the order in which they go up
    reports: Sequence[Filed]  # in the order in which they come
    reasons: Sequence[str]  # of each abusive slogan
    hanging: Sequence[str] = field(default=())  # what hung before it began
    begin: datetime = BEGIN

    @property
    def end(self) -> datetime:
        return self.begin + timedelta(hours=HOURS)

    @property
    def abusive(self) -> list[int]:
        return [place for place, made in enumerate(self.posters) if made.is_abusive]


def small(seed: int = 2010, begin: datetime = BEGIN) -> Night:
    """400 posters, 40 of them abusive in 8 slogans of five spellings each; 250 reports, a third by a brigade."""
    chance = random.Random(seed)
    return _night(chance, begin, posters=400, slogans=8, spellings=5, reports=250, targets=10, cookies=200)


def large(seed: int = 2010, hanging: int = 100_000, part: int = 1) -> Night:
    """5,000 posters, 8 % of them abusive in 60 slogans, on a wall of 100,000; 2,000 reports, a third by a brigade.

    Or a tenth, or any other `part`, of all that happens.
    """
    chance = random.Random(seed)
    made = {"posters": 5_000 // part, "slogans": 60 // part, "spellings": 7, "abusive": 400 // part}
    night = _night(chance, BEGIN, **made, reports=2_000 // part, targets=40 // part, cookies=200)
    return Night(night.posters, night.reports, night.reasons, [*islice(harmless(chance), hanging)])


def abusive_slogans(chance: random.Random, wanted: int) -> list[tuple[str, str]]:
    """Reasons and texts, no two of them alike, every reason among them."""
    names, streets = NAMES.split(","), STREETS.split(",")
    by_reason = {
        reason: list(
            dict.fromkeys(
                text.format(name=name, street=street) for text, name, street in product(texts, names, streets)
            )
        )
        for reason, texts in ABUSE.items()
    }
    for texts in by_reason.values():
        chance.shuffle(texts)
    turns = [(reason, texts.pop()) for _ in range(wanted) for reason, texts in by_reason.items() if texts]
    return turns[:wanted]


def spellings(text: str) -> list[Callable[[random.Random], str]]:
    """The same slogan as people spell it to get past a list, from plain to far."""
    return [
        lambda chance: text,
        lambda chance: text.translate(LEET),
        lambda chance: text.upper().replace(" ", "  ") + "!!!",
        lambda chance: text.translate(LOOKALIKES),
        lambda chance: " ".join(_spaced(word) if word == max(text.split(), key=len) else word for word in text.split()),
        lambda chance: "".join(letter * (3 if letter in "aeiou" and chance.random() < 0.3 else 1) for letter in text),
        lambda chance: _slipped(text, chance),
    ]


def harmless(chance: random.Random) -> Iterator[str]:
    """Slogans that hurt nobody, no two of them the same."""
    number = 0
    every = [f"{opening} {thing} {end}" for opening, thing, end in product(OPENINGS, THINGS, ENDS)]
    chance.shuffle(every)
    while True:
        for text in every:
            yield text if not number else f"{text}, says {_name(number, chance)}"
        number += 1


def _night(
    chance: random.Random,
    begin: datetime,
    *,
    posters: int,
    slogans: int,
    spellings: int,
    reports: int,
    targets: int,
    cookies: int,
    abusive: int = 0,
) -> Night:
    chosen = abusive_slogans(chance, slogans)
    made = _made(chance, begin, chosen, posters, abusive or slogans * spellings, spellings)
    bad = [place for place, each in enumerate(made) if each.is_abusive]
    innocent = [place for place, each in enumerate(made) if not each.is_abusive]
    by_brigade = reports // 3
    honest = list(_honest(chance, made, bad, [reason for reason, _ in chosen], reports - by_brigade))
    attacked = chance.sample(innocent, targets)
    brigade = list(_brigade(chance, made, attacked, by_brigade, cookies))
    told = sorted(honest + brigade, key=lambda each: each.at)
    return Night(made, told, [reason for reason, _ in chosen], begin=begin)


def _made(
    chance: random.Random, begin: datetime, slogans: Sequence[tuple[str, str]], posters: int, abusive: int, most: int
) -> list[Made]:
    texts: list[tuple[str, int | None]] = []
    for turn in range(abusive):
        number = turn % len(slogans)
        ways = spellings(slogans[number][1])
        texts.append((ways[turn // len(slogans) % min(most, len(ways))](chance), number))
    answering = [ANSWERS[turn % len(ANSWERS)].format(text) for turn, (_, text) in enumerate(slogans) if turn % 2 == 0]
    texts += [(text, None) for text in answering]
    fresh = harmless(chance)
    texts += [(next(fresh), None) for _ in range(posters - len(texts))]
    moments = sorted(begin + timedelta(hours=chance.uniform(0, HOURS * 0.8)) for _ in texts)
    chance.shuffle(texts)
    return [
        Made(
            text,
            at,
            f"192.0.{chance.randrange(256)}.{chance.randrange(256)}",
            slogan,
            votes=int(chance.paretovariate(1)),
        )
        for at, (text, slogan) in zip(moments, texts, strict=True)
    ]


def _honest(
    chance: random.Random, made: Sequence[Made], bad: Sequence[int], reasons: Sequence[str], wanted: int
) -> Iterator[Filed]:
    """By people who meet what was not there to be met an hour ago; most report once, some report what they see."""
    person = 0
    while wanted:
        person += 1
        address, seen = f"100.{64 + person // 250 % 64}.{person % 250}.7", chance.choice((1, 1, 1, 2, 3))
        for place in chance.sample(bad, min(seen, wanted, len(bad))):
            number = made[place].slogan
            assert number is not None
            reason = reasons[number] if chance.random() < 0.8 else chance.choice(("other", "hate", "harassment"))
            at = made[place].at + timedelta(minutes=chance.uniform(3, 50))
            note = chance.choice(NOTES)
            yield Filed(place, reason, at, address, f"person {person}", is_honest=True, note=note)
            wanted -= 1


def _brigade(
    chance: random.Random, made: Sequence[Made], attacked: Sequence[int], wanted: int, cookies: int
) -> Iterator[Filed]:
    """The gravest of reasons against posters that hurt nobody, by ever new cookies, each poster from all networks."""
    for turn in range(wanted):
        place, network = attacked[turn % len(attacked)], BRIGADE[turn // len(attacked) % len(BRIGADE)]
        address = f"{network}{turn % 250 + 1:x}" if ":" in network else f"{network}{turn % 250 + 1}"
        at = made[place].at + timedelta(minutes=chance.uniform(1, 30))
        cookie = f"brigade {turn % cookies}"
        reason, note = chance.choice(("threat", "threat", "hate")), chance.choice(FALSELY)
        yield Filed(place, reason, at, address, cookie, is_honest=False, note=note)


def _spaced(word: str) -> str:
    return " ".join(word)


def _slipped(text: str, chance: random.Random) -> str:
    """One letter left out of a long word."""
    words = text.split()
    place = max(range(len(words)), key=lambda number: len(words[number]))
    gap = chance.randrange(1, len(words[place]) - 1)
    words[place] = words[place][:gap] + words[place][gap + 1 :]
    return " ".join(words)


def _name(number: int, chance: random.Random) -> str:
    syllables = "ba be bo da de do fa fe ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to".split()
    return "".join(chance.choice(syllables) for _ in range(3)).capitalize() + str(number)
