// What the desk does beyond HTML: everything can be read and reached without it.
"use strict";

const all = (selector) => [...document.querySelectorAll(selector)];

// A statement's words and its note show each other.
function light(id, on) {
  for (const part of all(`[data-of="${CSS.escape(id)}"]`)) part.classList.toggle("lit", on);
}
function follow(on) {
  return (event) => {
    const part = event.target instanceof Element && event.target.closest("[data-of]");
    if (part) light(part.dataset.of, on);
  };
}
for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(start, follow(true));
  document.addEventListener(end, follow(false));
}

// A note that is led to opens. An address like #s120-180 that is no element asks for that passage to be marked.
function arrive() {
  const name = location.hash.slice(1);
  const target = name && document.getElementById(name);
  if (target instanceof HTMLDetailsElement) target.open = true;
  const passage = /^s(\d+-\d+)$/.exec(name);
  const here = new URL(location.href);
  if (!target && passage && document.querySelector("[data-article]") && here.searchParams.get("span") !== passage[1]) {
    here.searchParams.set("span", passage[1]);
    location.replace(here);
  }
}
addEventListener("hashchange", arrive);
arrive();

// Words that are selected in an article can be led to: the address of the passage is put into the address bar.
function placeOf(node, offset) {
  const words = (node instanceof Element ? node : node.parentElement).closest(".words");
  if (!words) return null;
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(node, offset);
  return Number(words.dataset.start) + [...range.toString()].length;
}
function selectedPlace() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !document.querySelector("[data-article]")) return null;
  const range = selection.getRangeAt(0);
  const [start, end] = [placeOf(range.startContainer, range.startOffset), placeOf(range.endContainer, range.endOffset)];
  return start !== null && end !== null && start < end ? { start, end } : null;
}
document.addEventListener("mouseup", () => {
  const place = selectedPlace();
  if (place) history.replaceState(null, "", `#s${place.start}-${place.end}`);
});

// Keys. They can be switched off, since single keys get in the way of speech input (WCAG 2.1.4).
const keys = document.getElementById("keys");
const keysSwitch = document.querySelector("[data-keys-switch]");
const keysOn = () => localStorage.getItem("keys") !== "off";
function showSwitch() {
  keysSwitch.setAttribute("aria-pressed", String(keysOn()));
  keysSwitch.textContent = keysOn() ? "Single keys are on" : "Single keys are off";
}
keysSwitch.addEventListener("click", () => {
  localStorage.setItem("keys", keysOn() ? "off" : "on");
  showSwitch();
});
showSwitch();
document.querySelector("[data-keys-hint]").hidden = false;

// What one goes through by key: the notes of a reading, the lines of a list.
const STOPS = ".note > summary, .lines .title, .quotes .title, .latest .title";
function step(by) {
  const stops = all(STOPS).filter((stop) => stop.checkVisibility());
  if (!stops.length) return;
  const at = stops.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(Math.max(at + by, 0), stops.length - 1);
  stops[next].focus();
  stops[next].scrollIntoView({ block: "center" });
}
// The field of the page, or, on a phone, the view.
function seek() {
  const field = all("[data-seek]").find((one) => one.checkVisibility());
  if (field) field.focus();
  else location.assign("/search");
}
const doings = {
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement instanceof HTMLElement && document.activeElement.matches(STOPS) && document.activeElement.click(),
  "/": seek,
  "?": () => keys.showModal(),
};
document.addEventListener("keydown", (event) => {
  const writing = event.target instanceof Element && event.target.closest("input, select, textarea, dialog[open]");
  if (writing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in doings)) return;
  if (!keysOn() && event.key !== "?") return;
  event.preventDefault();
  doings[event.key]();
});
