// What is offered above the message field: the bot's commands, or its results for what stands after its name.
import { element } from "./render.js";

const PAUSE = 250; // milliseconds without a key before the bot is asked

export class Suggestions {
  // `on` has commands(), inline(text, offset), send(command), complete(command), choose(query, result), start(payload).
  constructor(list, field, on) {
    this.list = list;
    this.field = field;
    this.on = on;
    this.close();
  }

  get isOpen() {
    return !this.list.hidden;
  }

  close() {
    clearTimeout(this.timer);
    this.asked = {}; // an answer to an earlier question finds another object here and goes nowhere
    this.options = [];
    this.active = -1;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  // Looks at what was typed; `bot` is who may be asked inline.
  async look(text, bot) {
    this.close();
    const asked = this.asked;
    const inline = inlineQuestion(text, bot);
    if (inline !== null) {
      this.timer = setTimeout(() => this.#ask(inline, asked), PAUSE);
      return;
    }
    const begun = /^\/(\w*)$/.exec(text);
    if (!begun) return;
    const commands = (await this.on.commands()).filter(({ command }) => command.startsWith(begun[1].toLowerCase()));
    if (asked === this.asked) this.#show(commands.map((command) => this.#commandOption(command)));
  }

  move(step) {
    if (!this.isOpen) return;
    const count = this.options.length;
    this.active = this.active < 0 ? (step > 0 ? 0 : count - 1) : (this.active + step + count) % count;
    this.options.forEach(({ item }, index) => item.setAttribute("aria-selected", String(index === this.active)));
    const { item } = this.options[this.active];
    item.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", item.id);
  }

  // Takes the one that the arrow keys stand on; says whether there was one.
  take() {
    const option = this.options[this.active];
    option?.take();
    return Boolean(option);
  }

  complete() {
    const option = this.options[Math.max(this.active, 0)];
    option?.complete?.();
    return Boolean(option?.complete);
  }

  // Asks for results; `before` are those that were offered already, ahead of the next ones.
  async #ask(text, asked, before = [], offset = "") {
    const { query, results, next, button } = await this.on.inline(text, offset);
    if (asked !== this.asked) return;
    const options = [...before, ...results.map((result) => this.#resultOption(query, result))];
    const more = next ? [this.#moreOption(() => this.#ask(text, asked, options, next))] : [];
    const above = button ? [this.#buttonOption(button)] : [];
    this.#show([...above, ...options, ...more]);
    if (before.length) {
      this.active = before.length - 1;
      this.move(1);
    }
    if (!this.options.length) this.#showNothing("No results");
  }

  #commandOption({ command, description }) {
    const item = option(element("strong", {}, `/${command}`), element("span", { dir: "auto" }, description));
    return { item, take: () => this.on.send(command), complete: () => this.on.complete(command) };
  }

  #resultOption(query, result) {
    const item = option(element("strong", { dir: "auto" }, result.title || result.text.split("\n")[0]), element("span", { dir: "auto" }, result.description));
    item.classList.add("card");
    return { item, take: () => this.on.choose(query, result.id) };
  }

  #moreOption(ask) {
    return { item: option(element("span", {}, "More results")), take: ask };
  }

  #buttonOption({ text, start }) {
    const item = option(element("strong", { dir: "auto" }, text));
    item.classList.add("card");
    return { item, take: () => this.on.start(start) };
  }

  #show(options) {
    this.options = options;
    this.active = -1;
    options.forEach(({ item, take }, index) => {
      item.id = `suggestion-${index}`;
      item.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
      item.addEventListener("click", take);
    });
    this.list.replaceChildren(...options.map(({ item }) => item));
    this.list.hidden = !options.length;
    this.field.setAttribute("aria-expanded", String(options.length > 0));
  }

  #showNothing(text) {
    this.list.replaceChildren(element("li", { class: "card", role: "option", "aria-disabled": "true" }, element("span", {}, text)));
    this.list.hidden = false;
  }
}

const option = (...content) => element("li", { role: "option", "aria-selected": "false" }, ...content);

// What is asked of the bot in "@its_name question", or null.
export function inlineQuestion(text, bot) {
  const name = `@${bot.username} `;
  return bot.username && text.toLowerCase().startsWith(name.toLowerCase()) ? text.slice(name.length) : null;
}
