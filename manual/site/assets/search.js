// The search of hewq's documentation. It looks through hewqIndex, rows of a name, a kind, a sentence, an address and
// more words. `#q=…` in the address of a page searches at once.
"use strict";

(() => {
  const field = document.getElementById("q");
  const list = document.getElementById("results");
  const count = document.getElementById("results-count");
  const root = list.dataset.root;
  const most = 40;
  let chosen = -1;

  const plain = (text) => text.toLowerCase().replaceAll("::", ".").replaceAll("`", "");
  const rows = hewqIndex.map(([name, kind, about, address, words]) => ({
    name, kind, about, address,
    key: plain(name),
    last: plain(name).split(".").pop(),
    words: plain(words).split(" "),
    text: plain(name + " " + words + " " + about),
  }));

  // score tells how well a row fits: the less the better, Infinity if it does not.
  function score(row, wanted, parts) {
    if (row.key === wanted) return 0;
    if (row.words.includes(wanted) || row.words.includes(wanted.replace(/[ _-]/g, ""))) return 1;
    if (row.last === wanted) return 2;
    if (row.key.startsWith(wanted)) return 3;
    if (row.last.startsWith(wanted)) return 4;
    if (row.key.includes(wanted)) return 5;
    if (row.words.some((w) => w.startsWith(wanted))) return 6;
    return parts.every((p) => row.text.includes(p)) ? 7 : Infinity;
  }

  function find(query) {
    const wanted = plain(query.trim()).replace(/\(\)$/, "");
    const parts = wanted.split(/\s+/);
    return rows
      .map((row, i) => ({ row, i, fit: score(row, wanted, parts) }))
      .filter((r) => r.fit < Infinity)
      .sort((a, b) => a.fit - b.fit || a.row.key.length - b.row.key.length || a.i - b.i);
  }

  function element(name, text) {
    const e = document.createElement(name);
    e.textContent = text;
    return e;
  }

  function show() {
    list.replaceChildren();
    chosen = -1;
    if (field.value.trim() === "") {
      hide();
      return;
    }
    const found = find(field.value);
    for (const { row } of found.slice(0, most)) {
      const a = document.createElement("a");
      a.href = root + row.address;
      a.append(element("b", row.name.replaceAll("`", "")), element("i", row.kind));
      if (row.about !== "") a.append(element("span", row.about.replaceAll("`", "")));
      const item = document.createElement("li");
      item.append(a);
      list.append(item);
    }
    if (found.length === 0) list.append(element("p", "Nothing is called so, and no summary has these words."));
    if (found.length > most) list.append(element("p", `${found.length - most} more: add a word.`));
    list.hidden = false;
    count.textContent = `${found.length} found; the down arrow chooses`;
  }

  function hide() {
    list.hidden = true;
    count.textContent = "";
  }

  // choose goes up or down in the list, which it shows again if it is hidden.
  function choose(step) {
    if (list.hidden) show();
    const items = list.querySelectorAll("li");
    if (items.length === 0) return;
    items[chosen]?.classList.remove("chosen");
    chosen = (chosen + step + items.length + (chosen < 0 && step < 0 ? 1 : 0)) % items.length;
    items[chosen].classList.add("chosen");
    items[chosen].scrollIntoView({ block: "nearest" });
    count.textContent = items[chosen].textContent;
  }

  field.addEventListener("input", show);
  field.addEventListener("focus", show);
  field.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown") choose(1);
    else if (e.key === "ArrowUp") choose(-1);
    else if (e.key === "Escape") hide();
    else return;
    e.preventDefault();
  });
  document.getElementById("search").addEventListener("submit", (e) => {
    e.preventDefault();
    const items = list.querySelectorAll("li a");
    items[Math.max(chosen, 0)]?.click();
  });
  list.addEventListener("click", (e) => {
    if (e.target.closest("a")) hide();
  });
  // Tab leads into the list; where it leads out of it, and of the field, the list is shut.
  for (const part of [field, list]) {
    part.addEventListener("focusout", (e) => {
      if (e.relatedTarget && e.relatedTarget !== field && !list.contains(e.relatedTarget)) hide();
    });
  }
  list.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    hide();
    field.focus();
    hide();
  });
  document.addEventListener("click", (e) => {
    if (!list.contains(e.target) && e.target !== field) hide();
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || e.target === field) return;
    e.preventDefault();
    field.select();
  });

  function fromAddress() {
    const query = new URLSearchParams(location.hash.slice(1)).get("q");
    if (query === null) return;
    field.value = query;
    show();
  }
  // On a narrow screen the contents stand above the page, so they are shut at first.
  if (matchMedia("(max-width: 63.99rem)").matches) {
    for (const contents of document.querySelectorAll("nav details")) contents.open = false;
  }

  addEventListener("hashchange", fromAddress);
  fromAddress();
})();
