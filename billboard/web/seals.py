"""Why a form's token was not taken, in a sentence: it is as old as the page, or the browser keeps no cookies."""

from billboard.web import sessions


def problem(then: str) -> str:
    """`then` says what to press, and that nothing is lost."""
    if sessions.has_cookie():
        return f"This page had been open so long that its seal expired. {then}"
    return f"This form needs a cookie, and your browser sent none. Allow cookies for this site. {then}"
