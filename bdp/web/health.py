"""health: tells machines whether the site can do its work."""

from flask import Blueprint, Response, jsonify

from bdp.domain.errors import NotBuilt
from bdp.web.context import library

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def show() -> tuple[Response, int]:
    """Answer 200 when both parts of the index answer, 503 else."""
    try:
        generation = library().index.current()
        problems = [problem for problem in generation.manifest.problems if not problem.warning]
        said = {"status": "ok", "generation": generation.number, "records": generation.search.count}
    except NotBuilt:
        return jsonify(status="not built", generation=None, records=0, problems=0), 503
    return jsonify(**said, problems=len(problems)), 200
