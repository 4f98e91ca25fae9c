"""files: the attachments themselves, only those that a published record lists, never as something that runs."""

import os
import re

from flask import Blueprint, Response, abort, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from bdp.content import attachments
from bdp.domain.errors import Gone
from bdp.services import browse
from bdp.system.files import Refused
from bdp.web.context import library

blueprint = Blueprint("files", __name__)
# Pictures cannot run anything; all else is saved, not shown: a sandboxed PDF viewer shows nothing in most browsers.
INLINE = ("image/png", "image/jpeg", "image/webp")
POLICY = "default-src 'none'; sandbox"
_PART = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*")
HOUR = "public, max-age=3600"


@blueprint.get("/zalaczniki/<slug>/<file>")
def show(slug: str, file: str) -> Response:
    """Answer an attachment; 404 for a file that no published record lists or that is no ordinary file."""
    try:
        entry = browse.show(library(), slug)
    except Gone:
        abort(404)
    listed = next((each for each in entry.files if each.file == file), None)
    if listed is None:
        abort(404)
    try:
        opened = attachments.open_served(library().config.attachments, slug, file)
    except Refused:
        abort(404)
    lies = os.fstat(opened.fileno())
    answer = send_file(
        opened, mimetype=listed.media_type, as_attachment=listed.media_type not in INLINE, download_name=listed.file
    )
    # By the file as it lies now: the index may still describe the one before.
    answer.set_etag(f"{lies.st_mtime_ns:x}-{lies.st_size:x}")
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = HOUR
    answer.content_length = lies.st_size
    if _wants_a_part():
        try:
            answer.make_conditional(request, accept_ranges=True, complete_length=lies.st_size)
        except RequestedRangeNotSatisfiable:
            answer.close()
            raise
    else:
        answer.headers["Accept-Ranges"] = "bytes"
        answer.make_conditional(request)
    return answer


def _wants_a_part() -> bool:
    """Tell whether one part of the file is asked for; several, or parts that are none, are answered with all of it."""
    found = _PART.fullmatch(request.headers.get("Range", ""))
    if found is None:
        return False
    first, last = found.groups()
    return bool(first or last) and not (first and last and int(first) > int(last))
