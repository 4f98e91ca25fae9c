/* combobox: a search field with suggestions, by the pattern of the ARIA Authoring Practices ("list autocomplete with
   manual selection"). The focus stays in the field; Enter takes a suggestion only if the reader has moved to it.
   Without this file the field is a plain search field. */

const WAIT_MS = 200;
const SHORTEST = 2;

let made = 0;
for (const field of document.querySelectorAll("input[data-suggest]")) start(field);

function start(field) {
  const list = document.createElement("div");
  const status = document.createElement("span");
  let timer = 0;
  let asked = null;
  let active = null;

  list.id = `podpowiedzi-${++made}`;
  list.className = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggestLabel);
  status.className = "visually-hidden";
  status.setAttribute("aria-live", "polite");
  field.parentElement.append(list, status);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  field.addEventListener("input", (event) => {
    forget();
    move(null);
    if (field.value.trim().length < SHORTEST) close();
    else if (!event.isComposing) timer = setTimeout(ask, WAIT_MS);
  });
  field.addEventListener("keydown", (event) => {
    if (!event.isComposing && !event.ctrlKey && !event.metaKey) pressed(event);
  });
  field.addEventListener("blur", close);
  field.form.addEventListener("submit", close);
  addEventListener("pageshow", close);
  // The press must not take the focus out of the field; the choice is made when the pointer is lifted on it.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });

  async function ask() {
    forget();
    const mine = (asked = new AbortController());
    const typed = field.value;
    const address = new URL(field.dataset.suggest, location.href);
    address.searchParams.set("q", typed);
    try {
      const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "application/json" } });
      const found = answer.ok ? await answer.json() : null;
      // An answer to what no longer stands in the field is stale.
      if (found && mine === asked && typed === field.value && document.activeElement === field) show(found);
    } catch {
      if (mine === asked) close(); // without an answer the field works as ever
    }
  }

  function show(found) {
    list.replaceChildren(...found.groups.map(group));
    move(null);
    const any = found.groups.length > 0;
    list.hidden = !any;
    field.setAttribute("aria-expanded", String(any));
    status.textContent = found.said;
  }

  function group(found, number) {
    const whole = document.createElement("div");
    const name = document.createElement("div");
    name.className = "suggest__group";
    name.id = `${list.id}-${number}`;
    name.setAttribute("role", "presentation");
    name.textContent = found.label;
    whole.setAttribute("role", "group");
    whole.setAttribute("aria-labelledby", name.id);
    whole.append(name, ...found.suggestions.map((one, place) => option(one, found.kind, `${name.id}-${place}`)));
    return whole;
  }

  function option(found, kind, id) {
    const row = document.createElement("div");
    row.id = id;
    row.className = "suggest__option";
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.dataset.kind = kind;
    row.dataset.value = found.value;
    row.dataset.url = found.url;
    row.append(found.label);
    if (found.detail) {
      const detail = document.createElement("span");
      detail.className = "suggest__detail";
      detail.textContent = ` (${found.detail})`;
      row.append(detail);
    }
    return row;
  }

  function pressed(event) {
    const options = [...list.querySelectorAll("[role=option]")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) {
      event.preventDefault();
      if (field.value.trim().length >= SHORTEST) ask();
    } else if (step && !event.altKey) {
      event.preventDefault();
      const place = active ? options.indexOf(active) + step : step > 0 ? 0 : options.length - 1;
      move(options.at(place % options.length));
    } else if (event.key === "ArrowUp" && event.altKey) {
      close();
    } else if (event.key === "Enter" && active) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the browser would empty the field
      close();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      move(null);
    }
  }

  function move(option) {
    active?.setAttribute("aria-selected", "false");
    active = option;
    if (active) {
      active.setAttribute("aria-selected", "true");
      field.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  /* A word completes the question and asks it; everything else has a page to go to. */
  function choose(option) {
    if (option.dataset.kind === "word") {
      field.value = option.dataset.value;
      field.form.requestSubmit();
    } else {
      location.assign(option.dataset.url);
    }
    close();
  }

  function forget() {
    clearTimeout(timer);
    asked?.abort();
    asked = null;
  }

  function close() {
    forget();
    move(null);
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    status.textContent = "";
  }
}
