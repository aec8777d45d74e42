// Where a person writes: the message field, what they reply to or edit, START, and the keyboard that a bot may put there.
import { askAttachment, askLocation, toast } from "./dialogs.js";
import { element, preview } from "./render.js";
import { seatKey } from "./store.js";
import { Suggestions } from "./suggestions.js";

const byId = (id) => document.getElementById(id);
const TALLEST = 180; // pixels; page.css has the same
const TOUCH = matchMedia("(pointer: coarse)"); // there a focused field brings up the keyboard

export class Composer {
  // `on` has say(text, replyTo), edit(message, text), file(file, as, caption), location(latitude, longitude), unblock(),
  // lastOwn(), and what Suggestions asks for: commands(), inline(text, offset), choose(query, result), start(payload).
  constructor(on) {
    this.on = on;
    this.field = byId("text");
    this.drafts = new Map();
    this.suggestions = new Suggestions(byId("suggestions"), this.field, {
      commands: on.commands,
      inline: on.inline,
      send: (command) => this.#send(this.#addressed(command)),
      complete: (command) => this.write(`${this.#addressed(command)} `),
      choose: (query, result) => { this.write(""); on.choose(query, result); },
      start: (payload) => { this.write(""); on.start(payload); },
    });
    this.#listen();
  }

  // Turns to another seat, or takes in what changed about this one.
  open(view) {
    const key = seatKey(view.person.id, view.chat.id);
    if (key !== this.key) {
      if (this.key) this.drafts.set(this.key, this.field.value);
      this.key = key;
      this.view = view;
      this.release();
      this.write(this.drafts.get(key) ?? "");
      this.suggestions.close();
    }
    this.view = view;
    byId("field").hidden = !view.mayWrite;
    byId("unblock").hidden = !(view.chat.type === "private" && view.chat.blocked);
    byId("start").hidden = !(view.mayWrite && view.chat.type === "private" && view.isEmpty);
    this.#drawKeyboard();
  }

  write(text) {
    this.field.value = text;
    this.#grow();
    this.#look();
    if (!byId("field").hidden && !TOUCH.matches) this.field.focus();
  }

  replyTo(message) {
    this.#hold({ message, editing: false }, message.from.first_name);
  }

  editOwn(message) {
    this.#hold({ message, editing: true }, "Edit");
    this.write(message.text);
  }

  release() {
    const { editing } = this.held ?? {};
    this.held = null;
    byId("reply-bar").hidden = true;
    if (editing) this.write("");
  }

  #hold(held, title) {
    this.release();
    this.held = held;
    byId("reply-name").textContent = title;
    byId("reply-text").textContent = preview(held.message);
    byId("reply-bar").hidden = false;
    this.field.focus();
  }

  #listen() {
    byId("field").addEventListener("submit", (event) => { event.preventDefault(); this.#submit(); });
    this.field.addEventListener("input", () => { this.#grow(); this.#look(); });
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("paste", (event) => this.#takeFiles(event, event.clipboardData));
    byId("chat").addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
    byId("chat").addEventListener("drop", (event) => this.#takeFiles(event, event.dataTransfer));
    byId("commands").addEventListener("click", () => this.#toggleCommands());
    byId("attach").addEventListener("click", () => askAttachment({ file: (file, as) => this.#attach(file, as), location: this.on.location }));
    byId("reply-off").addEventListener("click", () => this.release());
    byId("start").addEventListener("click", () => this.on.say("/start"));
    byId("unblock").addEventListener("click", () => this.on.unblock());
  }

  #key(event) {
    if (!event.isComposing && this.#done(event)) event.preventDefault();
  }

  // Says whether the key was ours.
  #done(event) {
    switch (event.key) {
      case "Enter":
        if (event.shiftKey) return false;
        if (!this.suggestions.take()) this.#submit();
        return true;
      case "ArrowDown": case "ArrowUp":
        return this.#arrow(event.key === "ArrowDown" ? 1 : -1);
      case "Tab":
        return !event.shiftKey && this.suggestions.isOpen && this.suggestions.complete();
      case "Escape":
        if (this.suggestions.isOpen) this.suggestions.close();
        else this.release();
        return true;
      default:
        return false;
    }
  }

  #arrow(step) {
    if (this.suggestions.isOpen) {
      this.suggestions.move(step);
      return true;
    }
    const own = step < 0 && !this.field.value && this.on.lastOwn();
    if (own) this.editOwn(own);
    return Boolean(own);
  }

  async #submit() {
    const text = this.field.value.trim();
    if (!text) return;
    const { held } = this;
    if (!held?.editing) {
      await this.#send(text);
      return;
    }
    this.release();
    if (text !== held.message.text && !(await this.on.edit(held.message, text))) this.editOwn(held.message);
  }

  async #send(text) {
    const { held, key } = this;
    this.held = null;
    this.release();
    this.write("");
    if (await this.on.say(text, held?.message)) return;
    if (this.key === key && !this.field.value) this.write(text); // refused: what was typed is not lost
  }

  #attach(file, as) {
    const caption = this.field.value.trim();
    this.write("");
    this.on.file(file, as, caption);
  }

  #takeFiles(event, transfer) {
    const [file] = transfer?.files ?? [];
    if (!file || byId("field").hidden) return;
    event.preventDefault();
    this.#attach(file, /^image\/(png|jpeg|gif|webp)$/.test(file.type) ? "photo" : "document");
  }

  async #toggleCommands() {
    if (this.suggestions.isOpen) {
      this.suggestions.close();
      this.field.focus();
    } else if (!(await this.on.commands()).length) {
      toast("The bot has no command menu here.");
    } else {
      this.write("/");
    }
  }

  // In groups a command says whom it means.
  #addressed(command) {
    const { chat, bot } = this.view;
    return chat.type === "private" ? `/${command}` : `/${command}@${bot.username}`;
  }

  #look() {
    if (this.view) this.suggestions.look(this.field.value, this.view.bot);
  }

  // Where `field-sizing` is not known yet.
  #grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.field.rows = 1;
    while (this.field.scrollHeight > this.field.clientHeight && this.field.clientHeight < TALLEST) this.field.rows += 1;
  }

  #drawKeyboard() {
    const { keyboard, mayWrite } = this.view;
    const box = byId("keyboard");
    box.hidden = !keyboard || !mayWrite;
    if (keyboard === this.drawnKeyboard) return;
    this.drawnKeyboard = keyboard;
    box.replaceChildren(...(keyboard?.keyboard ?? []).map((row) => element("div", {}, ...row.map((button) =>
      element("button", { type: "button", dir: "auto", onclick: () => this.#type(button) }, button.text)))));
    this.field.placeholder = keyboard?.placeholder || "Message";
  }

  #type(button) {
    if (button.request_location) askLocation(this.on.location);
    else if (button.request_contact) toast("The people here have no telephone numbers.");
    else this.on.say(button.text);
    this.on.typed();
  }
}
