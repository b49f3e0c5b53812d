"""The daily round-up: what it tells, and sending it so that nobody gets two.

A row for the subscription and the day is committed before the letter is handed over. So a letter goes out at most once:
a crash between the two, or a line that goes dead in the middle of a letter, costs one subscriber one day's round-up.
What the relay surely has not taken is given back, and the next run of that day tries again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from billboard.campaigns import threads
from billboard.core.days import day_of, start_of
from billboard.infra.db import Database, insert_into
from billboard.infra.link_secrets import digest, new_secret
from billboard.infra.mail import NotSent, Post, Relay, RelayDown, SenderRefused
from billboard.models import LIVE, PROMOTED, UNCOVERED, Campaign, Delivery, Poster, State, Subscription
from billboard.roundup.mailing import Mailing
from billboard.walls.choices import BEST
from billboard.walls.rows import COLUMNS, PosterRow, posters_of
from billboard.walls.statements import ORDERS

logger = logging.getLogger("billboard.roundup.roundups")
TOLD = 7  # posters in a round-up
BATCH = 100  # letters over one connection
REFUSED_FOR_GOOD = 3  # days in a row on which a mailbox says that it is none; then its address is deleted
DEAD_LINES = 3  # in a row; then a run ends


@dataclass(frozen=True)
class Edition:
    """The best of one day (UTC) on one wall, of what is still up, in the order of Top of a period; or the last of a
    campaign, which tells who won."""

    day: int  # epoch day
    campaign: Campaign | None  # whose wall it is; None for the whole site's
    rows: list[PosterRow]
    pasted: int  # posters that day, or in all
    places: tuple[int, ...] = ()  # that the rows have won
    last: bool = False

    @property
    def date(self) -> datetime:
        return start_of(self.day)


@dataclass(frozen=True)
class ClaimedLetter:
    subscription: int
    address: str
    secret: str  # of this letter's unsubscribe link
    refusals: int


Write = Callable[[Edition, str, str], EmailMessage]  # of the edition, the address and the secret


def day_before(now: datetime) -> int:
    return day_of(now) - 1


def subscribed(session: Session) -> list[str]:
    """The walls that somebody wants to be told of, the whole site's first."""
    confirmed = Subscription.confirmed.is_not(None)
    return list(session.scalars(select(Subscription.wall).where(confirmed).distinct().order_by(Subscription.wall)))


def edition(session: Session, day: int, wall: str = "") -> Edition | None:
    """None of a day on which nothing went up that is still up. A campaign has its last on the day it was ended."""
    campaign = session.scalar(select(Campaign).where(Campaign.slug == wall)) if wall else None
    if wall and campaign is None:
        return None
    if campaign and campaign.state is State.ENDED:
        return _last_edition(session, day, campaign)
    that_day = [LIVE, Poster.day == day]
    if campaign:
        that_day.append(Poster.campaign_id == campaign.id)
    walk = [column.desc() for column in ORDERS[BEST]]
    best = select(*COLUMNS).where(*that_day, UNCOVERED).order_by(*walk).limit(TOLD)
    rows = posters_of(session.execute(best))
    pasted = session.scalar(select(func.count()).select_from(Poster).where(*that_day)) or 0
    return Edition(day, campaign, rows, pasted) if rows else None


def _last_edition(session: Session, day: int, campaign: Campaign) -> Edition | None:
    if campaign.ended is None or day_of(campaign.ended) != day:
        return None
    won = threads.winners(session, campaign.id).placed
    placed = [(place, row) for place, row in won if row.covered is None][:TOLD]
    up = select(func.count()).select_from(Poster).where(Poster.campaign_id == campaign.id, LIVE)
    places = tuple(place for place, _ in placed)
    return Edition(day, campaign, [row for _, row in placed], session.scalar(up) or 0, places, last=True)


def due(session: Session, day: int, wall: str = "", *, after: int, limit: int = BATCH) -> list[int]:
    """Subscriptions that are to be told of a day on a wall, from the row `after` on.

    Whoever confirmed later than that day begins with the next one: leaving and coming back gets nobody a second.
    """
    sent = exists().where(Delivery.subscription_id == Subscription.id, Delivery.day == day)
    end = start_of(day + 1)
    chosen = (Subscription.confirmed < end, Subscription.wall == wall, Subscription.id > after, ~sent)
    return list(session.scalars(select(Subscription.id).where(*chosen).order_by(Subscription.id).limit(limit)))


def claim_letter(session: Session, subscription: int, day: int) -> ClaimedLetter | None:
    """Take a letter upon oneself; None where another run has, or the address has left."""
    row = session.get(Subscription, subscription)
    if row is None:
        return None
    secret = new_secret()
    mine = insert_into(session, Delivery).values(subscription_id=subscription, day=day, digest=digest(secret))
    won = session.scalar(mine.on_conflict_do_nothing().returning(Delivery.day))
    return ClaimedLetter(subscription, row.address, secret, row.refusals) if won is not None else None


def send(database: Database, relay: Relay, write: Write, *, now: datetime) -> Mailing:
    """Tell every wall's subscribers of the day before `now`. Raises RelayDown, with what was sent in the log."""
    mailing = Mailing()
    with database.read() as session:
        walls = subscribed(session)
    try:
        dead = 0
        for wall in walls:
            dead = _send_wall(database, relay, write, wall, day_before(now), dead, mailing)
    finally:
        logger.info("roundup", extra={"sent": mailing.sent, "put_off": mailing.put_off, "lost": mailing.lost})
    return mailing


def _send_wall(database: Database, relay: Relay, write: Write, wall: str, day: int, dead: int, mailing: Mailing) -> int:
    """Send one wall's edition. `dead` is how many lines in a row have gone dead before it; returns how many after."""
    last = 0
    while dead < DEAD_LINES:
        with database.read() as session:
            told, batch = edition(session, day, wall), due(session, day, wall, after=last)
        if not told or not batch:
            return dead
        with Post(relay) as post:
            for number in batch:
                if not _still_up(database, told):
                    break  # what was told of has come down: look again
                last = number
                try:
                    _send_one(database, post, write, told, number, mailing)
                except SenderRefused:
                    raise
                except RelayDown:
                    dead += 1
                    break  # over a new connection with whoever is next
                dead = 0
    raise RelayDown("it hangs up", certain=False)


def _still_up(database: Database, told: Edition) -> bool:
    with database.read() as session:
        up = select(func.count()).where(Poster.id.in_([row.id for row in told.rows]), PROMOTED)
        return session.scalar(up) == len(told.rows)


def _send_one(database: Database, post: Post, write: Write, told: Edition, subscription: int, mailing: Mailing) -> None:
    try:
        with database.write() as session:
            claimed = claim_letter(session, subscription, told.day)
    except IntegrityError:  # left at this moment
        return
    if claimed is None:
        return
    try:
        post.send(write(told, claimed.address, claimed.secret))
    except NotSent as error:
        with database.write() as session:
            if error.lasting:
                _count_refusal(session, claimed)
            elif error.certain:
                session.execute(delete(Delivery).where(Delivery.digest == digest(claimed.secret)))
        mailing.put_off += error.certain and not error.lasting
        mailing.lost += error.lasting or not error.certain
        if isinstance(error, RelayDown):
            raise
        return
    mailing.sent += 1
    if claimed.refusals:
        with database.write() as session:
            session.execute(update(Subscription).where(Subscription.id == subscription).values(refusals=0))


def _count_refusal(session: Session, claimed: ClaimedLetter) -> None:
    theirs = Subscription.id == claimed.subscription
    if claimed.refusals + 1 >= REFUSED_FOR_GOOD:
        session.execute(delete(Subscription).where(theirs))
    else:
        session.execute(update(Subscription).where(theirs).values(refusals=claimed.refusals + 1))
