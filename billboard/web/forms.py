"""The forms that carry a token. The maker's slots are read by core.catalogue; these hold the rest."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask import request, session
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from billboard.bans import objecting
from billboard.models import Action
from billboard.moderation import appeals
from billboard.moderation.blocks import DAYS
from billboard.moderation.notices import GROUNDS, NAME_LENGTH, NO_POSTER, ground_choices
from billboard.moderation.reasons import CHOICES, REASONS
from billboard.moderation.reports import NOTE_LENGTH
from billboard.walls.cursors import NO_BOUND
from billboard.web import seals
from billboard.web.source import Source, source_of_request

PRESS = "Nothing you typed is lost: press once more."
BLOCK_WORDS = {
    30: "Hold the same words for 30 days",
    7: "Hold them for 7 days",
    365: "Hold them for a year",
    0: "Hold nothing",
}
BLOCK_CHOICES = [SelectChoice(str(days), BLOCK_WORDS[days]) for days in DAYS]
REASON_CHOICES = [SelectChoice(*choice) for choice in CHOICES]


def printable(text: str | None) -> str | None:
    """Without NUL, which PostgreSQL does not take and nobody types."""
    return text.replace("\x00", "") if text else text


def typed(field: str, fields: Mapping[str, str] | None = None) -> str:
    """What a form holds that is no form of WTForms', or an address."""
    return printable((request.form if fields is None else fields).get(field)) or ""


def one_newline(text: str | None) -> str | None:
    """Forms send two characters for a line's end, and browsers count one."""
    return text.replace("\r\n", "\n") if text else text


def new_key() -> str:
    return secrets.token_urlsafe(16)


# What the editor sends beside its slots: no slot may be called so.
EDITOR_FIELDS = frozenset(
    {"csrf_token", "key", "campaign", "remix", "answer", "variant", "sheet", "stickers", "preview"}
)


class _TokenOrOwnPage(FlaskForm.Meta.csrf_class):
    def validate_csrf_token(self, form: FlaskForm, field: Any) -> None:
        if source_of_request() is Source.OWN:
            return
        try:
            super().validate_csrf_token(form, field)
        except ValidationError:
            raise ValidationError(seals.problem(PRESS)) from None


class AnonymousForm(FlaskForm):
    """For what a visitor may do who keeps no cookies, which tokens need. The browser's word for where a post comes from
    does as well: nothing is done in anybody's name."""

    class Meta(FlaskForm.Meta):
        csrf_class = _TokenOrOwnPage


class MakerForm(FlaskForm):
    """Its key makes one poster of what is sent twice, and the claim of that poster hangs on it."""

    key = HiddenField(default=new_key, validators=[Length(max=64)])

    @classmethod
    def own_or_fresh(cls) -> "MakerForm":
        """As this visitor sent it, to be sent again; afresh where the token is not theirs, as the key may not be."""
        sent = cls()
        return sent if sent.validate_on_submit() else cls(formdata=None)

    @property
    def own_key(self) -> str:
        """The key as this session's alone, once the form is valid: whoever else learns it publishes another poster."""
        return f"{session['csrf_token']} {self.key.data}" if self.key.data else ""


class ReportForm(AnonymousForm):
    reason = RadioField(
        "What is wrong with it?",
        choices=REASON_CHOICES,
        validators=[AnyOf(list(REASONS), message="Choose what is wrong with it.")],
        validate_choice=False,
    )
    note = TextAreaField(
        "Anything a moderator should know (optional)",
        filters=[printable, one_newline],
        validators=[Length(max=NOTE_LENGTH, message=f"Keep the note to {NOTE_LENGTH} characters.")],
    )


class TakedownForm(AnonymousForm):
    where = StringField(
        "Which poster?",
        filters=[printable],
        validators=[
            InputRequired(NO_POSTER),
            Length(max=500, message="That is longer than any address of ours. " + NO_POSTER),
        ],
    )
    ground = RadioField(
        "What is wrong with it?",
        choices=[SelectChoice(*choice) for choice in ground_choices()],
        validators=[AnyOf(GROUNDS, message="Choose what is wrong with it.")],
        validate_choice=False,
    )
    text = TextAreaField(
        "Say why",
        filters=[printable, one_newline],
        validators=[
            DataRequired("Say why: what is untrue, whose details, whose work, which law."),
            Length(max=NOTE_LENGTH, message=f"Keep it to {NOTE_LENGTH} characters."),
        ],
    )
    name = StringField(
        "Who are you?",
        filters=[printable],
        validators=[
            DataRequired("Say who you are: a person or an organisation."),
            Length(max=NAME_LENGTH, message=f"Keep your name to {NAME_LENGTH} characters."),
        ],
    )
    address = StringField(
        "Your e-mail address",
        filters=[printable],
        validators=[Length(max=320, message="That address is longer than mail can carry. Use a shorter one.")],
    )
    faith = BooleanField(
        "In good faith",
        validators=[InputRequired("Tick that you believe it to be true: without that we cannot act on it.")],
    )


class SubscribeForm(AnonymousForm):
    address = StringField(
        "Your address",
        filters=[printable],
        validators=[
            InputRequired("Type the address that the round-up should come to."),
            Length(max=320, message="That address is longer than mail can carry. Use a shorter one."),
        ],
    )


class ButtonForm(FlaskForm):
    """A button with a forgery token and nothing else."""


class WithdrawForm(AnonymousForm):
    """A button under a secret address."""


class AppealForm(AnonymousForm):
    text = TextAreaField(
        "Why should it go up again?",
        filters=[printable, one_newline],
        validators=[
            InputRequired(appeals.NOTHING_SAID),
            Length(max=appeals.LENGTH, message=appeals.TOO_LONG),
        ],
    )


class ObjectionForm(AnonymousForm):
    text = TextAreaField(
        "Why is the block wrong?",
        filters=[printable, one_newline],
        validators=[
            InputRequired(objecting.NOTHING_SAID),
            Length(max=objecting.LENGTH, message=objecting.TOO_LONG),
        ],
    )


class SignInForm(FlaskForm):
    name = StringField("Name", filters=[printable], validators=[InputRequired("Type your name."), Length(max=64)])
    password = PasswordField("Password", validators=[InputRequired("Type your password."), Length(max=200)])


class CodeForm(FlaskForm):
    code = StringField("Code", filters=[printable], validators=[InputRequired("Type the code."), Length(max=64)])


class PasswordForm(FlaskForm):
    """Who is signed in proves once more that it is they."""

    password = PasswordField("Password", validators=[InputRequired("Type your password."), Length(max=200)])


class PasswordChangeForm(FlaskForm):
    old = PasswordField("The one you have", validators=[Length(max=200)])
    new = PasswordField("The new one", validators=[InputRequired("Type the new password."), Length(max=200)])


class RowNumberField(IntegerField):
    """The library's range takes no number of a thousand digits, not even to refuse it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata([each if len(each) < 20 else "too long" for each in valuelist])


class DecisionForm(FlaskForm):
    action = StringField(
        validators=[InputRequired(), AnyOf([action.value for action in Action if action is not Action.UNDO])]
    )
    reason = SelectField(choices=[SelectChoice("", ""), *REASON_CHOICES], default="", validate_choice=False)
    note = StringField(filters=[printable], validators=[Length(max=NOTE_LENGTH)])
    block = SelectField(choices=BLOCK_CHOICES, default=BLOCK_CHOICES[0].value)
    newest = RowNumberField(validators=[Optional(), NumberRange(0, NO_BOUND)])
    ids = SelectMultipleField(validate_choice=False)
