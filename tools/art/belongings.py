"""What people bring to a queue, and the people who bring it, in the units of figures.py."""

from __future__ import annotations

from random import Random

from figures import CLOTH, SKIN, Pen, arm, coat, contrast, legs
from heads import head

HELD = ("bag", "bag", "bag", "case", "tote", "tote", "stick", "box", "plant", "cone", "kettle", "paper", "umbrella")
BESIDE = ("pushchair", "dog", "dog", "trolley", "suitcase", "suitcase", "child", "child")


def held(pen: Pen, thing: str, x: float, y: float, cloth: str) -> None:
    """A thing hanging from, or resting on, the hand at x, y."""
    ink = contrast(pen, cloth, ("accent", "pale", "second", "third", "mid", "ink"))
    if thing == "bag":
        pen.line(f"M{x - 3},{y + 9}Q{x},{y - 8} {x + 3},{y + 9}", 0.9, "ink")
        pen.shape(f"M{x - 5.6},{y + 7}L{x + 5.6},{y + 7}L{x + 7},{y + 22}L{x - 7},{y + 22}Z", ink, True)
    elif thing == "tote":
        pen.line(f"M{x - 3.6},{y + 11}L{x},{y}L{x + 3.6},{y + 11}", 1, ink)
        pen.shape(f"M{x - 6},{y + 10}L{x + 6},{y + 9.6}L{x + 5},{y + 28}L{x - 5},{y + 28}Z", ink, True)
        pen.round(x, y + 18, 2.4, 2.4, "key")
    elif thing == "case":
        pen.line(f"M{x - 2.4},{y + 5}L{x - 2.4},{y + 1}L{x + 2.4},{y + 1}L{x + 2.4},{y + 5}", 1.2, "ink")
        pen.shape(f"M{x - 10},{y + 4}L{x + 10},{y + 4}L{x + 10},{y + 19}L{x - 10},{y + 19}Z", ink, True)
        pen.line(f"M{x - 10},{y + 10}L{x + 10},{y + 10}", 0.8, "key")
    elif thing == "stick":
        pen.line(f"M{x - 3},{y}Q{x},{y - 3} {x + 1.4},{y}L{x + 4},.4", 1.7, "ink")
    elif thing == "umbrella":
        pen.line(f"M{x},{y - 3}L{x},{y + 4}", 1.3, "ink")
        pen.shape(
            f"M{x - 2.4},{y + 4}L{x + 2.4},{y + 4}L{x + 1.4},{y + 38}L{x},{y + 44}L{x - 1.4},{y + 38}Z", ink, True
        )
    elif thing == "box":
        pen.shape(f"M{x - 7},{y - 15}L{x + 13},{y - 15}L{x + 13},{y + 3}L{x - 7},{y + 3}Z", "hair", True)
        pen.line(f"M{x + 3},{y - 15}L{x + 3},{y - 8}", 2.4, "pale")
    elif thing == "plant":
        pen.shape(f"M{x - 4},{y - 5}L{x + 7},{y - 5}L{x + 5.6},{y + 5}L{x - 2.6},{y + 5}Z", ink, True)
        for tip in (-11, -6, 0, 5, 10, 14):
            bend = -32 + abs(tip - 1.5) * 1.3
            pen.shape(
                f"M{x + 1.5},{y - 5}Q{x + tip * 0.3 - 2},{y - 18} {x + tip},{y + bend}Q{x + tip * 0.6 + 4},{y - 14} {x + 3},{y - 5}Z",
                "second",
            )
    elif thing == "balloon":
        pen.line(f"M{x},{y}Q{x - 5},{y - 26} {x + 3},{y - 62}", 0.7, "ink")
        pen.shape(
            f"M{x + 3},{y - 62}C{x - 11},{y - 70} {x - 8},{y - 90} {x + 4},{y - 89}C{x + 16},{y - 88} {x + 16},{y - 70} {x + 3},{y - 62}Z",
            "accent",
            True,
        )
        pen.line(f"M{x - 1.6},{y - 78}Q{x - 1},{y - 83} {x + 2},{y - 84.6}", 1.3, "key")
    elif thing == "cone":
        pen.shape(f"M{x},{y - 6}L{x + 6},{y - 6}L{x + 5},{y - 11}A6,6 0 1 0 {x + 1},{y - 11}Z", "pale", True)
        pen.shape(f"M{x},{y - 8}L{x + 6},{y - 8}L{x + 3},{y + 3}Z", "hair")
    elif thing == "kettle":
        pen.shape(f"M{x - 5},{y + 6}Q{x},{y + 2} {x + 5},{y + 6}L{x + 7.4},{y + 18}L{x - 7},{y + 18}Z", ink, True)
        pen.shape(f"M{x + 5.6},{y + 10}L{x + 12},{y + 5}L{x + 12.6},{y + 7.4}L{x + 7},{y + 15}Z", ink)
        pen.line(f"M{x - 5.4},{y + 6}Q{x},{y - 5} {x + 5.4},{y + 6}", 1.5, "ink")
    elif thing == "paper":
        pen.shape(f"M{x - 2},{y - 17}L{x + 11},{y - 20}L{x + 11},{y + 1}L{x - 2},{y + 4}Z", "pale", True)
        for row in (-14, -10, -6, -2):
            pen.line(f"M{x},{y + row}L{x + 9},{y + row - 2}", 1, "mid")
        pen.line(f"M{x},{y - 15.4}L{x + 9},{y - 17.6}", 1.8, "ink")


def beside(pen: Pen, thing: str, cloth: str) -> None:
    """A thing on the ground in front of its owner, whose hand is near 12,-58."""
    ink = contrast(pen, cloth, ("accent", "second", "third", "mid", "ink"))
    if thing == "pushchair":
        pen.line("M12,-58L19,-54L38,-14M24,-34L20,-10", 1.6, "ink")
        pen.shape("M19,-40L44,-36Q46,-18 36,-17L26,-17Q20,-26 19,-40Z", ink, True)
        pen.shape("M19,-40C18,-58 36,-64 43,-54L32,-38Z", contrast(pen, ink, ("ink", "deep", "accent")), True)
        pen.round(38, -43, 4.6, 4.8, pen.random.choice(SKIN), True)
        for x in (21, 39):
            pen.round(x, -5.4, 6, 6, "ink")
            pen.round(x, -5.4, 2.6, 2.6, "key")
    elif thing == "dog":
        pen.line("M12,-57Q22,-30 33,-25", 0.9, "ink")
        pen.shape(
            "M15,-21C20,-25 28,-23 33,-25C33,-32 38,-34 41,-30L47,-28Q47,-24 42,-24C39,-22 39,-19 38,-16L38,.2L34.6,.2L34,-11L23,-11L22,.2L18.4,.2L17,-12C13,-14 13,-19 15,-21Z",
            ink,
            True,
        )
        pen.line("M16,-20Q10,-26 11,-31", 2, ink)
        pen.shape("M35.6,-32Q32,-28 34,-23Q37,-25 38,-31Z", contrast(pen, ink, ("ink", "pale", "hair")))
        pen.line("M33.6,-22.4L38,-21.4", 1.6, contrast(pen, ink, ("accent", "pale")))
    elif thing == "trolley":
        pen.line("M12,-58L17,-52L20,-14L40,-14M20,-22L43,-24", 1.5, "ink")
        pen.shape("M17,-48L46,-44L42,-23L20,-21Z", "pale", True)
        pen.shape("M21,-48L24,-58L31,-57L30,-46Z", "hair", True)
        pen.shape("M30,-46L34,-54L40,-52L41,-45Z", "second")
        for x in (22, 28, 34, 40):
            pen.line(f"M{x},-47L{x - 1},-22", 0.7, "deep")
        for x in (22, 38):
            pen.round(x, -3.6, 3.6, 3.6, "ink")
    elif thing == "suitcase":
        pen.line("M12,-58L17,-38", 1.5, "ink")
        pen.shape("M12,-40L27,-38Q29,-38 29,-36L27,-4Q27,-2 25,-2L11,-4Q9,-4 9,-6L10,-38Q10,-40 12,-40Z", ink, True)
        pen.line("M14,-33L13,-10M19,-33L18,-9M24,-32L23,-9", 0.9, "key")
        pen.round(12, -1.6, 2, 2, "ink")
        pen.round(24, -1, 2, 2, "ink")
    elif thing == "child":
        pen.marks.append('<g transform="translate(21 0) scale(.56)">')
        wear = contrast(pen, cloth, ("accent", "second", "third", "pale", "accent"))
        legs(pen, -42, False)
        coat(pen, wear, -40, False, 1.15)
        pen.marks.append('<g transform="translate(-1 11) scale(1.14)">')
        head(pen, pen.random.choice(SKIN), False)
        pen.marks.append("</g>")
        arm(pen, wear, "skin1", "down")
        pen.marks.append("</g>")


def sitter(pen: Pen) -> None:
    """Somebody who came prepared: a folding chair and a flask."""
    cloth, skin = pen.random.choice(CLOTH), pen.random.choice(SKIN)
    pen.line("M-13,-62L-9,-30L14,-30M-11,-34L12,.2M12,-32L-12,.2", 1.8, "ink")
    pen.line("M-13,-60L-9.6,-32", 4, "accent")
    pen.marks.append('<g transform="translate(-3 24)">')
    coat(pen, cloth, -52, False, 1.1)
    head(pen, skin, False)
    pen.marks.append("</g>")
    ink = contrast(pen, cloth, ("ink", "deep", "mid", "third"))
    pen.limb("M-4,-33L15,-34L17,-4", 7, ink)
    pen.shape("M13.4,-4.6L13,.4L25,.4Q24,-3 19,-4.6Z", "ink")
    pen.marks.append('<g transform="translate(-3 24)">')
    x, y = arm(pen, cloth, skin, "chest")
    pen.shape(f"M{x},{y - 7}L{x + 4.6},{y - 7}L{x + 4},{y}L{x + 0.6},{y}Z", "accent")
    pen.marks.append("</g>")


def skeleton(pen: Pen) -> None:
    """Somebody who has been here for some time."""
    pen.line("M-2,-46L-5,-25L-4.6,-2L2,-2M2,-46L5,-25L4,-2L11,-2", 3.4, "ink")
    pen.line("M-2,-46L-5,-25L-4.6,-2L2,-2M2,-46L5,-25L4,-2L11,-2", 1.9, "pale")
    pen.shape("M-8,-82Q0,-86 8,-80Q10,-66 5,-58L6,-46L-6,-46L-5,-58Q-11,-68 -8,-82Z", "ink")
    pen.line("M0,-82L-1.4,-48", 2, "pale")
    for y in (-79, -74.4, -70, -65.6, -61.4):
        pen.line(f"M-7,{y + 1.6}Q0,{y - 1.6} 7,{y + 0.8}", 1.6, "pale")
    pen.line("M-5,-48Q0,-52 5,-48", 2.6, "pale")
    pen.limb("M-2,-79L-5,-63L5,-55", 1.9, "pale")
    pen.shape(
        "M-5,-88C-9,-97 -3,-103 3,-102C9,-101 10,-95 8.6,-91L9,-87.6L6,-86.4L5.4,-82.6L-.6,-83L-1,-87Z", "pale", True
    )
    pen.round(4.8, -93, 2.2, 2.4, "ink")
    pen.line("M1.4,-85.6L6,-85.4", 0.9, "ink")
    pen.shape("M-6,-99C-6.4,-108 7,-108.4 7.4,-98.6Z", "ink")
    pen.shape("M-10,-98.4Q0,-101.4 11,-98Q2,-95 -10,-98.4Z", "ink")
    held(pen, "case", 5, -55, "pale")


def person(seed: int, back: bool, fine: bool, mirrored: bool, thing: str | None) -> str:
    """The marks of one person, facing right or (back) away from us; `thing` names what they bring."""
    random = Random(seed)
    pen = Pen(random, fine, "left" if mirrored else "right")
    if thing == "sitter":
        sitter(pen)
        return "".join(pen.marks)
    if thing == "skeleton":
        skeleton(pen)
        return "".join(pen.marks)
    cloth, skin = random.choice(CLOTH), random.choice(SKIN)
    hem = random.choice((-46, -46, -44, -38, -30, -24, -17))
    girth = random.uniform(0.84, 1.28)
    legs(pen, hem, back)
    if thing in ("cello", "roll") and not back:
        ink = contrast(pen, cloth, ("accent", "third", "pale"))
        if thing == "roll":
            pen.shape("M-13,-40L-6,-40L2,-122L-6,-123Z", ink, True)
            pen.round(-2, -122.4, 4, 2, "key")
        else:
            pen.shape(
                "M-12,-30C-24,-32 -24,-54 -17,-60C-22,-68 -19,-80 -14,-82L-12,-104L-7,-104L-7,-82C-2,-78 -2,-66 -6,-60C0,-50 0,-32 -12,-30Z",
                ink,
                True,
            )
    coat(pen, cloth, hem, back, girth)
    head(pen, skin, back)
    if back:
        arm(pen, cloth, skin, random.choice(("down", "down", "pocket")), -8.6 * girth, -0.6)
        x, y = arm(pen, cloth, skin, random.choice(("down", "down", "pocket")), 8.6 * girth, 0.5)
        if random.random() < 0.34:
            ink = contrast(pen, cloth, ("accent", "second", "third", "mid"))
            pen.shape("M-7,-80Q0,-84 7,-80L8,-56Q0,-53 -8,-56Z", ink, True)
            pen.line("M-5,-66Q0,-64 5,-66", 1, "key")
        elif thing in ("bag", "tote", "umbrella", "kettle"):
            held(pen, thing, x, y, cloth)
        return "".join(pen.marks)
    if thing in BESIDE:
        beside(pen, thing, cloth)
        arm(pen, cloth, skin, "carry")
    elif thing in ("box", "plant", "paper"):
        held(pen, thing, 10, -61, cloth)
        arm(pen, cloth, skin, "chest")
    elif thing in ("balloon", "cone"):
        held(pen, thing, 9, -67, cloth)
        arm(pen, cloth, skin, "phone")
    elif thing in HELD:
        x, y = arm(pen, cloth, skin, "down")
        held(pen, str(thing), x, y, cloth)
    else:
        way = random.choice(("down", "pocket", "pocket", "phone", "phone", "chest", "chin", "carry"))
        x, y = arm(pen, cloth, skin, way)
        if way == "phone":
            pen.line(f"M{x + 0.6},{y - 4.6}L{x + 2.4},{y + 0.6}", 2.2, "ink")
    return "".join(pen.marks)


def pigeon(seed: int) -> str:
    """A pigeon, about 14 units tall, pecking or looking about."""
    pen = Pen(Random(seed), True, "right")
    ink = pen.pick("mid", "deep", "mid", "pale")
    pen.line("M-1,-4L-1,0L2,.2M3,-4L3,0L6,.2", 0.8, "accent")
    pen.shape("M-14,-6L-5,-9Q1,-13 6,-9Q8,-4 2,-3Q-6,-2.6 -14,-6Z", ink, True)
    pen.shape("M-12,-6.4L-3,-9Q1,-8 0,-5Q-5,-4 -12,-6.4Z", "deep" if ink != "deep" else "ink")
    if pen.random.random() < 0.5:
        pen.shape("M2,-9L5,-16Q8.6,-18 9.4,-14.6L12,-13.6L9.2,-13Q8.6,-9 6,-6Z", ink, True)
    else:
        pen.shape("M3,-9Q9,-9.6 11.4,-5.6L12.6,-2L9.8,-3.6Q6,-4 4,-5Z", ink, True)
    return "".join(pen.marks)
