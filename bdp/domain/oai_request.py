"""oai_request: what a harvester by OAI-PMH asks for: the six verbs, the stretch of time, the set, where it left off."""

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

ARGUMENTS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset()),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
}
"""Verb -> the arguments that it must have and those that it may have; a resumption token stands alone."""
RESUMABLE = ("ListSets", "ListIdentifiers", "ListRecords")
PREFIX = "oai_dc"
_EVER = 1 << 40  # seconds; beyond every date that can be written
_DAY, _SECOND = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Fault(StrEnum):
    """What may be wrong with a request, as the protocol names it."""

    BAD_VERB = "badVerb"
    BAD_ARGUMENT = "badArgument"
    BAD_TOKEN = "badResumptionToken"  # noqa: S105 - no secret, a place in a list
    NO_SUCH_FORMAT = "cannotDisseminateFormat"
    NO_SUCH_RECORD = "idDoesNotExist"
    NOTHING_MATCHES = "noRecordsMatch"


class Refusal(Exception):
    """The protocol's own error, with words for whoever runs the harvester."""

    def __init__(self, fault: Fault, words: str) -> None:
        """Keep both."""
        super().__init__(words)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which records: changed from ``since`` (seconds UTC, both ends in) to ``until``, of ``set_``; the last one had."""

    since: int = -_EVER
    until: int = _EVER
    set_: str = ""
    after_stamp: int = -1
    after_slug: str = ""
    had: int = 0

    @property
    def token(self) -> str:
        """The resumption token that leads on from here. It needs no memory of the server's."""
        return base64.urlsafe_b64encode(json.dumps(asdict(self), separators=(",", ":")).encode()).decode().rstrip("=")


def arguments(pairs: Sequence[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """Return verb and arguments of a request. Raises Refusal."""
    names = [name for name, _ in pairs]
    given = dict(pairs)
    verb = given.pop("verb", "")
    if names.count("verb") != 1 or verb not in ARGUMENTS:
        raise Refusal(Fault.BAD_VERB, f"verb must be given once, as one of: {', '.join(ARGUMENTS)}")
    if len(given) != len(names) - 1:
        raise Refusal(Fault.BAD_ARGUMENT, "an argument is given twice")
    if "resumptionToken" in given and verb in RESUMABLE:
        if len(given) > 1:
            raise Refusal(Fault.BAD_ARGUMENT, "resumptionToken stands without other arguments")
        return verb, given
    needed, allowed = ARGUMENTS[verb]
    if missing := sorted(needed - set(given)):
        raise Refusal(Fault.BAD_ARGUMENT, f"missing: {', '.join(missing)}")
    if unknown := sorted(set(given) - needed - allowed):
        raise Refusal(Fault.BAD_ARGUMENT, f"{verb} has no argument {', '.join(unknown)}")
    if given.get("metadataPrefix", PREFIX) != PREFIX:
        raise Refusal(Fault.NO_SUCH_FORMAT, f"the only format is {PREFIX}")
    return verb, given


def stretch(given: Mapping[str, str]) -> Stretch:
    """Return which records are asked for. Raises Refusal."""
    if "resumptionToken" in given:
        return _resumed(given["resumptionToken"])
    first, last = given.get("from"), given.get("until")
    if first is not None and last is not None and len(first) != len(last):
        raise Refusal(Fault.BAD_ARGUMENT, "from and until must have the same granularity")
    since = _moment("from", first, end=False) if first is not None else -_EVER
    until = _moment("until", last, end=True) if last is not None else _EVER
    if since > until:
        raise Refusal(Fault.BAD_ARGUMENT, "from is later than until")
    return Stretch(since, until, given.get("set", ""))


def _resumed(token: str) -> Stretch:
    try:
        told = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        told = None
    kinds = {name: type(value) for name, value in asdict(Stretch()).items()}
    if not isinstance(told, dict) or {name: type(value) for name, value in told.items()} != kinds:
        raise Refusal(Fault.BAD_TOKEN, "this token was not given out here")
    return Stretch(**told)


def _moment(name: str, text: str, *, end: bool) -> int:
    """Read a UTC day or second; a day that ends a stretch is in it whole."""
    by_day = _DAY.fullmatch(text) is not None
    if not by_day and _SECOND.fullmatch(text) is None:
        raise Refusal(Fault.BAD_ARGUMENT, f"{name} must be YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError as error:
        raise Refusal(Fault.BAD_ARGUMENT, f"{name}: there is no such day or hour") from error
    # Not by adding a day to the moment: the last day that can be told has none after it.
    return int(moment.timestamp()) + (int(timedelta(days=1).total_seconds()) - 1 if by_day and end else 0)
