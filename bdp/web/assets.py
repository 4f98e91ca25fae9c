"""assets: style, scripts, pictures and the typeface, held in memory under addresses that change with their content."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request

from bdp.web.language import mount

FOLDER = Path(__file__).resolve().parent.parent / "static"
# One file for the reader, a block a file for us: the order of names is the order of the layers' parts.
STYLE = "css/site.css"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
_ADDRESS = re.compile(r'url\("\.\./(?P<name>[^"]+)"\)')  # as seen from where the one style sheet lies
COMPRESSED = (".css", ".js", ".svg")
YEAR = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent: its bytes, plain and compressed, and the short hash that stands in its address."""

    data: bytes
    small: bytes | None
    media_type: str
    version: str


def load(folder: Path = FOLDER) -> dict[str, Asset]:
    """Read every file of the static folder by its path; the style sheets become one, in the order of their names."""
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    styles = [path for name, path in files.items() if name.endswith(".css")]
    assets = {name: _asset(path.read_bytes(), path.suffix) for name, path in files.items() if path not in styles}
    style = "\n".join(path.read_text(encoding="utf-8") for path in styles)
    assets[STYLE] = _asset(_with_versions(style, assets).encode(), ".css")
    return {name: asset for name, asset in assets.items() if asset.media_type}


def _with_versions(style: str, assets: dict[str, Asset]) -> str:
    """Let a style sheet name the same addresses as the pages do, so that what these announce is not fetched twice."""

    def versioned(found: re.Match[str]) -> str:
        asset = assets.get(found["name"])
        return f'url("../{found["name"]}?v={asset.version}")' if asset else found[0]

    return _ADDRESS.sub(versioned, style)


def _asset(data: bytes, suffix: str) -> Asset:
    small = gzip.compress(data, 9, mtime=0) if suffix in COMPRESSED else None
    return Asset(data, small, MEDIA_TYPES.get(suffix, ""), hashlib.sha256(data).hexdigest()[:12])


def install(app: Flask) -> None:
    """Serve the assets under /static and give templates ``asset(name)``."""
    assets = load()
    blueprint = Blueprint("assets", __name__)

    def asset(name: str) -> str:
        """Return the address of an asset, the same in both languages."""
        return f"{mount()}/static/{name}?v={assets[name].version}"

    def asset_if_any(name: str) -> str:
        """Return the address of an asset that the set-up fetches, "" where it did not."""
        return asset(name) if name in assets else ""

    @blueprint.get("/static/<path:name>")
    def show(name: str) -> Response:
        found = assets.get(name)
        if found is None:
            abort(404)
        fresh = request.args.get("v") == found.version
        answer = Response(found.data, content_type=found.media_type)
        if found.small is not None:
            answer.headers["Vary"] = "Accept-Encoding"
            if request.accept_encodings["gzip"] > 0:
                answer.set_data(found.small)
                answer.headers["Content-Encoding"] = "gzip"
        answer.headers["Cache-Control"] = YEAR if fresh else HOUR
        answer.set_etag(found.version, weak=True)
        return answer.make_conditional(request)  # type: ignore[return-value]

    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(asset=asset, asset_if_any=asset_if_any)
