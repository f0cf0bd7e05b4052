// Uploading many files: drop them, see them, and send them one by one, so that a broken connection costs one file's
// time and a refused file stops no other. Without this file the form sends all of them in one request.
"use strict";

document.querySelectorAll("form[data-upload]").forEach((form) => {
  const input = form.querySelector("input[type=file]");
  const place = form.querySelector(".drop");
  const list = form.querySelector("[data-chosen]");
  const bar = form.querySelector("[data-sending]");
  const status = form.querySelector("[data-status]");
  const button = form.querySelector("button.primary");
  const most = Number(form.dataset.most);
  const words = (name, values = {}) => Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), form.dataset[`word${name}`]);
  const same = (one, other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
  const size = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
  let files = [];
  let batch = null; // the addresses of an upload that was begun
  let sent = new Set();
  let sending = false;

  form.querySelector("[data-drop-hint]").hidden = false;

  function show(twice = 0) {
    // The field holds the same files, so that the form also works as a form.
    const held = new DataTransfer();
    files.forEach((file) => held.items.add(file));
    input.files = held.files;
    list.hidden = !files.length;
    list.replaceChildren(...files.map((file, index) => {
      const row = document.createElement("li");
      const about = document.createElement("div");
      const name = document.createElement("b");
      const what = document.createElement("p");
      name.textContent = file.name;
      what.className = file.size > most ? "what wrong-text" : "what";
      what.textContent = file.size > most ? `${size(file.size)}, ${words("Large")}` : size(file.size);
      about.append(name, what);
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "button small quiet";
      drop.textContent = words("Remove");
      drop.setAttribute("aria-label", `${words("Remove")}: ${file.name}`);
      drop.addEventListener("click", () => {
        if (sending) return;
        files.splice(index, 1);
        batch = null;
        show();
        (list.querySelectorAll("button")[Math.min(index, files.length - 1)] ?? input).focus();
      });
      row.append(about, drop);
      return row;
    }));
    status.textContent = twice ? words("Twice") : "";
  }

  function add(more) {
    if (sending) return;
    let twice = 0;
    for (const file of more) {
      if (files.some((other) => same(file, other))) twice += 1;
      else files.push(file);
    }
    batch = null;
    show(twice);
  }

  input.addEventListener("change", () => add([...input.files]));
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      place.dataset.over = "";
    });
  }
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => delete place.dataset.over);
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  });
  addEventListener("beforeunload", (event) => {
    if (sending) event.preventDefault();
  });

  // Posts until an answer comes: a lost connection and a server that starts again are waited for.
  async function post(address, data) {
    for (const wait of [1, 2, 4, 8, 15, 30, 0]) {
      const answer = await fetch(address, { method: "POST", body: data, redirect: "manual" }).catch(() => null);
      if (answer?.ok) return answer.json();
      if (answer?.type === "opaqueredirect" || answer?.status === 403) throw new Error(words("SignedOut"));
      if (answer && answer.status < 500) throw new Error(words("Stopped"));
      if (wait) {
        status.textContent = words("Lost", { s: wait });
        await pause(wait);
      }
    }
    throw new Error(words("Stopped"));
  }

  function fields(values) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    Object.entries(values).forEach(([name, value]) => data.append(name, value));
    return data;
  }

  function told() {
    bar.querySelector("progress").value = (100 * sent.size) / files.length;
    bar.querySelector(".number").textContent = `${sent.size} / ${files.length}`;
    status.textContent = words("Sending", { done: sent.size, all: files.length });
  }

  async function send(file) {
    const position = files.indexOf(file) + 1; // what was pasted is 0
    const what = file.size > most ? { name: file.name, size: file.size } : { files: file };
    await post(batch.add, fields({ position, ...what }));
    sent.add(file);
    told();
  }

  async function all() {
    if (!batch) {
      const begin = fields({ begin: "1", text: form.elements.text.value });
      if (form.elements.confidential.checked) begin.append("confidential", "on");
      batch = await post(form.action, begin);
      sent = new Set();
    }
    told();
    const left = files.filter((file) => !sent.has(file));
    const line = async () => {
      for (let file = left.shift(); file; file = left.shift()) await send(file);
    };
    await Promise.all([line(), line()]); // two at a time: while one is answered, the other is on its way
  }

  form.addEventListener("submit", async (event) => {
    if (files.length + (form.elements.text.value.trim() ? 1 : 0) < 2 && !files.some((file) => file.size > most)) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    bar.hidden = false;
    button.setAttribute("aria-busy", "true");
    try {
      await all();
      sending = false;
      location.assign(batch.page);
    } catch (error) {
      sending = false;
      status.textContent = error.message;
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
});
