// Sorts and filters the tables of the page. Without it, everything can be read as it stands.
"use strict";

const language = document.documentElement.lang;
const order = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
const figures = new Intl.NumberFormat(language);

/** What a cell is sorted by: nothing last, then its state, then a number or a day, then its text. */
function keyOf(cell, kind, states) {
  const text = cell.textContent.trim();
  const marked = cell.matches("[class*=is-]") ? cell : cell.querySelector("[class*=is-]");
  const state = marked ? states.findIndex((name) => marked.classList.contains(`is-${name}`)) : -1;
  const value = cell.dataset.value ?? "";
  return {
    empty: text === "",
    state: state < 0 ? states.length : state,
    number: kind === "number" && value !== "" ? Number(value) : Infinity,
    text: kind === "date" && value !== "" ? value : text,
  };
}

function compared(one, other) {
  if (one.state !== other.state) return one.state - other.state;
  if (one.number !== other.number) return one.number < other.number ? -1 : 1;
  return order.compare(one.text, other.text);
}

function sort(table, heading) {
  const descending = heading.getAttribute("aria-sort") === "ascending";
  const states = table.dataset.states.split(" ").filter(Boolean);
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row) => ({
    row,
    key: keyOf(row.cells[heading.cellIndex], heading.dataset.kind, states),
  }));
  rows.sort((one, other) => {
    if (one.key.empty !== other.key.empty) return one.key.empty ? 1 : -1;
    return descending ? compared(other.key, one.key) : compared(one.key, other.key);
  });
  table.querySelectorAll("[aria-sort]").forEach((each) => each.removeAttribute("aria-sort"));
  heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
  body.append(...rows.map(({ row }) => row));
}

function makeSortable(table) {
  for (const heading of table.tHead.querySelectorAll("th")) {
    const button = document.createElement("button");
    button.type = "button";
    const title = heading.firstElementChild;
    title.replaceWith(button);
    button.append(title);
    button.addEventListener("click", () => sort(table, heading));
  }
}

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase(language);
}

function makeFilterable(filters, table) {
  const field = filters.querySelector("input");
  const choice = filters.querySelector("select");
  const told = filters.querySelector("output");
  let texts;
  const apply = () => {
    const rows = Array.from(table.tBodies[0].rows);
    texts ??= new Map(rows.map((row) => [row, plain(Array.from(row.cells, (cell) => cell.textContent).join("\n"))]));
    const words = plain(field.value).split(/\s+/);
    const state = choice?.value ? `.is-${choice.value}` : "";
    let shown = 0;
    for (const row of rows) {
      const fits = words.every((word) => texts.get(row).includes(word)) && (!state || row.querySelector(state));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    told.value = told.dataset.rows
      .replace("{shown}", figures.format(shown))
      .replace("{rows}", figures.format(rows.length));
  };
  field.addEventListener("input", apply);
  choice?.addEventListener("change", apply);
  filters.hidden = false;
}

for (const table of document.querySelectorAll("table")) makeSortable(table);
for (const filters of document.querySelectorAll(".filters")) {
  makeFilterable(filters, filters.parentElement.querySelector("table"));
}

// Only what scrolls is a stop for the keyboard.
const regions = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
    target.tabIndex = scrolls ? 0 : -1;
  }
});
document.querySelectorAll(".region").forEach((region) => regions.observe(region));

const print = document.getElementById("print");
print.hidden = false;
print.addEventListener("click", () => window.print());
