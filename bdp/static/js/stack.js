/* stack: a marker that stands for several practices opens their list beside it; without a script it leads to them. */

const GAP = 6;

const box = document.querySelector("[data-stack-box]");
const content = box?.querySelector("[data-stack-content]");
let opener = null;

function open(marker) {
  const list = document.getElementById(marker.getAttribute("href").slice(1));
  if (!list) return;
  const copy = list.cloneNode(true);
  for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
  content.replaceChildren(copy);
  box.setAttribute("aria-label", marker.querySelector("title").textContent);
  opener = marker;
  box.showPopover();
  beside(marker.querySelector(".drawing__circle").getBoundingClientRect());
  marker.setAttribute("aria-expanded", "true");
  box.focus({ preventScroll: true });
}

/* Below the marker, or above it where there is more room. */
function beside(mark) {
  const room = document.documentElement.clientWidth - box.offsetWidth;
  const below = mark.bottom + GAP;
  const fits = below + box.offsetHeight <= innerHeight || mark.top < box.offsetHeight + GAP;
  const left = Math.max(GAP, Math.min(mark.left + mark.width / 2 - box.offsetWidth / 2, room - GAP));
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(fits ? below : mark.top - GAP - box.offsetHeight) + scrollY}px`;
}

/* The keyboard leaves the pop-up for where it came from: forwards to the next marker, backwards to the same. */
function leave(event) {
  const links = [...box.querySelectorAll("a, button")];
  const last = document.activeElement === (event.shiftKey ? links[0] : links.at(-1));
  if (event.key !== "Tab" || !(last || (event.shiftKey && document.activeElement === box))) return;
  if (event.shiftKey) event.preventDefault();
  box.hidePopover();
  opener.focus();
}

if (box?.showPopover) {
  box.addEventListener("keydown", leave);
  for (const marker of document.querySelectorAll("[data-stack]")) {
    marker.setAttribute("role", "button");
    marker.setAttribute("aria-expanded", "false");
    marker.addEventListener("click", (event) => {
      event.preventDefault();
      open(marker);
    });
    marker.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      open(marker);
    });
  }
  box.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed") return;
    opener?.setAttribute("aria-expanded", "false");
    if (box.contains(document.activeElement)) opener?.focus({ preventScroll: true });
  });
}
