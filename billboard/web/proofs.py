"""Proofs of work, for a request: whether one is wanted, and what came along."""

from flask import request, url_for

from billboard.switches import proofs
from billboard.switches.proofs import Form, ProofNeeded
from billboard.switches.standing import Switch
from billboard.web import pauses
from billboard.web.site import current_site, now

FIELD = "altcha"  # as the widget calls it
NEEDED = (
    "Just now so many votes come from programs that a vote wants a little sum of your browser, and that takes scripts."
    " Yours sent none, so it was not counted. Allow scripts for this site, or come back when the wall is calm again."
)


def wanted_on(wall: str = "") -> bool:
    """Whether the site is under attack, or that campaign."""
    return any(each.switch is Switch.ATTACK for each in pauses.on(wall))


def wanted_for(*codes: str) -> bool:
    """The same for what is done to posters."""
    return wanted_on() or any(wanted_on(wall) for wall in pauses.walls_of({Switch.ATTACK}, codes))


def wanted_anywhere() -> bool:
    return wanted_on() or Switch.ATTACK in pauses.of_campaigns()


def address(form: Form, wall: str = "") -> str:
    """Where a page's script asks for its challenge; empty while none is wanted."""
    return address_of(form) if wanted_on(wall) else ""


def address_of(form: Form) -> str:
    return url_for("proof.challenge", form=form.value)


def came(form: Form, use: str = "") -> bool:
    """Spend the proof that came along; False where none did. Raises ProofRefused."""
    payload = request.form.get(FIELD, "")
    if not payload:
        return False
    site = current_site()
    proof = proofs.check(payload, form, site.secret_keys, now=now())
    with site.database.write() as session:
        proofs.spend(session, proof, use)
    return True


def require_for(form: Form, *codes: str) -> None:
    """For votes and duels. Raises ProofNeeded and ProofRefused."""
    if wanted_for(*codes) and not came(form):
        raise ProofNeeded(NEEDED, form)
