// The review page: shows the words looked at, swaps what changes instead of loading the page anew, and keys.
// Every key presses a button or follows a link that is there anyway; without this file they all lead to whole pages.
"use strict";

const screenOf = document.querySelector(".review");
const here = new URL(screenOf.dataset.address, location.href);
const wide = matchMedia("(min-width: 64rem)");
let busy = false; // a decision is under way: another must not fall on what nobody has seen yet
let asked = 0; // the latest move: answers of earlier ones are dropped

const list = () => document.querySelector(".proposals");
const current = () => document.querySelector('.proposal[aria-current="true"]');
const scroller = () => (wide.matches ? list() : document.scrollingElement);

// ---------------------------------------------------------------------------------------------- what is looked at

function showWords() {
  const looked = document.querySelector(".paper .current");
  if (!looked || !wide.matches) return;
  const box = looked.getBoundingClientRect();
  const paper = document.querySelector(".paper").getBoundingClientRect();
  // Words in sight stay where they are: the eye has found them already.
  if (box.top < paper.top + 60 || box.bottom > paper.bottom - 60) looked.scrollIntoView({ block: "center" });
}

function showCurrent() {
  const bar = document.querySelector(".groups-bar");
  const group = bar?.querySelector("[aria-current]");
  if (group) bar.scrollLeft = Math.max(group.offsetLeft - bar.offsetLeft - 16, 0);
  current()?.closest("details")?.setAttribute("open", "");
  current()?.scrollIntoView({ block: "nearest" });
}

showWords();
showCurrent();

// A link to a line moves the document only, not the page, and shows the line.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a.source[href^="#l"]');
  const line = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!line || !wide.matches) return;
  event.preventDefault();
  document.querySelectorAll(".paper tr.current, .paper .shown").forEach((shown) => shown.classList.remove("current", "shown"));
  (line.querySelector("mark") || line).classList.add("current", "shown");
  line.scrollIntoView({ block: "center" });
});

// ------------------------------------------------------------------------------------------------------ swapping

async function load(address, options = {}) {
  const turn = ++asked;
  let answer;
  try {
    answer = await fetch(address, { ...options, headers: { "X-Review": "parts" } });
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
      location.assign(answer.redirected || !options.method ? answer.url : here); // a sign-in, or a page of its own
      return null;
    }
    const parts = await answer.json();
    if (turn === asked) swap(parts);
    return parts;
  } catch {
    if (turn === asked) say(screenOf.dataset.lost);
    return null;
  }
}

function swap(parts) {
  if (parts.go) {
    location.assign(parts.go);
    return;
  }
  const left = document.activeElement?.closest("#g-left"); // who keeps lines left over stays among them
  const before = current()?.getBoundingClientRect().top;
  const top = scroller().scrollTop;
  const open = [...document.querySelectorAll(".proposals details[id][open]:not(.keep)")].map((one) => one.id);
  const holder = document.createElement("template");
  holder.innerHTML = parts.html;
  document.querySelector(".review-head").replaceWith(holder.content.querySelector(".review-head"));
  document.querySelector(".rail").replaceWith(holder.content.querySelector(".rail"));
  open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  document.querySelector(".toasts")?.remove();
  document.body.insertAdjacentHTML("beforeend", parts.toasts);
  mark(parts.lines);
  if (left) scroller().scrollTop = top;
  else keepAt(top, before);
  window.prepare?.(document.querySelector(".rail"));
  window.prepare?.(document.querySelector(".toasts"));
  const address = new URL(here);
  if (parts.at) address.searchParams.set("at", parts.at);
  if (parts.doing) address.searchParams.set("do", parts.doing);
  history.replaceState(null, "", address);
  restore();
  if (left) return;
  focusOn();
  showWords();
}

// What is looked at now stands where what was looked at stood: the list goes on under the eye, nothing jumps.
function keepAt(top, before) {
  const box = scroller();
  box.scrollTop = top;
  const now = current();
  if (!now) return;
  if (before !== undefined) box.scrollTop += now.getBoundingClientRect().top - before;
  showCurrent();
}

function focusOn() {
  const field = current()?.querySelector(".detail [autofocus], .detail form[data-change] :is(input:not([type=hidden]), select, textarea)");
  const proposal = current() ?? list();
  if (current()) proposal.tabIndex = -1;
  const target = document.querySelector(".proposals .wrong-list, .proposals .notice[role=alert]") ? proposal : field ?? proposal;
  target.focus({ preventScroll: true });
  if (target === field && field.type === "search") field.select();
}

// The underlines of the document follow the decisions; what is no longer marked is plain again.
function mark(lines) {
  document.querySelectorAll(".paper mark").forEach((one) => {
    const line = one.closest('[id^="l"]');
    if (line && !(line.id in lines)) {
      one.replaceWith(...one.childNodes);
      line.normalize();
    }
  });
  document.querySelectorAll(".paper tr.current").forEach((row) => row.classList.remove("current"));
  Object.entries(lines).forEach(([id, html]) => {
    const line = document.getElementById(id);
    if (line && line.outerHTML !== html) line.outerHTML = html;
  });
}

function say(text) {
  const toast = document.createElement("div");
  toast.className = "toast warning";
  toast.role = "alert";
  toast.textContent = text;
  let toasts = document.querySelector(".toasts");
  if (!toasts) {
    toasts = document.createElement("div");
    toasts.className = "toasts";
    document.body.append(toasts);
  }
  toasts.replaceChildren(toast);
}

const ours = (address) => address.origin === here.origin && address.pathname.startsWith(here.pathname);

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const address = new URL(form.getAttribute("action") ?? "", location.href); // a button named action hides the property
  if (!ours(address) || !form.closest(".review, .toasts")) return;
  if (form.matches("[data-find]")) event.preventDefault(); // what is typed there is looked for at once
  if ((event.submitter?.getAttribute("formmethod") ?? form.method) !== "post") return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  screenOf.setAttribute("aria-busy", "true");
  const data = new FormData(form, event.submitter);
  const key = keyOf(form);
  const parts = await load(address, { method: "POST", body: new URLSearchParams(data) });
  if (parts && parts.doing !== "change") forget(key);
  busy = false;
  screenOf.removeAttribute("aria-busy");
});

document.addEventListener("click", (event) => {
  const link = event.target.closest('.rail a[href^="?at="]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (!busy) load(new URL(link.href));
});

// ------------------------------------------------------------------------------- what was typed and not yet sent

const keyOf = (form) => {
  const proposal = form.elements.proposal?.value;
  return form.matches("[data-change]") && proposal ? `review:${proposal}` : "";
};
const forget = (key) => sessionStorage.removeItem(key);

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-change]");
  if (!form) return;
  const typed = [...new FormData(form)].filter(([name]) => name.startsWith("change-"));
  sessionStorage.setItem(keyOf(form), JSON.stringify(typed));
});

function restore() {
  const form = document.querySelector("form[data-change]");
  const typed = form && !form.querySelector(".wrong-list") && sessionStorage.getItem(keyOf(form));
  if (!typed) return;
  const kept = new Map(JSON.parse(typed));
  [...form.elements].filter((field) => field.name.startsWith("change-")).forEach((field) => {
    if (field.type === "checkbox") field.checked = kept.has(field.name);
    else if (kept.has(field.name)) field.value = kept.get(field.name);
  });
}
restore();

// ------------------------------------------------------------------------------------------- search as you type

let timer;
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-find]");
  if (!form) return;
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const address = new URL(form.dataset.find, location.href);
    address.searchParams.set("at", form.elements.at.value);
    const text = event.target.value;
    address.searchParams.set("q", text);
    const answer = await fetch(address).catch(() => null);
    const found = document.getElementById("found");
    // Who has gone on into the list chooses among what is there.
    if (answer?.ok && found && document.activeElement === event.target && event.target.value === text) found.innerHTML = await answer.text();
  }, 150);
});

// ---------------------------------------------------------------------------------------------------------- keys

// Where a proposal is looked at: its link, or for a question, which has none, its own id.
function placeOf(proposal) {
  const link = proposal.querySelector(".subject a[href^='?at=']");
  const id = proposal.querySelector(":scope > .detail > .question")?.id;
  return link?.href ?? (id && new URL(`?at=${id.slice(2)}`, here));
}

function move(step) {
  const all = [...document.querySelectorAll(".proposal")].filter((one) => one.checkVisibility() && (one === current() || placeOf(one)));
  const at = all.indexOf(current());
  const next = at < 0 ? all[0] : all[at + step];
  if (!next) return;
  current()?.removeAttribute("aria-current"); // at once; what it says of itself follows
  next.setAttribute("aria-current", "true");
  next.scrollIntoView({ block: "nearest" });
  load(placeOf(next));
}

// The letter on the key, whatever the keyboard writes just now: Korean input gives ㅁ for a.
function letterOf(event) {
  if (/^[\x20-\x7e]$/.test(event.key)) return event.key;
  const code = /^(?:Key([A-Z])|Digit(\d))$/.exec(event.code);
  if (!code) return event.key;
  return code[2] ?? (event.shiftKey ? code[1] : code[1].toLowerCase());
}

function searching(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const input = document.querySelector("form[data-find] input[type=search]");
  if (!step || !input) return false;
  const stops = [input, ...document.querySelectorAll("#found button")];
  const at = stops.indexOf(document.activeElement);
  if (at < 0) return false;
  event.preventDefault();
  stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (document.querySelector("dialog[open], :popover-open")) return;
  if (searching(event)) return;
  const field = event.target.closest("input, textarea, select");
  if (field) {
    if (event.key === "Escape" && field.closest(".review")) {
      event.preventDefault();
      field.blur();
    }
    return;
  }
  const letter = letterOf(event);
  const step = { j: 1, k: -1 }[letter];
  if (step) {
    if (!busy) move(step);
    return;
  }
  const named = `[data-key="${CSS.escape(letter)}"]`;
  // The buttons of what is looked at, then those of the whole page; never those of another proposal.
  const found = current()?.querySelector(named) ?? [...document.querySelectorAll(`.review ${named}`)].find((one) => !one.closest(".proposal"));
  if (!found || busy) return;
  event.preventDefault();
  if (found.matches("input")) found.focus();
  else if (found.matches("[popovertarget]")) document.getElementById(found.getAttribute("popovertarget")).showPopover();
  else found.click();
});

// -------------------------------------------------------------------------------------- words of lines left over

// Words selected in a line that no fact claims, here or in the document, become those of its field.
document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  const words = String(chosen).trim();
  if (!words || !chosen.anchorNode) return;
  const place = chosen.anchorNode.parentElement?.closest("[data-words], .paper [id^='l']");
  const field = place && document.getElementById(place.dataset.words ?? `words-${place.id.slice(1)}`);
  if (!field || !field.defaultValue.includes(words)) return;
  field.value = words;
  field.closest("details.keep").open = true;
});
