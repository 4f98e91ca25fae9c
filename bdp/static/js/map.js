// map: what the map gains with a script: its list and its markers light up together, and buttons for a closer look.

const STEP = 1.5;
const CLOSEST = 6;

/** Light up everything that stands for the same place while a pointer or the focus is on one of them. */
function tie(page) {
  const light = (event, on) => {
    const place = event.target.closest("[data-place]")?.dataset.place;
    if (!place) return;
    for (const each of page.querySelectorAll(`[data-place="${CSS.escape(place)}"]`)) {
      each.classList.toggle("is-lit", on);
    }
  };
  for (const [begin, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    page.addEventListener(begin, (event) => light(event, true));
    page.addEventListener(end, (event) => light(event, false));
  }
}

/** Give a drawing buttons that come closer, go farther and move; the wheel is left to the page. */
function look(figure) {
  const drawing = figure.querySelector("[data-map]");
  const controls = figure.querySelector("[data-map-controls]");
  if (!drawing || !controls) return;
  const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
  let zoom = 1;
  let [x, y] = [width / 2, height / 2];

  const show = () => {
    const [wide, high] = [width / zoom, height / zoom];
    x = Math.min(Math.max(x, wide / 2), width - wide / 2);
    y = Math.min(Math.max(y, high / 2), height - high / 2);
    drawing.setAttribute("viewBox", [x - wide / 2, y - high / 2, wide, high].map((n) => n.toFixed(1)).join(" "));
    drawing.style.setProperty("--map-zoom", zoom);
    drawing.toggleAttribute("data-near", zoom > 2);
    for (const button of controls.querySelectorAll("[data-map-do]")) {
      const needed = { closer: zoom < CLOSEST, left: x > wide / 2, right: x < width - wide / 2 };
      Object.assign(needed, { up: y > high / 2, down: y < height - high / 2 });
      // Not the attribute "disabled": it would throw the focus off a button that was just used.
      button.setAttribute("aria-disabled", String(!(needed[button.dataset.mapDo] ?? zoom > 1)));
    }
  };
  const moves = {
    closer: () => { zoom = Math.min(zoom * STEP, CLOSEST); },
    farther: () => { zoom = Math.max(zoom / STEP, 1); },
    whole: () => { zoom = 1; },
    left: () => { x -= width / zoom / 3; },
    right: () => { x += width / zoom / 3; },
    up: () => { y -= height / zoom / 3; },
    down: () => { y += height / zoom / 3; },
  };
  controls.addEventListener("click", (event) => {
    const button = event.target.closest("[data-map-do]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    moves[button.dataset.mapDo]();
    show();
  });
  // A marker that takes the focus must be seen, so the drawing moves to it. The listener is not the drawing's own: one
  // for the focus would make the drawing itself a stop of the keyboard.
  figure.addEventListener("focusin", (event) => {
    const box = event.target.getBBox?.();
    if (!box || zoom === 1) return;
    [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    show();
  });
  controls.hidden = false;
  show();
}

for (const page of document.querySelectorAll("[data-highlight]")) tie(page);
for (const figure of document.querySelectorAll(".map")) look(figure);
