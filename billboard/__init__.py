"""Billboard: spoof billboards made, voted on and moderated by the public."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from billboard import numbers
from billboard.accounts import signing_in
from billboard.bans.standing import LiveBans
from billboard.budget import open_spending
from billboard.budget.lanes import Lanes
from billboard.core.catalogue.catalogue import Catalogue
from billboard.core.catalogue.sticker_catalogue import load_sticker_catalogue
from billboard.core.catalogue.template_reading import ground_of, read_artwork
from billboard.core.picture.rendering import Renderer
from billboard.core.street.facing_boards import load_facing_boards
from billboard.core.street.scenes import load_scenes
from billboard.core.type.fonts import FontBook
from billboard.infra.config import INSTANCE, ROOT, Settings, load_settings
from billboard.infra.db import Database
from billboard.infra.ledger import Ledger
from billboard.infra.processors import processors
from billboard.infra.queue import HueyQueue
from billboard.infra.signing import oldest_first
from billboard.infra.storage import open_store
from billboard.operators import cli
from billboard.settings.live import LiveSettings
from billboard.settings.offered import chosen_templates
from billboard.studio.art_files import ArtFiles, folder_for_art
from billboard.studio.live import LiveStudio
from billboard.switches import rates, standing
from billboard.views import (
    appearance,
    ban_desk,
    call_desk,
    campaign,
    campaign_desk,
    campaign_list,
    cases,
    claim,
    crawlers,
    descendants,
    drawn,
    duel,
    embed,
    errors,
    every,
    feeds,
    gallery,
    health,
    join,
    journal_desk,
    looks,
    maker,
    me,
    moderate,
    objection,
    pages,
    poster,
    preview_seal,
    prints,
    proof,
    public_log,
    receipt,
    renditions,
    reporting,
    roundup,
    second_factors,
    sign_in,
    stickers,
    switch_desk,
    takedown,
    votes,
    votes_apart,
    watch_desk,
    word_desk,
)
from billboard.views import (
    numbers as numbers_page,
)
from billboard.views.operate import desk as operators_desk
from billboard.views.operate import diagnostics as operators_diagnostics
from billboard.views.operate import environment as environment_desk
from billboard.views.operate import first_run
from billboard.views.operate import offered as offered_desk
from billboard.views.operate import people as people_of_the_site
from billboard.views.operate import settings as settings_desk
from billboard.views.operate import statistics as operators_statistics
from billboard.views.studio import boxes as studio_boxes
from billboard.views.studio import draft as studio_draft
from billboard.views.studio import drafts as studio_drafts
from billboard.views.studio import editing as studio_editing
from billboard.views.studio import formats as studio_formats
from billboard.views.studio import look as studio_look
from billboard.views.studio import new as studio_new
from billboard.views.studio import paint as studio_paint
from billboard.views.studio import papers as studio_papers
from billboard.views.studio import picture as studio_picture
from billboard.views.studio import pictures as studio_pictures
from billboard.views.studio import proposal as studio_proposal
from billboard.views.studio import proposals as studio_proposals
from billboard.views.studio import propose as studio_propose
from billboard.views.studio import publish as studio_publish
from billboard.views.studio import share as studio_share
from billboard.views.studio import straighten as studio_straighten
from billboard.views.studio import templates as studio_templates
from billboard.walls import looks as looks_at_posters
from billboard.walls.look_counts import LookCounts, Pace
from billboard.watching.live import LiveWords
from billboard.web import (
    bounds,
    cookies,
    logs,
    metrics,
    previews,
    rows,
    security,
    sessions,
    template_faults,
    whole_numbers,
)
from billboard.web.forms import EDITOR_FIELDS
from billboard.web.site import Site, now


def create_app(settings: Settings | None = None) -> Flask:
    """Wire everything once. Raises SettingsError and InstallationError, each naming the culprit and the cure."""
    settings = settings or load_settings()
    app = Flask(__name__, root_path=str(ROOT))
    app.config.update(
        SECRET_KEY=settings.secret_keys[0],
        SECRET_KEY_FALLBACKS=settings.secret_keys[1:],
        # Flask-WTF looks at no fallbacks of SECRET_KEY, and passes on whatever keys it is given.
        WTF_CSRF_SECRET_KEY=oldest_first(settings.secret_keys),
        SESSION_COOKIE_NAME=(cookies.PREFIX if settings.secure else "") + sessions.BARE_NAME,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        WTF_CSRF_TIME_LIMIT=None,  # a slogan may be pondered for as long as the session lasts
        WTF_CSRF_SSL_STRICT=False,  # it wants a Referer, which many browsers keep back; web.source asks for more
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    fonts = FontBook(ROOT / "fonts")
    reserved = EDITOR_FIELDS | {previews.FIELD}
    database, store = Database(settings.database_url), open_store(settings)
    art = ArtFiles(store, folder_for_art(settings.art_folder, INSTANCE), settings.art_megabytes << 20)
    studio = LiveStudio(database, art, ground_of(ROOT / "artwork", fonts, reserved))
    live = LiveSettings(settings, database)
    artwork = read_artwork(ROOT / "artwork", fonts, reserved)
    templates = Catalogue(artwork, studio.news, studio.older, lambda: chosen_templates(live.on()))
    app.extensions["billboard"] = Site(
        live_settings=live,
        bans=LiveBans(database),
        spending=open_spending(settings),
        lanes=Lanes.of(processors(), settings.web_threads),
        database=database,
        store=store,
        jobs=HueyQueue(settings),
        studio=studio,
        templates=templates,
        scenes=load_scenes(ROOT / "artwork"),
        facing_boards=load_facing_boards(ROOT / "artwork"),
        watched_words=LiveWords(),
        renderer=Renderer(templates, fonts, load_sticker_catalogue(ROOT / "artwork" / "stickers", fonts)),
        daily_counts=Ledger(database, numbers.record),
        hourly_counts=Ledger(database, numbers.record_hours),
        attempts=Ledger(database, lambda session, counts: rates.record(session, counts, live.on(), now())),
        looks=Ledger(
            database,
            lambda session, looks: looks_at_posters.record(
                session, looks, standing.walls_without(standing.Deed.VOTE, live, now())
            ),
        ),
        looks_today=LookCounts(),
        pace_of_looks=Pace(),
        failed_sign_ins=Ledger(database, signing_in.count_failures),
    )
    whole_numbers.install(app)
    app.url_map.converters["row"] = rows.RowConverter
    logs.install(app, settings)
    template_faults.log(templates)
    metrics.install(app)
    bounds.install(app)
    security.install(app, settings)
    pages.install(app)
    for views in (
        gallery,
        feeds,
        numbers_page,
        maker,
        preview_seal,
        every,
        stickers,
        poster,
        votes,
        reporting,
        duel,
        drawn,
        looks,
        prints,
        proof,
        public_log,
        appearance,
        journal_desk,
        receipt,
        renditions,
        embed,
        descendants,
        crawlers,
        claim,
        campaign,
        campaign_list,
        campaign_desk,
        sign_in,
        call_desk,
        switch_desk,
        me,
        second_factors,
        join,
        people_of_the_site,
        operators_desk,
        operators_diagnostics,
        operators_statistics,
        first_run,
        settings_desk,
        environment_desk,
        offered_desk,
        studio_drafts,
        studio_templates,
        studio_draft,
        studio_new,
        studio_picture,
        studio_straighten,
        studio_paint,
        studio_boxes,
        studio_pictures,
        studio_formats,
        studio_papers,
        studio_publish,
        studio_editing,
        studio_share,
        studio_look,
        studio_propose,
        studio_proposal,
        studio_proposals,
        moderate,
        cases,
        word_desk,
        votes_apart,
        ban_desk,
        watch_desk,
        roundup,
        takedown,
        objection,
        health,
    ):
        app.register_blueprint(views.blueprint)
    errors.install(app)
    cli.install(app)
    return app
