"""What one running Billboard is made of, wired by create_app and found again from any request."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app, request

from billboard.bans.standing import LiveBans
from billboard.budget.accounts import Spending
from billboard.budget.lanes import Lanes
from billboard.core.catalogue.catalogue import Catalogue
from billboard.core.days import day_of, hour_of
from billboard.core.picture.rendering import Renderer
from billboard.core.street.facing_boards import FacingBoards
from billboard.core.street.scenes import Scene
from billboard.infra.config import Settings
from billboard.infra.db import Database
from billboard.infra.jobs import JobQueue
from billboard.infra.ledger import Ledger
from billboard.infra.signing import Keys
from billboard.infra.storage import ImageStore
from billboard.numbers import Event
from billboard.settings.live import LiveSettings
from billboard.settings.offered import chosen_scenes
from billboard.studio.live import LiveStudio
from billboard.switches import rates
from billboard.switches.proofs import Form
from billboard.walls.look_counts import LookCounts, Pace
from billboard.watching.live import LiveWords


@dataclass(frozen=True)
class Site:
    live_settings: LiveSettings
    database: Database
    store: ImageStore
    jobs: JobQueue
    studio: LiveStudio
    templates: Catalogue
    scenes: dict[str, Scene]
    facing_boards: FacingBoards
    watched_words: LiveWords
    renderer: Renderer
    daily_counts: Ledger[tuple[int, Event]]
    hourly_counts: Ledger[tuple[int, Event]]
    attempts: Ledger[tuple[int, Form]]
    looks: Ledger[str]  # at posters, by their codes
    looks_today: LookCounts
    pace_of_looks: Pace
    bans: LiveBans
    spending: Spending
    lanes: Lanes
    failed_sign_ins: Ledger[str]  # by the keys of names

    def tried(self, form: Form) -> None:
        """Count what is tried towards the rule that calls it an attack."""
        if rates.limits_of(self.settings).get(form):
            self.attempts.count((rates.slice_of(now()), form))

    def count(self, *events: Event) -> None:
        """Count what happens now."""
        moment = now()
        self.daily_counts.count(*((day_of(moment), event) for event in events))
        self.hourly_counts.count(*((hour_of(moment), event) for event in events))

    @property
    def offered_scenes(self) -> list[Scene]:
        """Those that operators offer, in their order. Others are still drawn for whoever has their address."""
        return chosen_scenes(self.settings).offered(self.scenes.values())

    @property
    def settings(self) -> Settings:
        """Those in force now, for the whole site. Ask again for each request: operators change them."""
        return self.live_settings.on()

    def settings_on(self, wall: str) -> Settings:
        """Those in force on a campaign's wall, by its slug; on the site's where that is empty."""
        return self.live_settings.on(wall)

    @property
    def environment(self) -> Settings:
        """What the site was started with, for what nobody changes while it runs."""
        return self.live_settings.environment

    @property
    def secret_keys(self) -> Keys:
        return self.environment.secret_keys


def current_site() -> Site:
    site = current_app.extensions["billboard"]
    assert isinstance(site, Site)
    return site


def now() -> datetime:
    return datetime.now(UTC)


def absolute(path: str) -> str:
    """The full address of a path of this site."""
    return (current_site().environment.site_url or request.url_root.rstrip("/")) + path
