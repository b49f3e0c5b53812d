"""What passes between this site and a device, as WebAuthn has it."""

import json
from collections.abc import Sequence
from typing import Any

import webauthn
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from billboard.accounts.relying_party import NOT_TAKEN, PasskeyRefused, RelyingParty
from billboard.infra import base64url
from billboard.models import Passkey


def creation_options(
    party: RelyingParty, name: str, handle: str, challenge: bytes, known: Sequence[str]
) -> dict[str, Any]:
    """What a browser needs to make one, on a device that has none for this account."""
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_name=name,
        user_id=base64url.decoded(handle),
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(base64url.decoded(each)) for each in known],
    )
    return _read(webauthn.options_to_json(options))


def request_options(party: RelyingParty, challenge: bytes, allowed: Sequence[str]) -> dict[str, Any]:
    """What a browser needs to use one; any that the device has for this site where none is named."""
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        allow_credentials=[PublicKeyCredentialDescriptor(base64url.decoded(each)) for each in allowed],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _read(webauthn.options_to_json(options))


def verified_creation(party: RelyingParty, challenge: bytes, said: str) -> VerifiedRegistration:
    """Raises PasskeyRefused."""
    try:
        return webauthn.verify_registration_response(
            credential=said,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001 whatever a forged one makes the library stumble over
        raise PasskeyRefused(NOT_TAKEN) from None


def verified_use(party: RelyingParty, challenge: bytes, said: str, passkey: Passkey) -> VerifiedAuthentication:
    """Raises PasskeyRefused."""
    try:
        return webauthn.verify_authentication_response(
            credential=said,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.uses,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001 whatever a forged one makes the library stumble over
        raise PasskeyRefused(NOT_TAKEN) from None


def _read(options: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(options)
    return read
