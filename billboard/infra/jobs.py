"""Work that is done beside the answers: what there is of it, and how anybody asks for it.

What each job does and when it is due stands in `operators.jobs`; whoever asks needs its name alone.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

Argument = bool | int | str | Sequence[int] | Sequence[str]  # what JSON holds


class JobName(StrEnum):
    """By the name of its command."""

    MOVE_PICTURES = "move-pictures"
    COLLECT_ORPHANS = "collect-orphans"
    EXPIRE = "expire"
    SEND_ROUNDUP = "send-roundup"
    ANSWER_NOTICES = "answer-notices"
    CALL_MODERATORS = "call-moderators"
    WEIGH_REPORTS = "weigh-reports"
    FINISH_DECISIONS = "finish-decisions"
    FIND_SKELETONS = "find-skeletons"
    INDEX_WORDS = "index-words"
    FIND_EXPECTATIONS = "find-expectations"
    SET_VOTES_APART = "set-votes-apart"
    TURN_SWITCHES = "turn-switches"
    RANK_DUELS = "rank-duels"
    BACKUP = "backup"
    RECOUNT = "recount"


LABELS: Mapping[JobName, str] = MappingProxyType(
    {
        JobName.MOVE_PICTURES: "Move pictures of posters that were taken down or put back",
        JobName.COLLECT_ORPHANS: "Delete pictures that belong to no poster",
        JobName.EXPIRE: "Forget networks of past days, sessions that are over, and requests that nobody answered",
        JobName.SEND_ROUNDUP: "Send letters that wait, and the daily round-up",
        JobName.ANSWER_NOTICES: "Tell by letter what was decided about notices",
        JobName.CALL_MODERATORS: "Call moderators about what cannot wait",
        JobName.WEIGH_REPORTS: "Weigh the cases that wait for moderators, and cover what is due",
        JobName.FINISH_DECISIONS: "Carry out what is left of decisions about many posters",
        JobName.FIND_SKELETONS: "Find what slogans say beneath their spelling",
        JobName.INDEX_WORDS: "Index the words of posters afresh where they are searched otherwise now",
        JobName.FIND_EXPECTATIONS: "Find what is to be expected of new posters, by template and hour of the day",
        JobName.SET_VOTES_APART: "Set votes apart that do not look like people’s",
        JobName.TURN_SWITCHES: "Turn off switches whose time is over, and what an attack turned on",
        JobName.RANK_DUELS: "Fit all strengths to all duels",
        JobName.BACKUP: "Copy database and pictures to where backups are kept, and forget old copies",
        JobName.RECOUNT: "Count votes, reports, duels and the public numbers afresh",
    }
)


class JobQueue(Protocol):
    def enqueue(self, name: JobName, **arguments: Argument) -> bool:
        """Ask for a job to be run soon, after a commit of what it is about; return whether that is certain.

        Never raises, and never takes longer than 0.2 s once the process has loaded what keeps the queue. What was lost
        is done by the job's next turn by the clock, so that every job must find by itself what there is to do; its
        arguments only say where to look first.
        """

    def close(self) -> None:
        """Let go of connections."""
