"""config: every setting, its default and its reason. The only module that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bdp.domain.errors import WrongUse
from bdp.domain.links import is_email

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Config:
    """All settings; each comes from the environment variable ``BDP_`` + its name in capitals.

    * ``root``: the folder of the base. Default: the folder with wsgi.py, so that a clone runs as it is.
    * ``public_url``: scheme and host under which readers reach the site, for absolute addresses. Default none: a site
      that does not know its name must not guess it from the Host header.
    * ``contact_email``: the office's mailbox that harvesters are told, and the servers that ``bdp links`` asks.
      Default none: harvesters are told of a webmaster at the site's name.
    * ``watch_seconds``: how often a running site looks for files changed behind its back; 0 turns it off. Default 1,
      so that a change shows within two seconds.
    * ``picture_megabytes``: how much disk the pictures of attachments and of practices may take under search_index/;
      what was not looked at for longest goes first. Default 256: some 3000 pages of PDF.
    * ``keep_generations``: how many old generations of the index stay for readers and for a way back. Default 4.
    * ``kept_pages_mb``: how many MB of finished answers a worker keeps for the next who asks for the same; 0: none.
      Default 32, some four thousand compressed pages.
    * ``front_seconds``: how long a caching server in front may give a page without asking whether it still holds.
      Default 10: a changed record shows after that at the latest, and a crowd costs BDP six requests a minute.
    * ``requests_per_minute``: how many answers one address may have made for it in a minute by each worker, 429 after
      that. Default 0, no limit: a town hall's readers share one address, and kept answers cost next to nothing.
    * ``proxies``: how many servers of ours stand in front and add the address that they see to X-Forwarded-For.
      Default 0: nothing that a reader can write himself is believed.
    """

    root: Path = REPOSITORY
    public_url: str = ""
    contact_email: str = ""
    watch_seconds: float = 1.0
    keep_generations: int = 4
    kept_pages_mb: float = 32.0
    front_seconds: float = 10.0
    picture_megabytes: int = 256
    requests_per_minute: int = 0
    proxies: int = 0

    @property
    def practices(self) -> Path:
        """Where the records lie."""
        return self.root / "practices"

    @property
    def attachments(self) -> Path:
        """Where the attachments lie."""
        return self.root / "attachments"

    @property
    def search_index(self) -> Path:
        """Where everything derived lies."""
        return self.root / "search_index"

    @property
    def instance(self) -> Path:
        """Where what is neither content nor derived lies."""
        return self.root / "instance"


def read(environment: Mapping[str, str] | None = None) -> Config:
    """Read the settings from the environment (os.environ by default). Raises WrongUse for a bad value."""
    given = os.environ if environment is None else environment
    default = Config()
    root = Path(given.get("BDP_ROOT") or default.root).expanduser().resolve()
    if not root.is_dir():
        message = f"BDP_ROOT: nie ma katalogu {root}"
        raise WrongUse(message)
    return Config(
        root=root,
        public_url=given.get("BDP_PUBLIC_URL", default.public_url).rstrip("/"),
        contact_email=_email(given),
        watch_seconds=_number(given, "BDP_WATCH_SECONDS", default.watch_seconds),
        keep_generations=int(_number(given, "BDP_KEEP_GENERATIONS", default.keep_generations)),
        kept_pages_mb=_number(given, "BDP_KEPT_PAGES_MB", default.kept_pages_mb),
        front_seconds=_number(given, "BDP_FRONT_SECONDS", default.front_seconds),
        picture_megabytes=int(_number(given, "BDP_PICTURE_MEGABYTES", default.picture_megabytes)),
        requests_per_minute=int(_number(given, "BDP_REQUESTS_PER_MINUTE", default.requests_per_minute)),
        proxies=int(_number(given, "BDP_PROXIES", default.proxies)),
    )


def _email(given: Mapping[str, str]) -> str:
    text = given.get("BDP_CONTACT_EMAIL", "").strip()
    if text and not is_email(text):
        message = f"BDP_CONTACT_EMAIL: „{text}” nie jest adresem e-mail"
        raise WrongUse(message)
    return text


def _number(given: Mapping[str, str], name: str, default: float) -> float:
    text = given.get(name, "")
    try:
        value = float(text) if text else float(default)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e6:  # noqa: PLR2004 - also refuses nan
        message = f"{name}: „{text}” nie jest liczbą od 0 do 999 999"
        raise WrongUse(message)
    return value
