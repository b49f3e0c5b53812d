"""Keys by purpose: the bytes they have had since they were first used, for what they made is out in the world."""

import pytest

from billboard.bans import standing
from billboard.infra import sealing, webhook
from billboard.infra.derived_keys import FIRST, derived
from billboard.infra.link_secrets import derived_secret

KEY = "k" * 32
BYTES = {
    "billboard.authenticator": "f69055a35175a70b5d9e598b203332451762dc414f30e92202e97495e9352c57",
    "billboard.ban ": "db2e76f5d43ea774e95e739ca01f9498c0fb9428675864f9949b2e3c03fd714b",
    "billboard.proof": "6fdc7270a866607cfb8314c57ea9b589578b479a66b6345ee041385263a9de1b",
    "billboard.webhook": (b"billboard.webhook" + KEY.encode()).hex(),
    "claim": (b"claim" + KEY.encode()).hex(),
    "limits": "b27b822d454ee1a2eceb37246d68e82f643c61abe343e88c8c302d81993a421a",
    "preview": (b"preview" + KEY.encode()).hex(),
    "receipt": (b"receipt" + KEY.encode()).hex(),
}


@pytest.mark.parametrize("purpose", BYTES)
def test_a_key_has_the_bytes_that_it_always_had(purpose: str) -> None:
    assert derived(purpose, KEY).hex() == BYTES[purpose]


def test_whatever_was_first_made_by_another_recipe_is_pinned_here() -> None:
    assert FIRST.keys() <= BYTES.keys()


def test_what_was_made_before_is_still_good() -> None:
    sealed = (
        "gAAAAABrDd_NDt2WQVj1A45hURKSPwR7Zg1PNIuzZVTqsdzqxpZF-jjH5akNgQGBPsutfledCXC67srLDIGSpWrrMlQ1_iDAsiZnwncBlB7NjAK5"
        "IE8z1Gs="
    )
    assert sealing.unseal(sealed, "billboard.authenticator", (KEY,)) == "JBSWY3DPEHPK3PXP"
    assert webhook.secret_of("https://example.org/hook", KEY) == "whsec_A77IeCUAcOvbtpwLwVDJhi57PBGwjfLDuh1RuPKXikc="
    assert derived_secret("claim", "message", KEY) == "rcu7ihhysqqugpmddewjbu65xcl4oc6m"
    assert derived_secret("preview", "message", KEY) == "w7tqbwwezrhulanraqwzgasiux3ptdm7"
    banned = standing.digest("203.0.113.9", b"s" * 16, KEY)
    assert banned == "65254391c8c510ee1f3dd06c3de922c916e9b4dafabafcb0807a87060eed57f3"


def test_two_purposes_and_two_keys_have_nothing_in_common() -> None:
    made = {derived(purpose, key) for purpose in [*BYTES, "something new"] for key in (KEY, "l" * 32)}
    assert len(made) == 2 * (len(BYTES) + 1)
