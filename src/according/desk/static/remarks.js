// Remarks in place: the form comes to the words, to the statement or to the remark that is answered. Without script
// the same links lead to pages with the same forms.
"use strict";

const form = document.querySelector("[data-say-form]");
let copy = null;

function sayAt(place, { action, on, fields = {} }) {
  copy?.remove();
  copy = form.cloneNode(true);
  copy.removeAttribute("data-say-form");
  copy.classList.add("here");
  if (action) copy.action = action;
  for (const name of ["start", "end", "statement"]) copy.elements[name].value = fields[name] ?? "";
  copy.elements.body.value = "";
  copy.querySelector("[data-on]").textContent = on;
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.textContent = "Cancel";
  cancel.addEventListener("click", () => copy.remove());
  copy.querySelector(".send").append(cancel);
  place.append(copy);
  copy.elements.body.focus();
}

// The margin beside a paragraph, made where there is none.
function marginOf(words) {
  const row = words.closest(".row");
  if (!row) return words.parentElement;
  const known = row.querySelector(".margin");
  if (known) return known;
  const margin = document.createElement("div");
  margin.className = "margin";
  row.append(margin);
  return margin;
}

const shortened = (words) => `On “${words.length > 120 ? `${words.slice(0, 120)}…` : words}”`;

document.addEventListener("click", (event) => {
  const link = form && event.target instanceof Element && event.target.closest("a[data-say], a[data-answer]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.dataset.answer) {
    const remark = link.closest(".remark");
    sayAt(remark, { action: `/remarks/${link.dataset.answer}/answers`, on: "Your answer" });
  } else if (link.dataset.statement) {
    const note = link.closest(".note");
    note.open = true;
    sayAt(note, { on: "On this statement", fields: { statement: link.dataset.statement } });
  } else {
    const words = link.closest(".words");
    const [start, end] = link.dataset.say.split("-");
    sayAt(marginOf(words), { on: "On this paragraph", fields: { start, end } });
  }
});

// Selected words: a button beside them, and the key r.
const pin = document.createElement("button");
pin.type = "button";
pin.className = "pin";
pin.textContent = "Remark on these words";
pin.hidden = true;
let chosen = null;

function offer() {
  chosen = null;
  pin.hidden = true;
  const selection = getSelection();
  const place = form && selectedPlace();
  if (!place) return;
  const range = selection.getRangeAt(0);
  const box = range.getBoundingClientRect();
  chosen = { ...place, words: range.toString(), node: range.startContainer };
  pin.hidden = false;
  pin.style.top = `${box.bottom + scrollY + 6}px`;
  pin.style.left = `${Math.max(8, Math.min(box.left + scrollX, innerWidth - pin.offsetWidth - 8))}px`;
}

function sayOnChosen() {
  if (!chosen) return;
  const node = chosen.node instanceof Element ? chosen.node : chosen.node.parentElement;
  const { start, end, words } = chosen;
  sayAt(marginOf(node.closest(".words")), { on: shortened(words.trim()), fields: { start, end } });
  pin.hidden = true;
}

if (form) {
  document.body.append(pin);
  // A press on the button must not take the selection away before it is used.
  pin.addEventListener("mousedown", (event) => event.preventDefault());
  pin.addEventListener("click", sayOnChosen);
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 150);
  });
  doings.r = () => {
    offer();
    if (chosen) sayOnChosen();
    else document.activeElement?.closest(".note")?.querySelector("a[data-statement]")?.click();
  };
}
