from billboard.infra import link_secrets


def test_a_secret_is_new_each_time_and_has_its_form() -> None:
    made = {link_secrets.new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(link_secrets.is_secret(each) for each in made)


def test_a_derived_secret_is_the_same_for_the_same_purpose_message_and_key_alone() -> None:
    first = link_secrets.derived_secret("claim", "a submit", "key")
    assert link_secrets.is_secret(first)
    assert first == link_secrets.derived_secret("claim", "a submit", "key")
    others = [("letter", "a submit", "key"), ("claim", "another", "key"), ("claim", "a submit", "another key")]
    assert first not in [link_secrets.derived_secret(*each) for each in others]


def test_what_somebody_else_made_up_is_no_secret() -> None:
    secret = link_secrets.new_secret()
    assert not any(map(link_secrets.is_secret, ("", secret[1:], secret + "a", secret.upper(), secret[1:] + "1")))


def test_the_digest_does_not_tell_the_secret() -> None:
    secret = link_secrets.new_secret()
    assert secret not in link_secrets.digest(secret)
    assert len(link_secrets.digest(secret)) == 64


def test_links_that_were_given_to_makers_long_ago_still_work() -> None:
    assert link_secrets.derived_secret("claim", "a submit", "key") == "unzvjghpvy67rbiqejsxsehz7agikpho"
