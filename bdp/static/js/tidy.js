/* tidy: a form that asks for a page leaves its empty fields out of the address. Without this file the server leads to the
   same address, a round trip later. */

document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method !== "get") return;
  for (const [name, value] of [...formData]) {
    if (typeof value === "string" && !value.trim()) formData.delete(name);
  }
});
