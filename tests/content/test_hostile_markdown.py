"""Hostile bodies: whatever is written, a page gets no script, no handler, no foreign scheme and no foreign picture."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bdp.content.markdown import Renderer

ATTRIBUTES = {"href", "src", "alt", "title", "id", "class", "rel", "start", "colspan", "rowspan", "scope", "loading"}
ATTRIBUTES |= {"role", "tabindex", "aria-label"}
TAGS = {"p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "div", "a", "img", "span"}
TAGS |= {"ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption"}
TAGS |= {"code", "em", "strong", "b", "i", "s", "del", "ins", "sub", "sup", "small", "abbr", "cite", "q", "kbd"}
VOID = {"br", "hr", "img"}
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")


class Seen(HTMLParser):
    """Collects what a browser would make of a page part, and whether every tag is closed in its turn."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.other: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        """Hold an end tag against the last one open."""
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        """Note what should not be there."""
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        """Note what should not be there."""
        self.other.append(decl)

    def handle_pi(self, data: str) -> None:
        """Note what should not be there."""
        self.other.append(data)

    def unknown_decl(self, data: str) -> None:
        """Note what should not be there."""
        self.other.append(data)


def inspect(html: str) -> None:
    seen = Seen()
    seen.feed(html)
    seen.close()
    assert (seen.open, seen.other) == ([], [])
    ids = [typed["id"] for _, typed in seen.tags if "id" in typed]
    assert len(ids) == len(set(ids))
    for tag, typed in seen.tags:
        assert tag in TAGS
        assert set(typed) <= ATTRIBUTES
        for name in ("href", "src"):
            address = typed.get(name, "").replace("\\", "/").strip()
            scheme, colon, _ = address.partition(":")
            assert not address.startswith("//")
            assert not colon or SCHEME.fullmatch(scheme) is None or scheme in ("http", "https", "mailto")
        assert ":" not in typed.get("src", "")


PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.pl/a.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=`javascript:alert(1)`>",
    '<img """><script>alert(1)</script>">',
    "<img src='https://x.pl/a.png'>",
    "<img src='//x.pl/a.png'>",
    "<img srcset='https://x.pl/a.png 2x' src=a.png>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>a</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math><a xlink:href=javascript:alert(1)>a</a></math>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<link rel=stylesheet href=//x.pl/a.css>",
    "<style>@import '//x.pl/a.css';</style>",
    "<p style='background:url(javascript:alert(1))'>a</p>",
    "<div style='position:fixed;inset:0'>a</div>",
    "<meta http-equiv=refresh content='0;url=//x.pl'>",
    "<base href=//x.pl/>",
    "<form action=//x.pl><input name=a><button>b</button></form>",
    "<a href=javascript:alert(1)>a</a>",
    "<a href=' javascript:alert(1)'>a</a>",
    "<a href='java\tscript:alert(1)'>a</a>",
    "<a href='java\nscript:alert(1)'>a</a>",
    "<a href='&#106;&#97;vascript:alert(1)'>a</a>",
    "<a href='&#x6A&#x61vascript:alert(1)'>a</a>",
    "<a href='jav&Tab;ascript:alert(1)'>a</a>",
    "<a href='javascript&colon;alert(1)'>a</a>",
    "<a href=vbscript:a>a</a>",
    "<a href=data:text/html,<script>alert(1)</script>>a</a>",
    "<a href=//x.pl>a</a>",
    "<a href='/\\x.pl'>a</a>",
    "<a href='\\\\x.pl'>a</a>",
    "<a href='/\t/x.pl'>a</a>",
    "<a href='https:x.pl' onclick=alert(1) target=_blank ping=//x.pl>a</a>",
    "<a href=x id=main name=main class=admin>a</a>",
    "<details ontoggle=alert(1) open><summary>a</summary></details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>a</marquee>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><b>a",
    "<table><td background='javascript:alert(1)'>a</table>",
    "<!--><script>alert(1)</script>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html [<!ENTITY a 'b'>]>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](  javascript:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a](java\tscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](&#x6a;avascript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:a)",
    "[a](//x.pl)",
    "[a](/\\x.pl)",
    "[a](\\\\x.pl)",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[a]: //x.pl\n\n[a]",
    '[a](x "onmouseover=alert(1)")',
    "[a](x '\"><script>alert(1)</script>')",
    "![a](javascript:alert(1))",
    "![a](https://x.pl/a.png)",
    "![a](//x.pl/a.png)",
    "![a](data:image/svg+xml,<svg onload=alert(1)>)",
    '![a"onerror="alert(1)](x.png)',
    '![a](x" onerror="alert(1))',
    "[![a](https://x.pl/a.png)](javascript:alert(1))",
    "<javascript:alert(1)>",
    '<https://x.pl/"onmouseover="alert(1)>',
    '```html" onclick="alert(1)\n<script>alert(1)</script>\n```',
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "## <img src=x onerror=alert(1)>",
    "## a {#main onclick=alert(1)}",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "a[^1]\n\n[^1]: <script>alert(1)</script>",
    'a[^"><script>]\n\n[^"><script>]: b',
    "<div>\n\n## a\n\n</div><script>alert(1)</script>",
    "<b><p></b><i></p></i>",
    "<table><tr><td><table><tr><th>a</table></table>",
    "<a href=x><a href=y>b</a></a>",
    "<h1 id=main><h2>a</h1>",
    "<li id=fn:1>a<li id=fn:1>b",
    "[a](#a11y-x) [b](#a11y-x)",
    "\u202e<script>\u202c",
    "<ſcript>alert(1)</ſcript>",
    '<a href="ｊavascript:alert(1)">a</a>',
]


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as one:
        yield one


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_runs_and_nothing_is_fetched_from_elsewhere(renderer: Renderer, payload: str) -> None:
    for text in (payload, f"Tekst {payload} dalej.", f"- a\n\n{payload}\n\n> {payload}"):
        inspect(renderer.render(text).html)


@settings(max_examples=150)
@given(st.lists(st.sampled_from([*PAYLOADS, "\n", "\n\n", "- ", "> ", "    ", "|", "**", "`", "## ", "<", ">", '"'])))
def test_nothing_runs_whatever_the_pieces_are_put_together_to(renderer: Renderer, pieces: list[str]) -> None:
    inspect(renderer.render("".join(pieces)[:5000]).html)


@settings(max_examples=150)
@given(st.text(max_size=200), st.booleans())
def test_any_text_is_rendered_to_a_well_formed_part(renderer: Renderer, text: str, anchors: bool) -> None:  # noqa: FBT001
    inspect(renderer.render(text, anchors=anchors).html)


SHAPES = [
    "[a](b",
    "<a ",
    "**_",
    "`a``b",
    "&#",
    "|a",
    "*a ",
    "~~~\n",
    "[x]: y\n",
    "<b>",
    "# a\n",
    "a\n===\n",
    "_a_b",
    "![",
]
SHAPES += ["<!--", "</p>", "\\", "1. a\n", "- a\n", "> a\n", "a  \n", "<!DOCTYPE ", "http://a.", "a@b.pl ", "&amp;"]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_body_of_one_shape_many_times_over_ends(renderer: Renderer, shape: str) -> None:
    inspect(renderer.render(shape * 600).html)
