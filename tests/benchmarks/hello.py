"""hello: the least that Flask can answer, the yardstick of the benchmark of pages over HTTP."""

from flask import Flask

app = Flask(__name__)


@app.get("/hello")
def hello() -> str:
    """Say hello."""
    return "Dzień dobry"
