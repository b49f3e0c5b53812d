"""What the public log says of lines, in words."""

from collections.abc import Iterable
from datetime import timedelta

from billboard.core.text.wording import count
from billboard.journal.reading import Count, Line
from billboard.models import Kind, Party

KINDS = {
    Kind.DECISION: "Decision",
    Kind.HOLD: "Hold",
    Kind.COVER: "Cover",
    Kind.BLOCK: "Block",
    Kind.WATCHED_WORD: "Watched words",
    Kind.SWITCH: "Switch",
    Kind.SETTING: "Setting",
    Kind.CAMPAIGN: "Campaign",
    Kind.TEMPLATE: "Template",
    Kind.VOTES: "Votes",
    Kind.APPEAL: "Appeal",
    Kind.TAKEDOWN: "Notice",
    Kind.ERASURE: "Erasure",
    Kind.APPOINTMENT: "Appointment",
    Kind.ACCOUNT: "Account",
    Kind.SIGN_IN: "Sign-in",
    Kind.UPKEEP: "Upkeep",
}
DID = {
    (Kind.DECISION, "hide"): "Hidden",
    (Kind.DECISION, "approve"): "Looked at, and left up",
    (Kind.DECISION, "ignore"): "Looked at, and left up whatever else is reported",
    (Kind.DECISION, "restore"): "Put back up",
    (Kind.DECISION, "uphold"): "Appeal heard: stays hidden",
    (Kind.DECISION, "cover"): "Covered for another moderator to look at",
    (Kind.DECISION, "lift"): "Uncovered, and still to be decided",
    (Kind.DECISION, "undo"): "The decision before was taken back",
    (Kind.HOLD, "hold"): "Held for a look",
    (Kind.BLOCK, "block"): "Words kept from coming back",
    (Kind.BLOCK, "lift"): "Words may come back",
    (Kind.BLOCK, "ban"): "A network or a browser is blocked for a while",
    (Kind.BLOCK, "unban"): "A block of a network or a browser is ended before its time",
    (Kind.BLOCK, "objection"): "An objection to a block is received",
    (Kind.BLOCK, "stands"): "An objection to a block is read, and the block stands",
    (Kind.VOTES, "set apart"): "Votes set apart",
    (Kind.VOTES, "released"): "Votes released",
    (Kind.VOTES, "struck"): "Votes struck",
    (Kind.WATCHED_WORD, "add"): "A word is watched for",
    (Kind.WATCHED_WORD, "change"): "A watched word changed",
    (Kind.WATCHED_WORD, "remove"): "A word is watched for no more",
    (Kind.COVER, "cover"): "Covered until somebody has looked",
    (Kind.SETTING, "change"): "Setting changed",
    (Kind.SETTING, "reset"): "Setting put back",
    (Kind.SWITCH, "on"): "Switched on",
    (Kind.SWITCH, "off"): "Switched off",
    (Kind.SWITCH, "reset"): "Switch put back",
    (Kind.CAMPAIGN, "create"): "Campaign begun",
    (Kind.CAMPAIGN, "edit"): "Campaign edited",
    (Kind.CAMPAIGN, "freeze"): "Campaign frozen",
    (Kind.CAMPAIGN, "end"): "Campaign ended",
    (Kind.CAMPAIGN, "reopen"): "Campaign runs again",
    (Kind.TEMPLATE, "publish"): "Template published",
    (Kind.TEMPLATE, "import"): "Template brought in from another place",
    (Kind.TEMPLATE, "edit"): "Template changed",
    (Kind.TEMPLATE, "withdraw"): "Template no longer offered",
    (Kind.TEMPLATE, "offer"): "Template offered again",
    (Kind.TEMPLATE, "take_down"): "Template taken down with its posters",
    (Kind.TEMPLATE, "put_back"): "Template put back with its posters",
    (Kind.TEMPLATE, "decline"): "Proposed template declined",
    (Kind.TEMPLATE, "refresh"): "Template shown first for a while",
    (Kind.TAKEDOWN, "notice"): "Notice received",
    (Kind.APPEAL, "appeal"): "Appeal received",
    (Kind.SIGN_IN, "sign_in"): "Signed in",
    (Kind.ACCOUNT, "make"): "Account made",
    (Kind.ACCOUNT, "password"): "New password",
    (Kind.ACCOUNT, "role"): "Role changed",
    (Kind.ACCOUNT, "close"): "Account closed",
    (Kind.ACCOUNT, "reopen"): "Account opened again",
    (Kind.ACCOUNT, "reset"): "Link to a new password made",
    (Kind.ACCOUNT, "take_back"): "Account taken back by its link",
    (Kind.APPOINTMENT, "invite"): "Invitation made",
    (Kind.APPOINTMENT, "withdraw"): "Link withdrawn",
    (Kind.APPOINTMENT, "join"): "Invitation taken up",
    (Kind.APPOINTMENT, "appoint"): "Given a campaign to look after",
    (Kind.APPOINTMENT, "dismiss"): "Looks after a campaign no longer",
    (Kind.ERASURE, "erase"): "What a line had kept was erased",
    (Kind.UPKEEP, "backup"): "Backup made",
    (Kind.ERASURE, "restore"): "The site was put back from a backup, and what came after it is gone",
    (Kind.UPKEEP, "ask-backup"): "Backup asked for",
    (Kind.UPKEEP, "test-letter"): "Test letter sent",
    (Kind.UPKEEP, "bundle"): "Diagnostics downloaded",
}
BANNED = {  # of whom
    ("ban", Party.MAKER): "Who put it up is blocked for a while",
    ("ban", Party.REPORTER): "Somebody is blocked for a while for what they reported",
    ("ban", Party.VOTER): "Somebody is blocked for a while for how they voted",
    ("unban", Party.MAKER): "The block of who put it up is ended before its time",
    ("unban", Party.REPORTER): "A block for reports is ended before its time",
    ("unban", Party.VOTER): "A block for votes is ended before its time",
}
# Where the page of rules tells of them.
RULES = {Kind.HOLD: "held", Kind.COVER: "covered", Kind.BLOCK: "blocked", Kind.VOTES: "votes-apart"}
RULES |= {Kind.SWITCH: "switches"}
OPERATORS = {Kind.SETTING, Kind.CAMPAIGN, Kind.ERASURE}  # what only they do
OF_POSTERS = {Kind.DECISION, Kind.HOLD, Kind.COVER, Kind.BLOCK, Kind.VOTES, Kind.APPEAL, Kind.TAKEDOWN}  # as a rule
FROM_OUTSIDE = {(Kind.TAKEDOWN, "notice"), (Kind.APPEAL, "appeal"), (Kind.BLOCK, "objection")}


def told(kind: Kind, did: str) -> str:
    """Of what has no words of its own, its kind and the word in the line."""
    return DID.get((kind, did)) or f"{KINDS.get(kind, kind.value)}: {did.replace('_', ' ').replace('-', ' ')}"


def told_of(line: Line) -> str:
    """The same of one line, which may say more."""
    party = Party(line.party) if line.party in list(Party) else None
    return (BANNED.get((line.did, party)) if party else None) or told(line.kind, line.did)


def who(line: Line) -> str:
    if line.rule:
        return "a rule"
    if not line.by_person:
        return "somebody outside" if (line.kind, line.did) in FROM_OUTSIDE else "an operator"
    if line.kind in OPERATORS:
        return "an operator"
    somebody = "the campaign’s moderator" if line.of_campaign else "a moderator"
    return f"{somebody}, the one who hid it, for want of another" if line.alone else somebody


def nobody(kind: Kind, did: str) -> str:
    """Who did what neither an account nor a rule did, for those who run the site."""
    return "somebody outside" if (kind, did) in FROM_OUTSIDE else "a shell"


def summed(counts: Iterable[Count]) -> list[tuple[str, int]]:
    """How often each thing was done, most first."""
    sums: dict[str, int] = {}
    for each in counts:
        words = told(each.kind, each.did)
        sums[words] = sums.get(words, 0) + each.lines
    return sorted(sums.items(), key=lambda each: (-each[1], each[0]))


def duration(span: timedelta) -> str:
    """Roughly, as people say it."""
    minutes = round(span.total_seconds() / 60)
    if minutes < 1:
        return "under a minute"
    if minutes < 120:
        return count(minutes, "minute")
    if minutes < 48 * 60:
        return count(round(minutes / 60), "hour")
    return count(round(minutes / 1440), "day")
