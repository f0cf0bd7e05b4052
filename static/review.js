// The review page: shows the words looked at, and keys. Every key only presses a button or follows a link that is there anyway.
"use strict";

const wide = matchMedia("(min-width: 64rem)");
const looked = document.querySelector(".paper .current");
if (looked && wide.matches) looked.scrollIntoView({ block: "center" });
document.querySelector('.proposal[aria-current="true"]')?.scrollIntoView({ block: "nearest" });

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

// Where a proposal is looked at: its link, or for a question, which has none, its own id.
function placeOf(proposal) {
  const link = proposal.querySelector(".subject a[href^='?at=']");
  const id = proposal.querySelector(":scope > .detail > .question")?.id;
  return link?.href ?? (id && `?at=${id.slice(2)}#${id}`);
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const current = document.querySelector('.proposal[aria-current="true"]');
  const step = { j: 1, k: -1 }[event.key];
  if (step) {
    const all = [...document.querySelectorAll(".proposal")].filter((one) => one === current || placeOf(one));
    const next = all[all.indexOf(current) + step];
    if (next && next !== current) location.assign(placeOf(next));
    return;
  }
  current?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});
