/* finder: what htmx leaves open where it replaces the list in place. Of two questions only the later is answered, a slow
   or lost answer is told, the address and the links of the head are the server's own, open facets and the focus stay.
   Without htmx or this file the same form and links load whole pages; the server answers with the same page always. */

const SLOW_MS = 300;
const GIVE_UP_MS = 8000;
const OF_THE_HEAD = "link[rel=canonical], link[rel=alternate], link[rel=prev], link[rel=next], meta[name=robots]";

const { htmx } = window;
for (const root of htmx ? document.querySelectorAll("[data-finder]") : []) start(root);

function start(root) {
  const results = root.querySelector("[data-results]");
  const status = root.querySelector("[data-status]");
  let latest = null; // the question asked last
  let page = null; // the answer to it, parsed

  prepare(root);

  document.addEventListener("htmx:before:history:restore", () => htmx.trigger("#szukaj", "htmx:abort"));

  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    if (ctx.request.headers["HX-History-Restore-Request"]) {
      const { hxTarget: target, hxSelect: select, hxSelectOob: selectOOB, hxSwap: swap } = root.dataset;
      Object.assign(ctx, { target: root.querySelector(target), select, selectOOB, swap });
    }
    ctx.paging = ctx.sourceElement.closest("nav") !== null;
    ctx.fetch = (address, options) => ask(ctx, address, options);
  });

  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    page = new DOMParser().parseFromString(ctx.text, "text/html");
    if (page.querySelector("[data-finder]")) return;
    event.preventDefault();
    const problems = page.querySelector("[data-problems]")?.textContent.trim();
    if (problems) status.textContent = problems;
    else complain(ctx.request.action, ctx);
  });

  // The address is as the server writes it: in order, without what is empty. The same one again is no step.
  document.addEventListener("htmx:before:history:update", (event) => {
    const url = new URL(page.querySelector("link[rel=canonical]").href);
    // What was chosen to compare makes no other page, and yet is in the address.
    for (const { value } of page.querySelectorAll("#szukaj [name=p]")) url.searchParams.append("p", value);
    event.detail.history.path = url.pathname + url.search;
    if (event.detail.history.path === location.pathname + location.search) event.preventDefault();
  });

  document.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
    for (const { fragment } of tasks) keep(root, fragment);
  });

  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    const words = root.querySelector("#q");
    if (ctx.sourceEvent.type !== "change" || document.activeElement !== words) words.value = page.querySelector("#q").value;
    for (const old of document.head.querySelectorAll(OF_THE_HEAD)) old.remove();
    document.head.append(...page.head.querySelectorAll(OF_THE_HEAD));
    prepare(root);
    look(ctx);
  });

  /* Fetch, and give up sooner than a browser would. Throws the one error of which htmx makes no noise. */
  async function ask(ctx, address, options) {
    latest = ctx;
    const patience = new AbortController();
    const late = setTimeout(() => patience.abort(), GIVE_UP_MS);
    const slow = setTimeout(() => results.setAttribute("aria-busy", "true"), SLOW_MS);
    try {
      const signal = AbortSignal.any([options.signal, patience.signal]);
      const answer = await fetch(address, { ...options, signal });
      const text = await answer.text();
      const { url, status, headers } = answer;
      if (latest === ctx) return { url, status, headers, text: () => text };
    } catch {
      if (latest === ctx && !options.signal.aborted) complain(address, ctx);
    } finally {
      clearTimeout(slow);
      clearTimeout(late);
      if (latest === ctx) results.removeAttribute("aria-busy");
    }
    throw new DOMException("lost or late", "AbortError");
  }

  /* Tell of trouble; where a link or button asked, the message comes into sight. */
  function complain(address, ctx) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = root.dataset.again;
    button.addEventListener("click", () => htmx.ajax("GET", address, { source: root }));
    status.replaceChildren(`${root.dataset.failed} `, button);
    if (ctx.sourceEvent.type !== "change") status.scrollIntoView({ block: "nearest" });
  }

  /* The focus stays on the control that was used; a link or button that asked for other results leads to them. */
  function look(ctx) {
    const how = ctx.sourceEvent.type;
    const lost = document.activeElement === document.body && !ctx.request.headers["HX-History-Restore-Request"];
    if (how === "submit" || how === "click" || lost) results.focus({ preventScroll: true });
    const below = how === "submit" && results.getBoundingClientRect().top > innerHeight / 2;
    if (ctx.paging || below) results.scrollIntoView();
  }
}

/* Take what the reader did to the facets over into those that come in their place. */
function keep(root, fragment) {
  for (const rest of root.querySelectorAll("[data-facet] details[open]")) {
    const same = fragment.querySelector(`[data-facet="${rest.closest("[data-facet]").dataset.facet}"] details`);
    if (same) same.open = true;
  }
  const typed = [...root.querySelectorAll("[data-facet-search] input"), document.activeElement];
  for (const field of typed) {
    const same = field.id && field.value && fragment.querySelector(`#${CSS.escape(field.id)}:is([type=search], [type=text])`);
    if (same) same.value = field.value;
  }
}

/* Long facets get a box that narrows them as one types. */
function prepare(root) {
  for (const box of root.querySelectorAll("[data-facet-search][hidden]")) {
    const facet = box.closest("[data-facet]");
    const field = box.querySelector("input");
    const narrow = () => {
      const wanted = fold(field.value);
      if (wanted) facet.querySelector("details").open = true;
      for (const row of facet.querySelectorAll("li")) row.hidden = !fold(row.textContent).includes(wanted);
    };
    box.hidden = false;
    field.addEventListener("input", narrow);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // it narrows what is seen and asks nothing
    });
    if (field.value) narrow();
  }
}

function fold(text) {
  return text.toLowerCase().replaceAll("ł", "l").normalize("NFD").replace(/\p{M}/gu, "").trim();
}
