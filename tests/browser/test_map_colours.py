"""test_map_colours: steps of colour that tell numbers apart, and text that is read on each of them."""

import pytest

from tests.browser.conftest import Reader, Scheme

COUNTRY = "/mapa"
# The contrast of text and border with each step of colour, and of each step with the one before.
STEPS = """() => {
  const pixel = Object.assign(document.createElement("canvas"), {width: 1, height: 1});
  const canvas = pixel.getContext("2d", {willReadFrequently: true});
  const light = colour => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(n => n / 255)
      .map(n => n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const area = document.querySelector(".drawing__area");
  const steps = [0, 1, 2, 3, 4, 5].map(step => {
    area.setAttribute("class", `drawing__area step-${step}`);
    const {fill, stroke} = getComputedStyle(area);
    return {fill: light(fill), border: light(stroke)};
  });
  const text = light(getComputedStyle(document.querySelector(".drawing__name")).fill);
  return {
    text: steps.map(step => contrast(step.fill, text)),
    border: steps.map(step => contrast(step.fill, step.border)),
    between: steps.slice(1).map((step, n) => contrast(step.fill, steps[n].fill)),
  };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_and_borders_are_seen_on_every_step_of_colour(reader: Reader, scheme: Scheme) -> None:
    page = reader.open(COUNTRY, scheme=scheme)
    found: dict[str, list[float]] = page.evaluate(STEPS)
    assert min(found["text"]) >= 4.5
    assert min(found["border"]) >= 3
    steps = found["between"]
    assert len(steps) == 5
    assert min(steps) >= 1.12


def test_in_the_readers_own_colours_the_steps_still_differ(reader: Reader) -> None:
    page = reader.open(COUNTRY)
    page.emulate_media(forced_colors="active")
    found: dict[str, list[float]] = page.evaluate(STEPS)
    assert min(found["between"]) > 1.05
    assert min(found["text"]) >= 4.5
