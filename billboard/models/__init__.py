"""The rows: posters and what visitors and moderators do to them.

Uses infra alone.
"""

from billboard.models.accounts import SignIn
from billboard.models.campaigns import Campaign, CampaignModerator, State
from billboard.models.holds import HELD, STANDING, Hold, HoldReason, SloganBlock
from billboard.models.jobs import JobRun, Lease
from billboard.models.journal import Kind, LogDay, LogHead, LogLine, LogSnapshot, LogWait
from billboard.models.moderation import (
    OPEN_APPEAL,
    OPEN_REPORT,
    Action,
    Appeal,
    CaseLook,
    Decision,
    Moderator,
    Report,
    Reporter,
    Role,
)
from billboard.models.numbers import Day, TemplateCount, WordCount, WordForm
from billboard.models.posters import (
    AWAITING_APPROVAL,
    LIVE,
    OF_A_CAMPAIGN,
    OPEN_CASE,
    PROMOTED,
    REPORTED,
    TAKEN_DOWN,
    UNCOVERED,
    Claim,
    Cover,
    Descent,
    Kinship,
    Newcomer,
    Poster,
    Skeleton,
    SkeletonBand,
    Status,
)
from billboard.models.roundups import DUE, Delivery, Subscription
from billboard.models.settings import SettingChange
from billboard.models.voting import DailyKey, Duel, Origin, Tally, Vote

__all__ = [
    "AWAITING_APPROVAL",
    "DUE",
    "HELD",
    "LIVE",
    "OF_A_CAMPAIGN",
    "OPEN_APPEAL",
    "OPEN_CASE",
    "OPEN_REPORT",
    "PROMOTED",
    "REPORTED",
    "STANDING",
    "TAKEN_DOWN",
    "UNCOVERED",
    "Action",
    "Appeal",
    "Campaign",
    "CampaignModerator",
    "CaseLook",
    "Claim",
    "Cover",
    "DailyKey",
    "Day",
    "Decision",
    "Delivery",
    "Descent",
    "Duel",
    "Hold",
    "HoldReason",
    "JobRun",
    "Kind",
    "Kinship",
    "Lease",
    "LogDay",
    "LogHead",
    "LogLine",
    "LogSnapshot",
    "LogWait",
    "Moderator",
    "Newcomer",
    "Origin",
    "Poster",
    "Report",
    "Reporter",
    "Role",
    "SettingChange",
    "SignIn",
    "Skeleton",
    "SkeletonBand",
    "SloganBlock",
    "State",
    "Status",
    "Subscription",
    "Tally",
    "TemplateCount",
    "Vote",
    "WordCount",
    "WordForm",
]
