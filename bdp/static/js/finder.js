/* finder: a changed filter, a sort or a page replaces the list in place; without this file the same links and buttons
   load whole pages. The server always answers with the full page, of which only the list and the facets are taken. */

const ORDER = ["q", "voivodeship", "unit_type", "theme", "form", "size", "from", "to", "has", "sort", "per_page", "p"];
const SLOW_MS = 300;
const GIVE_UP_MS = 8000;

const finder = document.querySelector("[data-finder]");
if (finder) start(finder);

function start(root) {
  const form = root.querySelector("[data-form]");
  const results = root.querySelector("[data-results]");
  const status = root.querySelector("[data-status]");
  let shown = location.pathname + location.search;
  let asked = null;

  prepare(root);

  // "change" of the words is left to "submit": leaving the field by the button would otherwise ask twice.
  form.addEventListener("change", (event) => {
    if (event.target.closest("[data-facets]") && event.target.name && form.checkValidity()) load(address(form));
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await load(address(form));
    results.focus({ preventScroll: true });
    if (results.getBoundingClientRect().top > innerHeight / 2) results.scrollIntoView();
  });
  results.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-list]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const paging = link.closest("nav") !== null;
    await load(new URL(link.href));
    results.focus({ preventScroll: true });
    if (paging) results.scrollIntoView();
  });
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) load(new URL(location.href), false);
  });

  async function load(url, push = true) {
    asked?.abort();
    const mine = (asked = new AbortController());
    const slow = setTimeout(() => results.setAttribute("aria-busy", "true"), SLOW_MS);
    const late = setTimeout(() => mine.abort("late"), GIVE_UP_MS);
    try {
      const answer = await fetch(url, { signal: mine.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.querySelector("[data-finder]")) {
        status.textContent = page.querySelector("[data-problems]")?.textContent.trim() || root.dataset.failed;
        return;
      }
      show(page, push);
      shown = url.pathname + url.search;
      if (push && shown !== location.pathname + location.search) history.pushState(null, "", shown);
      document.title = page.title;
    } catch (error) {
      if (mine === asked) complain(() => load(url, push));
    } finally {
      clearTimeout(slow);
      clearTimeout(late);
      if (mine === asked) results.removeAttribute("aria-busy");
    }
  }

  function show(page, byUser) {
    if (!byUser || document.activeElement?.name !== "q") form.elements.q.value = page.querySelector("#q").value;
    replaceFacets(root, page);
    results.querySelector("[data-content]").replaceWith(page.querySelector("[data-content]"));
    status.textContent = page.querySelector("[data-status]").textContent;
    for (const rel of ["canonical", "prev", "next"]) {
      document.head.querySelector(`link[rel=${rel}]`)?.remove();
      const link = page.head.querySelector(`link[rel=${rel}]`);
      if (link) document.head.append(link);
    }
  }

  function complain(again) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = root.dataset.again;
    button.addEventListener("click", again);
    status.replaceChildren(`${root.dataset.failed} `, button);
  }
}

/* The address that the form stands for, with its parameters in the order that the server writes them in. */
function address(form) {
  const filled = [...new FormData(form)].filter(([, value]) => value.trim());
  filled.sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other));
  const url = new URL(form.action);
  url.search = new URLSearchParams(filled.map(([name, value]) => [name, value.trim()])).toString();
  return url;
}

/* Take over the new facets; what was open stays open, and the focus stays on the control that was used. */
function replaceFacets(root, page) {
  const old = root.querySelector("[data-facets]");
  const fresh = page.querySelector("[data-facets]");
  const used = old.contains(document.activeElement) ? document.activeElement : null;
  for (const rest of old.querySelectorAll("[data-facet] details[open]")) {
    const same = fresh.querySelector(`[data-facet="${rest.closest("[data-facet]").dataset.facet}"] details`);
    if (same) same.open = true;
  }
  old.replaceWith(fresh);
  root.querySelector("[data-panel] > summary").replaceWith(page.querySelector("[data-panel] > summary"));
  prepare(root);
  if (!used) return;
  const same = used.name
    ? fresh.querySelector(`[name="${used.name}"][value="${CSS.escape(used.value)}"], input[type=text][name="${used.name}"]`)
    : fresh.querySelector("button");
  if (same?.type === "text") same.value = used.value;
  same?.focus({ preventScroll: true });
}

/* Long facets get a box that narrows them as one types. */
function prepare(root) {
  for (const box of root.querySelectorAll("[data-facet-search]")) {
    const facet = box.closest("[data-facet]");
    box.hidden = false;
    box.addEventListener("input", (event) => {
      const wanted = fold(event.target.value);
      if (wanted) facet.querySelector("details").open = true;
      for (const row of facet.querySelectorAll("li")) row.hidden = !fold(row.textContent).includes(wanted);
    });
  }
}

function fold(text) {
  return text.toLowerCase().replaceAll("ł", "l").normalize("NFD").replace(/\p{M}/gu, "").trim();
}
