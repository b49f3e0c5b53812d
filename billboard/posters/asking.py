"""Must somebody look at a poster before it goes up? Whatever has a say in that is asked here."""

from sqlalchemy.orm import Session

from billboard.posters import republication, watching
from billboard.posters.holding import Entrant, Question, Reason

QUESTIONS: tuple[Question, ...] = (watching.watched_words, republication.hidden_before)


def reasons(session: Session, entrant: Entrant) -> list[Reason]:
    """Why a moderator must look first; none where the poster may go up. Raises Refused for one that is not taken.

    Asked twice: before anything is drawn, and in the transaction of the row.
    """
    return [reason for ask in QUESTIONS for reason in ask(session, entrant)]
