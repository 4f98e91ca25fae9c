/* map: what the map gains with a script. Its areas and markers light up together with the table and the list; buttons,
   keys, the wheel and two fingers bring it closer. Nothing of that changes what is found: only "search here" does. */

const STEP = 1.5;
const CLOSEST = 8;
const STILL = 4; // pixels that a hand trembles in a click
const HERE = ["voivodeship", "powiat", "spot", "page"];

/** Light up everything that stands for the same place while a pointer or the focus is on one of them. */
function tie(page) {
  const light = (event, on) => {
    const place = event.target.closest("[data-place]")?.dataset.place;
    if (!place) return;
    const lit = on || document.activeElement.closest("[data-place]")?.dataset.place === place;
    for (const each of page.querySelectorAll(`[data-place="${CSS.escape(place)}"]`)) {
      each.classList.toggle("is-lit", lit);
    }
  };
  for (const [begin, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    page.addEventListener(begin, (event) => light(event, true));
    page.addEventListener(end, (event) => light(event, false));
  }
}

/** What is seen of a drawing: how near, and around which point; ``told`` is called after each change. */
class Look {
  constructor(drawing, told) {
    this.drawing = drawing;
    this.told = told;
    [, , this.width, this.height] = drawing.getAttribute("viewBox").split(" ").map(Number);
    [this.zoom, this.x, this.y] = [1, this.width / 2, this.height / 2];
  }

  /** The seen part, in units of the drawing. */
  get wide() { return this.width / this.zoom; }
  get high() { return this.height / this.zoom; }

  /** Where a pointer is, in units of the drawing. */
  at({ clientX, clientY }) {
    return new DOMPoint(clientX, clientY).matrixTransform(this.drawing.getScreenCTM().inverse());
  }

  /** Come closer so that the point stays where it is on the screen. */
  closer(factor, { x, y } = this) {
    const zoom = Math.min(Math.max(this.zoom * factor, 1), CLOSEST);
    const kept = this.zoom / zoom;
    [this.x, this.y, this.zoom] = [x + (this.x - x) * kept, y + (this.y - y) * kept, zoom];
    this.show();
  }

  move(x, y) {
    [this.x, this.y] = [this.x + x, this.y + y];
    this.show();
  }

  show() {
    this.x = Math.min(Math.max(this.x, this.wide / 2), this.width - this.wide / 2);
    this.y = Math.min(Math.max(this.y, this.high / 2), this.height - this.high / 2);
    const box = [this.x - this.wide / 2, this.y - this.high / 2, this.wide, this.high];
    this.drawing.setAttribute("viewBox", box.map((n) => n.toFixed(1)).join(" "));
    this.drawing.style.setProperty("--map-zoom", this.zoom);
    this.drawing.toggleAttribute("data-near", this.zoom > 2);
    this.told();
  }

  /** Tell whether the middle of a box is seen. */
  sees({ x, y, width, height }) {
    return Math.abs(x + width / 2 - this.x) < this.wide / 2 && Math.abs(y + height / 2 - this.y) < this.high / 2;
  }
}

function begin(figure) {
  const drawing = figure.querySelector("[data-map]");
  const controls = figure.querySelector("[data-map-controls]");
  if (!drawing || !controls) return;
  const look = new Look(drawing, () => {
    const needed = {
      closer: look.zoom < CLOSEST,
      left: look.x > look.wide / 2,
      right: look.x < look.width - look.wide / 2,
      up: look.y > look.high / 2,
      down: look.y < look.height - look.high / 2,
    };
    for (const button of controls.querySelectorAll("[data-map-do]")) {
      // Not the attribute "disabled": it would throw the focus off a button that was just used.
      button.setAttribute("aria-disabled", String(!(needed[button.dataset.mapDo] ?? look.zoom > 1)));
    }
  });
  const does = {
    closer: () => look.closer(STEP),
    farther: () => look.closer(1 / STEP),
    whole: () => look.closer(0),
    left: () => look.move(-look.wide / 3, 0),
    right: () => look.move(look.wide / 3, 0),
    up: () => look.move(0, -look.high / 3),
    down: () => look.move(0, look.high / 3),
    here: () => location.assign(here(look)),
  };
  controls.addEventListener("click", (event) => {
    const button = event.target.closest("[data-map-do]");
    if (button && button.getAttribute("aria-disabled") !== "true") does[button.dataset.mapDo]();
  });
  figure.addEventListener("keydown", (event) => {
    const wanted = { "+": "closer", "=": "closer", "-": "farther", 0: "whole" }[event.key];
    if (!wanted || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    does[wanted]();
  });
  // A marker that takes the focus must be seen, so the drawing moves to it. The listener is not the drawing's own: one
  // for the focus would make the drawing itself a stop of the keyboard.
  figure.addEventListener("focusin", (event) => {
    const box = event.target.matches?.(":focus-visible") && event.target.getBBox?.();
    if (box && look.zoom > 1) look.move(box.x + box.width / 2 - look.x, box.y + box.height / 2 - look.y);
  });
  followWheel(figure, look);
  followHand(drawing, look);
  followFingers(drawing, look);
  controls.hidden = false;
  look.show();
}

/** The wheel belongs to the page until the map was pressed, and again when the pointer has left it. */
function followWheel(figure, look) {
  let awake = false;
  figure.addEventListener("pointerdown", () => { awake = true; });
  figure.addEventListener("pointerleave", () => { awake = false; });
  look.drawing.addEventListener("wheel", (event) => {
    if (!awake || event.ctrlKey) return;
    event.preventDefault();
    look.closer(event.deltaY < 0 ? 1.25 : 0.8, look.at(event));
  }, { passive: false });
}

/** A mouse draws the map along; what was drawn is not clicked. */
function followHand(drawing, look) {
  let from = null;
  let drawn = false;
  drawing.addEventListener("pointerdown", (event) => {
    drawn = false;
    from = event.pointerType === "mouse" && event.button === 0 && look.zoom > 1 ? event : null;
  });
  addEventListener("pointermove", (event) => {
    if (!from || (!drawn && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) < STILL)) return;
    const [before, now] = [look.at(from), look.at(event)];
    [from, drawn] = [event, true];
    look.move(before.x - now.x, before.y - now.y);
  });
  addEventListener("pointerup", () => { from = null; });
  drawing.addEventListener("dragstart", (event) => event.preventDefault());
  drawing.addEventListener("click", (event) => {
    if (!drawn) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}

/** Two fingers zoom and move the map; one goes on moving the page. */
function followFingers(drawing, look) {
  let before = null;
  const fingers = ([one, two]) => ({
    clientX: (one.clientX + two.clientX) / 2,
    clientY: (one.clientY + two.clientY) / 2,
    apart: Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY),
  });
  const follow = (event) => {
    const now = event.touches.length === 2 ? fingers(event.touches) : null;
    if (now) event.preventDefault();
    if (now && before) {
      const [was, is] = [look.at(before), look.at(now)];
      look.move(was.x - is.x, was.y - is.y);
      look.closer(now.apart / before.apart, look.at(now));
    }
    before = now;
  };
  for (const name of ["touchstart", "touchmove", "touchend"]) drawing.addEventListener(name, follow, { passive: false });
}

/** Return the address of this map with the voivodeships that are seen, those of seen powiats too. */
function here(look) {
  const links = [...look.drawing.querySelectorAll("a[data-place]")];
  const seen = links.filter((link) => look.sees(link.getBBox()));
  const names = (seen.length ? seen : links).map((link) => new URL(link.href.baseVal, location).searchParams.get("voivodeship"));
  const kept = [...new URLSearchParams(location.search)].filter(([name]) => !HERE.includes(name));
  const chosen = [...new Set(names)].map((name) => ["voivodeship", name]);
  const [words, others] = [kept.filter(([name]) => name === "q"), kept.filter(([name]) => name !== "q")];
  return `${location.pathname}?${new URLSearchParams([...words, ...chosen, ...others])}`;
}

for (const page of document.querySelectorAll("[data-highlight]")) tie(page);
for (const figure of document.querySelectorAll(".map")) begin(figure);
