// A file can be dropped on the form, and a job's page says by itself how far the job is.
"use strict";

const form = document.querySelector("[data-add]");
if (form) {
  const field = form.querySelector("[data-drop]");
  form.querySelector("[data-drop-hint]").hidden = false;
  const holdsFile = (event) => [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    form.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || form.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    form.classList.remove("dropping");
    field.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}

const row = document.querySelector("[data-job]");
async function look() {
  const answer = await fetch(`/adding/${row.dataset.job}.json`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return location.reload();
  const job = await answer.json();
  if (job.state === "done") return location.reload();
  const many = job.became.length;
  if (job.state === "reading") row.textContent = `It is being read. ${many} ${many === 1 ? "page" : "pages"} so far.`;
  setTimeout(look, 700);
}
if (row) setTimeout(look, 300);
