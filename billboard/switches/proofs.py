"""Proofs of work, by which a browser shows that it took a moment: asked for while the site is under attack.

The protocol is ALTCHA's (https://altcha.org, its second version). A challenge is signed with a key derived from
SECRET_KEY, names the form it is for and ends after ten minutes; a proof is good once. What is used is kept in the
database, so that it holds on all workers, whatever becomes of Valkey.
"""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import altcha
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from billboard.core.errors import Forbidden
from billboard.infra.db import insert_into
from billboard.infra.derived_keys import derived
from billboard.infra.signing import Keys
from billboard.models import SpentProof

PURPOSE = "billboard.proof"
ALGORITHM = "PBKDF2/SHA-256"  # what every browser has built in, without wasm
ITERATIONS = 5000  # of each key: 2 ms on a desktop, so that a challenge costs us no more than that
GOOD_FOR = timedelta(minutes=10)
LONGEST = 4000  # characters of a proof; ours have 900
AGAIN = "Nothing is lost: send it once more, and your browser does it anew."
WRONG = f"The little sum that your browser did does not come out. {AGAIN}"
LATE = f"The little sum that your browser did is more than ten minutes old. {AGAIN}"
USED = f"The little sum that your browser did has been used already. {AGAIN}"


class Form(StrEnum):
    """What a proof is for."""

    PUBLISH = "publish"
    VOTE = "vote"  # duels too
    REPORT = "report"


class ProofRefused(Forbidden):
    """A proof of work that is none, or not for this, or no longer."""


class ProofNeeded(Forbidden):
    """It wants a proof of work, and none came along."""

    def __init__(self, message: str, form: Form) -> None:
        super().__init__(message)
        self.form = form


class Proof(NamedTuple):
    digest: str
    ends: datetime


def issue(form: Form, keys: Keys, *, work: int, now: datetime) -> dict[str, Any]:
    """A challenge, for the public: its browser tries up to `work` keys, and half as many at least."""
    secret = derived(PURPOSE, keys[0])
    challenge = altcha.create_challenge(
        ALGORITHM,
        ITERATIONS,
        counter=work - secrets.randbelow(work // 2 + 1),
        expires_at=now + GOOD_FOR,
        data={"form": form.value},
        hmac_secret=secret,
        hmac_key_secret=secret + b"key",
    )
    return challenge.to_dict()


def check(payload: str, form: Form, keys: Keys, *, now: datetime) -> Proof:
    """Raises ProofRefused. Costs two hashes: the work was done when the challenge was made."""
    if len(payload) > LONGEST:
        raise ProofRefused(WRONG)
    try:
        sent = altcha.Payload.from_base64(payload)
        parameters, signature = sent.challenge.parameters, sent.challenge.signature
        ends = datetime.fromtimestamp(parameters.expires_at or 0, UTC)
        verified = any(_is_ours(sent, derived(PURPOSE, key)) for key in keys)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError, OSError):
        raise ProofRefused(WRONG) from None
    if ends <= now:
        raise ProofRefused(LATE)
    if not verified or parameters.data != {"form": form.value}:
        raise ProofRefused(WRONG)
    return Proof(str(signature), ends)


def spend(session: Session, proof: Proof, use: str = "") -> None:
    """Note that it was used. `use` is what may be done again by the same proof, because twice is then as good as once.

    Raises ProofRefused where it was used before.
    """
    row = insert_into(session, SpentProof).values(digest=proof.digest, use=_digest(use), ends=proof.ends)
    if session.scalar(row.on_conflict_do_nothing().returning(SpentProof.digest)):
        return
    before = session.scalar(select(SpentProof.use).where(SpentProof.digest == proof.digest))
    if not use or before != _digest(use):
        raise ProofRefused(USED)


def forget_ended(session: Session, now: datetime) -> None:
    session.execute(delete(SpentProof).where(SpentProof.ends < now))


def _is_ours(sent: altcha.Payload, secret: bytes) -> bool:
    return bool(altcha.verify_solution(sent, secret, hmac_key_secret=secret + b"key").verified)


def _digest(use: str) -> str:
    return hashlib.sha256(use.encode()).hexdigest() if use else ""
