"""app: create_app, where the parts of the site are joined."""

import logging
from functools import partial

from flask import Flask

from bdp import config as settings
from bdp.config import Config
from bdp.domain.errors import BdpError
from bdp.library import Library
from bdp.services import upkeep
from bdp.web import (
    addresses,
    api,
    archive,
    assets,
    brief,
    comparison,
    concordance,
    crawlers,
    data,
    errors,
    figures,
    files,
    footer,
    formats,
    fragments,
    freshness,
    headers,
    health,
    kept,
    language,
    limits,
    marks,
    news,
    open_data,
    pages,
    pictures,
    practices,
    previews,
    printing,
    rendering,
    sharing,
    start,
    suggestions,
    texts,
    units,
)
from bdp.web import map as map_

BLUEPRINTS = (
    start,
    practices,
    map_,
    comparison,
    brief,
    figures,
    concordance,
    suggestions,
    units,
    files,
    previews,
    pictures,
    texts,
    pages,
    news,
    health,
    crawlers,
    archive,
    open_data,
    api,
    data,
)
_LOG = logging.getLogger(__name__)


def create_app(config: Config | None = None) -> Flask:
    """Build the site over the base that the settings name (from the environment by default).

    A missing or stale index is built first. Where that fails the site serves what there is, an older index on a full
    disk or only the practices from their files, and says 503 for the rest.
    """
    library = Library.of(config or settings.read())
    try:
        upkeep.ensure(library)
    except (BdpError, OSError) as error:
        _LOG.error("strona startuje bez nowego indeksu: %s", error)
    app = Flask(__name__, static_folder=None)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.merge_slashes = False  # its redirects would carry the Host header
    app.extensions["bdp"] = library
    size = int(library.config.kept_pages_mb * 1024 * 1024)
    kept.install(app, partial(freshness.state, library), size)  # hands out what is complete
    for part in (rendering, addresses, formats, language, fragments, assets, printing, marks, errors, headers, footer):
        part.install(app)
    sharing.install(app)
    limits.install(app, per_minute=library.config.requests_per_minute, proxies=library.config.proxies)
    freshness.install(app)
    for part in BLUEPRINTS:
        app.register_blueprint(part.blueprint)
    # By the first request and not here, so that of a server that forks its workers each watches for itself.
    watch = upkeep.watch(library)
    app.before_request(watch.start)
    return app
