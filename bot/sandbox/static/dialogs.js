// Dialogs: people, groups, attachments, settings of a chat, alerts.
import { element } from "./render.js";

const dialog = document.getElementById("dialog");
dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); }); // beside it

function open(title, ...content) {
  dialog.replaceChildren(element("div", { class: "sheet" }, element("h3", { id: "dialog-title" }, title), ...content));
  dialog.showModal();
}

export const close = () => dialog.close();

const field = (label, input) => element("label", {}, element("span", {}, label), input);

function form(title, submit, verb, ...fields) {
  const made = element("form", {
    method: "dialog",
    onsubmit: (event) => { event.preventDefault(); close(); submit(new FormData(made)); },
  }, ...fields, element("div", { class: "actions" },
    element("button", { type: "button", onclick: close }, "Cancel"),
    element("button", { type: "submit", class: "main" }, verb)));
  open(title, made);
}

const LANGUAGES = new Map([["en", "English"], ["ar", "العربية"], ["fa", "فارسی"], ["tr", "Türkçe"], ["de", "Deutsch"], ["fr", "Français"], ["ru", "Русский"], ["es", "Español"]]);

export const languageName = (code = "") => LANGUAGES.get(code) ?? code;

const languages = (chosen = "en") => {
  const select = element("select", { name: "language" });
  for (const code of new Set([...LANGUAGES.keys(), chosen])) {
    select.append(element("option", { value: code, selected: code === chosen }, languageName(code)));
  }
  return select;
};

const check = (name, value, text, checked = false) =>
  element("label", { class: "check" }, element("input", { type: "checkbox", name, value, checked }), text);

export function askPerson(submit) {
  form("New person", (data) => submit({ name: data.get("name"), language: data.get("language") }), "Add",
    field("Name", element("input", { name: "name", type: "text", required: true, maxLength: 64 })),
    field("Language of their app", languages()));
}

export function askGroup(people, submit) {
  const kinds = element("select", { name: "kind" });
  for (const [kind, text] of [["supergroup", "Group"], ["forum", "Group with topics"], ["channel", "Channel"], ["group", "Plain group (old style)"]]) {
    kinds.append(element("option", { value: kind }, text));
  }
  form("New group", (data) => {
    const kind = data.get("kind");
    submit({
      title: data.get("title"), kind: kind === "forum" ? "supergroup" : kind, forum: kind === "forum",
      people: data.getAll("person").map(Number),
    });
  }, "Create",
  field("Title", element("input", { name: "title", type: "text", required: true, maxLength: 128 })),
  field("Kind", kinds),
  element("fieldset", {}, element("legend", {}, "People; the first one owns it, the bot is in it"),
    ...people.map((person) => check("person", String(person.id), person.first_name, true))));
}

export function askTopic(submit) {
  form("New topic", (data) => submit(data.get("name")), "Open",
    field("Name", element("input", { name: "name", type: "text", required: true, maxLength: 128 })));
}

export function askLocation(submit) {
  form("Share a location", (data) => submit(Number(data.get("latitude")), Number(data.get("longitude"))), "Share",
    field("Latitude", element("input", { name: "latitude", type: "text", inputMode: "decimal", required: true, value: "33.3152" })),
    field("Longitude", element("input", { name: "longitude", type: "text", inputMode: "decimal", required: true, value: "44.3661" })));
}

function pick(accept, chosen) {
  const input = element("input", { type: "file", accept });
  input.addEventListener("change", () => { if (input.files.length) chosen(input.files[0]); });
  input.click();
}

const closing = (text, kind = "") => element("div", { class: "actions" }, element("button", { type: "button", class: kind, onclick: close }, text));

const choice = (text, act, kind = "choice") => element("button", { type: "button", class: kind, onclick: () => { close(); act(); } }, text);

export function askAttachment({ file, location }) {
  open("Attach",
    choice("🖼  Picture", () => pick("image/png,image/jpeg,image/gif,image/webp", (chosen) => file(chosen, "photo"))),
    choice("📄  Document", () => pick("", (chosen) => file(chosen, "document"))),
    choice("📍  Location", () => askLocation(location)), closing("Cancel"));
}

export function chatSettings({ person, blocked, forum, isPrivate }, { language, block, topic }) {
  const select = languages(person.language_code);
  select.addEventListener("change", () => { close(); language(select.value); });
  const rows = [field(`Language of ${person.first_name}'s app`, select)];
  if (forum) rows.push(choice("New topic", topic));
  if (isPrivate) rows.push(choice(blocked ? "Unblock the bot" : "Block the bot", () => block(!blocked), "choice danger"));
  open("Settings", ...rows, closing("Close"));
}

export function alertBox(title, text) {
  open(title, element("p", { dir: "auto" }, text), closing("OK", "main"));
}

const toastBox = document.getElementById("toast");
let toastTimer = 0;

export function toast(text) {
  clearTimeout(toastTimer);
  toastBox.textContent = text;
  toastTimer = setTimeout(() => { toastBox.textContent = ""; }, 4000);
}
