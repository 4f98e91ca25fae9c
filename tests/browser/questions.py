"""questions: what axe cannot decide by itself and asks a person, with the answers given once and where they hold."""

from typing import Any

from playwright.sync_api import Page

# What lies below an open list of suggestions is judged when the list is closed.
BELOW = "body:has([role='combobox'][aria-expanded='true']) *"
# By rule and by what axe says: the elements for which the answer holds. Whatever else it asks fails the test.
ANSWERED = {
    # The background of what is drawn is the shape below: test_map_colours measures text on every step of colour, the
    # circles have the colours of a button, the columns of years stand on the page itself.
    ("color-contrast", "imgNode"): ".drawing *, .columns *",
    # What a drawing cuts off at its edge covers nothing beside it.
    ("color-contrast", "bgOverlap"): f".map-page *, .drawing *, .columns *, {BELOW}",
    # One sign may be an ornament. Here it is text, in the colours of longer text in the same drawing, table or pop-up.
    ("color-contrast", "shortTextContent"): (
        ".drawing *, .columns *, .legend *, .map-spot__count, [role='region'][tabindex='0'] *"
    ),
    # What is beyond the edge of a table that scrolls cannot be seen by axe; in a wide window the same cells are judged.
    ("color-contrast", "elmPartiallyObscured"): f"[role='region'][tabindex='0'] *, {BELOW}",
    # A link that reaches over the box of its line stands on the page as the words beside it do; the headings that stay
    # while a table is scrolled have the ground of the page.
    ("color-contrast", "elmPartiallyObscuring"): ".map-page *, .stack *, [role='region'][tabindex='0'] *",
    # Arrows have the colours of the words on the buttons beside them.
    ("color-contrast", "nonBmp"): ".map-controls button",
    # Arrows and the sign # are no words that somebody could say aloud.
    ("label-content-name-mismatch", ""): ".map-controls button, a.anchor",
}
MATCHING = "([targets, known]) => targets.filter(one => !document.querySelector(one)?.matches(known))"


def unanswered(page: Page, response: dict[str, Any]) -> list[str]:
    """Return what axe asks about a page and nobody has answered."""
    asked: dict[tuple[str, str], list[str]] = {}
    for rule in response["incomplete"]:
        for node in rule["nodes"]:
            told = next((check["data"] for check in node["any"] if isinstance(check["data"], dict)), {})
            asked.setdefault((rule["id"], told.get("messageKey") or ""), []).append(node["target"][-1])
    return [
        f"{rule}, {said}: {target}"
        for (rule, said), targets in asked.items()
        for target in page.evaluate(MATCHING, [targets, ANSWERED.get((rule, said), "nothing")])
    ]
