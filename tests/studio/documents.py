"""Documents of drafts, made up for tests."""

from random import Random

from billboard.core.formats import FORMATS
from billboard.studio.documents import (
    Board,
    Box,
    BoxBar,
    BoxShadow,
    BoxStroke,
    Colouring,
    Document,
    FormatPlan,
    Papers,
    Picture,
    Place,
)

PAPERS = Papers(
    title="Unveiled this morning",
    blurb="A minister, a lectern and a claim.",
    tags=("lectern", "claim"),
    alt="A man at a lectern points at a large number.",
    credit="The Other Party",
    right="Parody, section 30A of the Act",
    spoof_of="A campaign poster of this morning",
    licence="All rights reserved",
    scene="gable-end",
)
COLOURINGS = (Colouring(recipe="night", title='“Night”\n\\ "quoted"'), Colouring(recipe="as-it-is", title="Day"))
INKS = ["#ffffff", "#101010", "#f2c14e"]
TITLES = ['"""', "a = 1 # b", "Ünveiled\u007f", "[[slot]]"]
HEADLINE = Box(
    name="headline",
    label="Headline",
    place=Place(box=(120, 100, 1400, 420), size=(90, 300), lines=3),
    font="Anton-Regular",
    ink="#ffffff",
    required=True,
    default="Never seen it before.",
)
SMALL = Box(
    name="strapline",
    label="Small print",
    place=Place(box=(120, 1000, 1400, 120), size=(40, 70), lines=2),
    font="Archivo-Bold",
    ink="#f2c14e",
)


def board(slug: str = "48-sheet", width: int = 1200) -> Board:
    art = FORMATS[slug].art
    picture = Picture(name="board", width=width, height=width * art[1] // art[0])
    corners = ((0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (0.0, 50.0))
    return Board(format=slug, corners=corners, picture=picture, across=width)


def finished() -> Document:
    """All that a template needs."""
    return Document(
        photograph=Picture(name="photograph", width=1600, height=1200),
        board=board(),
        boxes=(HEADLINE, SMALL),
        samples=({"headline": "It was like this when we came."},),
        papers=PAPERS,
    )


def invented(seed: int, fonts: list[str]) -> Document:
    """One as somebody might make it who tries every control, and some that none has."""
    random = Random(seed)
    slug = random.choice(list(FORMATS))
    art = FORMATS[slug].art
    boxes = tuple(_box(random, number, art, fonts) for number in range(random.randint(1, 5)))
    crop = (random.randint(0, 200), random.randint(0, 200), random.randint(300, 1200), random.randint(300, 900))
    others = random.sample([each for each in FORMATS if each != slug], random.randint(0, 2))
    return finished().model_copy(
        update={
            "board": board(slug),
            "boxes": boxes,
            "focus": random.choice([None, (random.randint(0, art[0]), random.randint(0, art[1]), 400)]),
            "colourings": tuple(
                Colouring(recipe=each, title=f'“{each}”\n\\ "quoted"')
                for each in random.sample(["as-it-is", "night"], 2)
            )[: random.randint(0, 2)],
            "formats": {each: FormatPlan(accepted=True, crop=random.choice([None, crop])) for each in others},
            "samples": ({box.name: "Ha." for box in boxes}, {boxes[0].name: "\U0001f422 no", "gone": "what"}),
            "papers": PAPERS.model_copy(
                update={"title": random.choice(['"""', "a = 1 # b", "Ünveiled\u007f", "[[slot]]"])}
            ),
        }
    )


def _box(random: Random, number: int, art: tuple[int, int], fonts: list[str]) -> Box:
    least = random.randint(5, 90)
    return Box(
        name="headline preview small csrf_token campaign".split()[number],
        label=random.choice(["Headline", 'The "other" one', "Größe\\", "  =  "]),
        place=Place(
            box=(
                random.randint(-300, art[0]),
                random.randint(-300, art[1]),
                random.randint(1, art[0] * 2),
                random.randint(1, art[1]),
            ),
            size=(least, random.randint(1, 1400)),
            lines=random.randint(1, 6),
        ),
        font=random.choice(fonts),
        ink=random.choice(INKS),
        rotation=random.choice([0.0, 0.0, random.uniform(-90, 90)]),
        align=random.choice(["left", "centre", "right"]),
        valign=random.choice(["top", "middle", "bottom"]),
        case=random.choice(["typed", "upper"]),
        tracking=random.choice([0.0, 0.00001, random.uniform(-0.1, 1)]),
        required=number == 0,
        limit=random.choice([None, None, 12]),
        stroke=random.choice([None, BoxStroke(width=random.uniform(0.001, 0.3), ink=random.choice(INKS))]),
        shadow=random.choice([None, BoxShadow(dx=0.1, dy=-0.2, ink=random.choice(INKS))]),
        bar=random.choice([None, BoxBar(ink=random.choice(INKS))]),
        stretch=random.choice([1.0, random.uniform(0.3, 1)]),
        curve=random.choice([0.0, 0.0, random.uniform(-170, 170)]),
        uneven=random.choice([0.0, random.uniform(0, 0.2)]),
        multiply=random.random() < 0.3,
        texture=random.choice(["", "", "spray"]),
        drop_cap=random.randint(0, 6),
    )
