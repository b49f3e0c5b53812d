"""What a refusal amounts to over HTTP."""

from collections.abc import Iterator

from billboard.accounts.links import LinkDead
from billboard.accounts.passwords import PasswordRefused
from billboard.accounts.relying_party import PasskeyRefused
from billboard.accounts.signing_in import SignInRefused
from billboard.backups.manifests import BackupBroken
from billboard.bans.standing import Banned
from billboard.campaigns.plans import CampaignProblems
from billboard.core import errors
from billboard.core.errors import Refused
from billboard.core.likeness.entries import EntryRefused
from billboard.infra.backup_places import PlaceUnavailable
from billboard.settings.several import SettingProblems
from billboard.studio.folders import TemplateRefused
from billboard.switches.proofs import ProofNeeded, ProofRefused
from billboard.web.failures import status_of

STATUSES = {
    Refused: 422,
    errors.SloganRefused: 422,
    errors.SloganTooLong: 422,
    errors.UndrawableCharacter: 422,
    errors.SloganProblems: 422,
    CampaignProblems: 422,
    SettingProblems: 422,
    EntryRefused: 422,
    BackupBroken: 422,
    PlaceUnavailable: 422,
    PasswordRefused: 422,
    LinkDead: 404,
    PasskeyRefused: 403,
    errors.BadRequest: 400,
    errors.Forbidden: 403,
    Banned: 403,
    SignInRefused: 403,
    TemplateRefused: 422,
    ProofNeeded: 403,
    ProofRefused: 403,
    errors.NotFound: 404,
    errors.AwaitingApproval: 404,
    errors.Outdated: 409,
    errors.Gone: 410,
    errors.TooManyRequests: 429,
    errors.Busy: 503,
    errors.Paused: 503,
    errors.StoreUnavailable: 503,
}


def kinds(kind: type[Refused]) -> Iterator[type[Refused]]:
    yield kind
    for each in kind.__subclasses__():
        yield from kinds(each)


def test_every_refusal_has_its_status() -> None:
    assert {kind: status_of(kind.__new__(kind)) for kind in kinds(Refused)} == STATUSES
