// Small conveniences. Every page works without this file; nothing here decides anything.
"use strict";

const root = document.documentElement;
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

// Theme: at once, and kept in the cookie that the server reads.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  if (button.dataset.do === "theme") {
    event.preventDefault();
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
  }
  if (button.dataset.do === "dismiss") button.closest(".toast").remove();
  if (button.dataset.do === "add-row") {
    event.preventDefault();
    addRow(button.closest("[data-rows]"));
  }
});

// Rows of a form: the same as the button's submit, without the round trip.
function addRow(group) {
  const total = group.querySelector(`[name="${group.dataset.rows}-TOTAL_FORMS"]`);
  const template = group.querySelector("template");
  const holder = document.createElement("div");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
  total.value = Number(total.value) + 1;
  const row = holder.firstElementChild;
  template.before(row);
  prepare(row);
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

// Keys: / goes to the search box, Escape closes what is open.
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector("[data-search]");
    if (search?.offsetParent) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
  if (event.key === "Escape") {
    const menu = event.target.closest("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
});

// A click beside an open menu closes it.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

// A typed day is said back as it was understood, as the server does on the next page.
function readDay(text) {
  const found = /^\s*(\d{4}|['’]?\d{2})\s*(?:[-./]|년)\s*(\d{1,2})\s*(?:[-./]|월)\s*(\d{1,2})\s*(?:[.]|일)?\s*(?:\([^)]{1,3}\))?\s*$/.exec(text) || /^\s*(\d{4})(\d{2})(\d{2})\s*$/.exec(text);
  if (!found) return null;
  let year = Number(found[1].replace(/['’]/, ""));
  if (year < 100) year += year < 70 ? 2000 : 1900;
  const day = new Date(Date.UTC(year, found[2] - 1, found[3]));
  return day.getUTCMonth() === found[2] - 1 && day.getUTCDate() === Number(found[3]) ? day : null;
}

function dayWords(day) {
  const weekday = new Intl.DateTimeFormat(root.lang, { weekday: "short", timeZone: "UTC" }).format(day);
  if (root.lang.startsWith("ko")) return `${day.getUTCFullYear()}. ${day.getUTCMonth() + 1}. ${day.getUTCDate()}.(${weekday})`;
  const month = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" }).format(day);
  return `${weekday} ${day.getUTCDate()} ${month} ${day.getUTCFullYear()}`;
}

function sayDay(event) {
  const input = event.target.closest("[data-day]");
  if (!input) return;
  const field = input.closest(".field");
  let said = field?.querySelector(".read-as");
  const day = readDay(input.value);
  if (!day) return said?.remove();
  if (!said) {
    said = document.createElement("p");
    said.className = "read-as";
    input.after(said);
  }
  said.textContent = dayWords(day);
}
// Said while it is typed: said on leaving the field, it moved the button away under the click that left it.
document.addEventListener("input", sayDay);
document.addEventListener("change", sayDay);

// Search as you type in a field that names a record: [data-choices] holds the address that lists matches.
function combobox(box) {
  const input = box.querySelector("input:not([type=hidden])");
  const id = box.querySelector('input[type=hidden][name$="_id"]');
  if (!input || !id) return;
  const list = document.createElement("ul");
  list.className = "listbox";
  list.role = "listbox";
  list.id = `${input.id}_list`;
  list.hidden = true;
  list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "");
  box.append(list);
  input.role = "combobox";
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";
  let timer;
  let asked = "";
  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector('[aria-selected="true"]');
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const take = (option) => {
    input.value = option.dataset.text;
    id.value = option.dataset.id;
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const ask = async () => {
    const text = input.value.trim();
    if (!text || text === asked) return;
    asked = text;
    const address = new URL(box.dataset.choices, location.href);
    address.searchParams.set("q", text);
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (!answer?.ok || input.value.trim() !== text) return;
    const found = await answer.json();
    list.replaceChildren(...found.map((row, index) => {
      const option = document.createElement("li");
      option.role = "option";
      option.id = `${list.id}_${index}`;
      option.dataset.id = row.id;
      option.dataset.text = row.text;
      option.setAttribute("aria-selected", "false");
      const name = document.createElement("span");
      name.textContent = row.text;
      const about = document.createElement("small");
      about.textContent = row.about;
      option.append(name, about);
      return option;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  input.addEventListener("input", () => {
    id.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
    if (!input.value.trim()) close();
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const all = options();
    const at = all.indexOf(chosen());
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      point(all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      take(all[at]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      event.preventDefault();
      take(option);
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 100));
}

function prepare(part) {
  part.querySelectorAll(".combobox[data-choices]").forEach(combobox);
  part.querySelectorAll("[data-do=dismiss]").forEach((button) => { button.hidden = false; });
  part.querySelectorAll("[data-submit-on-change]").forEach((field) => field.addEventListener("change", () => field.form.requestSubmit()));
}

document.addEventListener("DOMContentLoaded", () => {
  prepare(document);
  document.querySelector("[data-focus]")?.focus();
});
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) prepare(event.target);
});
